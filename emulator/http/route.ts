// What a row of the route table is, and how a request finds its row.

import type { World } from "../world/world";
import type { Reply } from "./reply";
import type { Request } from "./request";

/** Answers one kind of request. */
export type Handler = (request: Request, world: World) => Reply | Promise<Reply>;

/** How well a behaviour is known. */
export type Confidence = "documented" | "recorded" | "reported" | "assumed";

/** Where a behaviour is known from. */
export interface Source {
  readonly confidence: Confidence;
  readonly reference: string;
}

/** `:name` matches one segment, `:name+` one or more; fixed segments match without regard to case. */
export type Route = readonly [
  method: string,
  path: string,
  handler: Handler,
  operation: string,
  source: Source,
];

/** Finds the route of a request. */
export type Router = (method: string, path: string) => Match | undefined;

/** A route with the parameters taken from the path. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Compiles a route table; the first row that fits wins. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = new Map<string, ReturnType<typeof compile>[]>();
  for (const route of routes) {
    compiled.set(route[0], [...(compiled.get(route[0]) ?? []), compile(route)]);
  }

  return (method, path) => {
    for (const { route, pattern, names } of compiled.get(method) ?? []) {
      const found = pattern.exec(path);
      if (found !== null) {
        return { route, params: readParams(names, found) };
      }
    }
    return undefined;
  };
}

function compile(route: Route) {
  const names: string[] = [];
  const source = route[1]
    .replace(/\/$/, "")
    .replace(/[.$()]/g, "\\$&")
    .replace(/:(\w+)(\+?)/g, (_, name: string, many: string) => {
      names.push(name);
      return many === "" ? "([^/]+)" : "(.+)";
    });
  return { route, names, pattern: new RegExp(`^${source}/?$`, "i") };
}

function readParams(names: readonly string[], found: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? "")]));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
