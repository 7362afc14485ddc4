// The names of HTTP statuses as .NET has them, which history shows as codes.
import { STATUS_CODES } from "node:http";

/** `NotFound`, `TooManyRequests`; the number for a status without a name. */
export function statusName(status: number): string {
  if (status === 200) return "OK";
  return STATUS_CODES[status]?.replace(/[^A-Za-z]/g, "") ?? String(status);
}
