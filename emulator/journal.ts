// The request journal: what was asked, when, with what outcome; never a password, a body or an Authorization header.
import type { HostName } from "./http/hosts";

/** One request as the journal shows it: to a host of the emulator, or of one of its webhooks to a receiver. */
export interface JournalEntry {
  readonly number: number;
  /** When it arrived, by the emulator's clock. */
  readonly at: string;
  readonly host: HostName | "webhook";
  readonly method: string;
  /** The path without its query. */
  readonly path: string;
  /** The name of the route, for example "Registries_GenerateCredentials"; "unknown" where there is none. */
  operation: string;
  readonly apiVersion?: string;
  /** Missing while the request is being handled, and when the connection was reset. */
  status?: number;
  readonly requestId: string;
  readonly userAgent: string;
  /** Facts such as {passwordName: "password2"}. */
  detail?: Readonly<Record<string, string>>;
}

/** The requests since the start or the last `clear`. */
export interface Journal {
  entries(): readonly JournalEntry[];
  clear(): void;
  /** Numbers the entry and keeps it; the caller fills in the outcome. */
  add(entry: Omit<JournalEntry, "number">): JournalEntry;
}

/** An empty journal. */
export function createJournal(): Journal {
  let kept: JournalEntry[] = [];
  let count = 0;

  return {
    entries: () => kept,
    clear() {
      kept = [];
    },
    add(entry) {
      count += 1;
      const numbered = { number: count, ...entry };
      kept.push(numbered);
      return numbered;
    },
  };
}

/** Calls all hooks, one after the other. */
export async function callHooks(
  hooks: ReadonlySet<InterceptHook>,
  phase: "before" | "after",
  entry: JournalEntry,
): Promise<void> {
  for (const hook of hooks) {
    await hook({ phase, entry });
  }
}

/** Called around each request and awaited; "before" it is handled, "after" when its answer is ready but not sent. */
export type InterceptHook = (event: {
  readonly phase: "before" | "after";
  readonly entry: JournalEntry;
}) => void | Promise<void>;
