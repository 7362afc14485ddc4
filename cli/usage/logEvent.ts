// Reads one record of a registry's log, in whatever form it was exported. Pure.

import { quote } from "../../customers/problem";

/** One thing that somebody did, or tried. */
export interface LogEvent {
  readonly kind: "login" | "repository";
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who; empty where nobody was named. What it holds for a token is not documented: its name is assumed. */
  readonly identity: string;
  /** Such as Login, Pull, Push. */
  readonly operation: string;
  /** Did the registry do it? */
  readonly isAllowed: boolean;
  readonly repository?: string;
  /** The caller's IP address. */
  readonly address?: string;
  /** Such as `docker/24.0.5 go/1.20`. */
  readonly userAgent?: string;
}

/**
 * Understands a record, or says why not.
 *
 * The names are those of the tables ContainerRegistryLoginEvents and ContainerRegistryRepositoryEvents, without regard to case:
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/containerregistryrepositoryevents. In a storage account the same
 * stands as `time`, `operationName`, `identity`, partly below `properties`:
 * https://learn.microsoft.com/azure/azure-monitor/essentials/resource-logs-schema
 */
export function logEventOf(record: unknown): LogEvent | string {
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    return "is no record";
  }
  const fields = fieldsOf(record);
  const text = (...names: string[]) => {
    const value = names.map((name) => fields.get(name)).find((each) => each !== undefined);
    return typeof value === "number" ? String(value) : value;
  };
  const identity = text("identity");
  if (identity === undefined) return "has no Identity";
  if (typeof identity !== "string") return "has an Identity that is no text";
  const time = text("timegenerated", "time", "timestamp");
  const at = typeof time === "string" ? timeIn(time) : undefined;
  if (at === undefined) return `has no TimeGenerated that is a time in UTC: ${shown(time)}`;
  const operation = text("operationname", "operation");
  if (typeof operation !== "string" || operation === "") return "has no OperationName";
  const isAllowed = resultIn(text("resultdescription"), text("resulttype"));
  if (isAllowed === undefined) return "has no ResultDescription or ResultType that is a status";
  const given = (key: "repository" | "address" | "userAgent", name: string) => {
    const value = text(name);
    return typeof value === "string" && value !== "" ? { [key]: value } : {};
  };
  return {
    kind: /login|auth/i.test(operation) ? "login" : "repository",
    at,
    identity,
    operation,
    isAllowed,
    ...given("repository", "repository"),
    ...given("address", "calleripaddress"),
    ...given("userAgent", "useragent"),
  };
}

/** The fields by name in lower case, with those below `properties`; without what exports add to a name: `[UTC]`, `_s`. */
function fieldsOf(record: object): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const add = (from: object) => {
    for (const [name, value] of Object.entries(from)) {
      const key = name
        .trim()
        .replace(/ *\[UTC\]$/i, "")
        .replace(/_[sgdt]$/, "")
        .toLowerCase();
      if (value !== null && value !== undefined && !fields.has(key)) fields.set(key, value);
    }
  };
  add(record);
  const properties = fields.get("properties");
  if (typeof properties === "object" && properties !== null) add(properties);
  return fields;
}

/** Also `5/4/2026, 9:41:33.027 AM`, as the portal writes a column that it calls `TimeGenerated [UTC]`. */
function timeIn(text: string): number | undefined {
  const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (iso !== null) {
    const ms = Date.parse(iso[2] === undefined ? `${text.replace(" ", "T")}Z` : text);
    return Number.isNaN(ms) ? undefined : ms;
  }
  const [, month, day, year, hour, minute, second, fraction = "", half] =
    /^(\d+)\/(\d+)\/(\d{4}),? (\d+):(\d\d):(\d\d)(\.\d+)? ([AP])M$/.exec(text) ?? [];
  if (month === undefined) return undefined;
  const hours = (Number(hour) % 12) + (half === "P" ? 12 : 0);
  const ms = Math.floor(Number(`0${fraction || ".0"}`) * 1000);
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    hours,
    Number(minute),
    Number(second),
    ms,
  );
}

/** Azure's own queries compare ResultDescription with 200; ResultType may say what it is, HttpStatusCode. */
function resultIn(...texts: unknown[]): boolean | undefined {
  for (const text of texts) {
    if (typeof text !== "string") continue;
    if (/^[1-5]\d\d$/.test(text.trim())) return text.trim().startsWith("2");
    if (/^(success|succeeded|ok)$/i.test(text)) return true;
    if (/^(failure|failed|unauthorized|forbidden|denied)$/i.test(text)) return false;
  }
  return undefined;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : quote(String(value), 40);
}
