// The name and password that a request brings as HTTP has it.
import type { Request } from "../http/request";

/** A name and a password, neither of which was looked at yet. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
}

/** Those of `Authorization: Basic`; empty where there are none. */
export function basicCredentials(request: Request): Credentials {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const decoded = Buffer.from(encoded ?? "", "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? {} : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
