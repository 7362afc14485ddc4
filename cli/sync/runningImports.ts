// Notes which imports run, in a file that is safe to delete: after an interruption the next run follows them.
import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** An import that was begun and whose end was not seen. */
export interface NotedImport {
  readonly id: string;
  /** The address at which its end is looked up. */
  readonly operation: string;
  /** ARM id of the registry that imports. */
  readonly registry: string;
  /** `app/api@sha256:…` */
  readonly image: string;
  /** Milliseconds since 1970. */
  readonly begunAtMs: number;
}

/**
 * The file, one line of JSON for each beginning and each end.
 *
 * What is in step is read from the registries alone. The file saves an import that still runs from being begun again.
 * The addresses in it are signed, so that nobody else can read it.
 */
export class RunningImports {
  readonly #folder: string;
  readonly #file: string;
  readonly #running = new Map<string, NotedImport>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, "running-imports.jsonl");
  }

  /** Those that an earlier run into this registry left; lines that are torn or foreign are skipped. */
  earlier(registry: string): NotedImport[] {
    if (!existsSync(this.#file)) return [];
    for (const line of readFileSync(this.#file, "utf8").split("\n")) {
      const entry = parsed(line);
      if (typeof entry.ended === "string") this.#running.delete(entry.ended);
      else if (isNoted(entry.begun)) this.#running.set(entry.begun.id, entry.begun);
    }
    return [...this.#running.values()].filter(
      (each) => each.registry.toLowerCase() === registry.toLowerCase(),
    );
  }

  /** Notes one that begins, before anything else is done. */
  begin(noted: Omit<NotedImport, "id">): NotedImport {
    const begun = { id: randomUUID(), ...noted };
    this.#running.set(begun.id, begun);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#append({ begun });
    return begun;
  }

  /** Its end was seen, or is of no interest any more; with the last one the file goes. */
  end({ id }: NotedImport): void {
    this.#running.delete(id);
    if (this.#running.size === 0) rmSync(this.#file, { force: true });
    else this.#append({ ended: id });
  }

  /** How many run. */
  get count(): number {
    return this.#running.size;
  }

  #append(entry: object): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }
}

function parsed(line: string): { begun?: unknown; ended?: unknown } {
  try {
    return (JSON.parse(line) as object | null) ?? {};
  } catch {
    return {};
  }
}

function isNoted(entry: unknown): entry is NotedImport {
  const { id, operation, registry, image, begunAtMs } = (entry ?? {}) as Partial<NotedImport>;
  return (
    [id, operation, registry, image].every((each) => typeof each === "string") &&
    typeof begunAtMs === "number"
  );
}
