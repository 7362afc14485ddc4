// Faults that tests add: a status, a delay or a broken connection for matching requests.
import type { JournalEntry } from "./journal";

/** What to do to which requests. */
export interface Fault {
  /** @default - any method */
  method?: string;
  /** Part of the path, or a regular expression between slashes; without regard to case. @default - any path */
  path?: string;
  /** The name of a route, for example "Registries_GenerateCredentials". @default - any operation */
  operation?: string;
  /** How many matching requests to let pass first. @default 0 */
  skip?: number;
  /** How many requests to hit; Infinity allowed ("Infinity" over HTTP). @default 1 */
  times?: number;
  /** The status to answer. @default - the request is handled as usual, after the delay */
  status?: number;
  /** The error code in the answer. @default "EmulatedFault" */
  code?: string;
  /** The error message in the answer. @default - names the fault */
  message?: string;
  /** The Retry-After header. @default - none */
  retryAfterSeconds?: number;
  /** Further headers of the answer. @default - none */
  headers?: Readonly<Record<string, string>>;
  /** The text of the answer, with its content-type among the headers, as a proxy sends it. @default - the host's error */
  body?: string;
  /** How long to wait, by the machine's clock. @default 0 */
  delayMs?: number;
  /** Breaks the connection instead of answering. @default false */
  reset?: boolean;
  /** "before": the request is not handled; "after": it is, but its answer is lost. @default "before" */
  when?: "before" | "after";
  /**
   * What happens to an event that a webhook sends (operation "Webhooks_Deliver"): it is never sent, sent twice, or held back until
   * the next one of the same webhook was answered. Of an import (operation "Imports_Copy") "lost" means that it copies nothing and
   * reports success.
   *
   * @default - it is sent
   */
  delivery?: "lost" | "doubled" | "held";
  /** How much later an event is sent or an import done, by the emulator's clock; Infinity for never. @default 0 */
  delaySeconds?: number;
}

/** What faults are chosen by. */
type Disturbed = Pick<JournalEntry, "method" | "path" | "operation">;

/** The faults that are still to happen. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that hits this request, if any; counts it. */
  take(entry: Disturbed): Fault | undefined;
}

/** An empty list. */
export function createFaults(): Faults {
  let pending: PendingFault[] = [];

  return {
    add(fault) {
      pending.push({
        fault: { ...fault },
        fits: pathMatcher(fault.path),
        skip: fault.skip ?? 0,
        times: Number(fault.times ?? 1),
      });
    },
    clear() {
      pending = [];
    },
    take(entry) {
      const hit = pending.filter((candidate) => matches(candidate, entry)).find(passOrHit);
      pending = pending.filter(({ times }) => times > 0);
      return hit?.fault;
    },
  };
}

interface PendingFault {
  readonly fault: Fault;
  readonly fits: (path: string) => boolean;
  skip: number;
  times: number;
}

function pathMatcher(path: string | undefined): (path: string) => boolean {
  if (path === undefined) {
    return () => true;
  }
  if (path.length > 2 && path.startsWith("/") && path.endsWith("/")) {
    const pattern = new RegExp(path.slice(1, -1), "i");
    return (candidate) => pattern.test(candidate);
  }
  const part = path.toLowerCase();
  return (candidate) => candidate.toLowerCase().includes(part);
}

function matches({ fault, fits }: PendingFault, entry: Disturbed): boolean {
  return (
    (fault.method === undefined || fault.method.toUpperCase() === entry.method) &&
    (fault.operation === undefined || fault.operation === entry.operation) &&
    fits(entry.path)
  );
}

function passOrHit(pending: PendingFault): boolean {
  if (pending.skip > 0) {
    pending.skip -= 1;
    return false;
  }
  pending.times -= 1;
  return true;
}
