// Notes which imports run, each in a file of its own, so that the next run follows them after an interruption.
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../makeFolder";
import { UserError } from "../userError";

/** An import that was begun and whose end was not seen. */
export interface NotedImport {
  readonly id: string;
  /** The address at which its end is looked up. */
  readonly operation: string;
  /** ARM id of the registry that imports. */
  readonly registry: string;
  /** `app/api@sha256:…` */
  readonly image: string;
  /** `vendor/app/api` */
  readonly target: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** A manifest below it that was lacking while the digest was there. */
  readonly part?: string;
  /** Milliseconds since 1970. */
  readonly begunAtMs: number;
}

/**
 * The files of a folder, one for each import that runs, so that runs with the same folder do not disturb each other.
 *
 * What is in step is read from the registries alone. A note saves an import that still runs from being begun again, and
 * from moving a tag back unseen when it ends. The address in it is signed, so nobody else can read it.
 */
export class RunningImports {
  readonly #folder: string;
  readonly #running = new Map<string, NotedImport>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Tries the folder before anything is imported. @throws UserError when it cannot be written */
  requireWritable(): void {
    const probe = join(this.#folder, `${randomUUID()}${UNFINISHED}`);
    this.#attempt("written", () => {
      makeFolder(this.#folder, 0o700);
      writeFileSync(probe, "", { mode: 0o600 });
      rmSync(probe);
    });
  }

  /** Those that earlier runs into this registry left; what is torn or foreign is skipped. @throws UserError when they cannot be read */
  earlier(registry: string): NotedImport[] {
    for (const name of this.#names()) {
      const noted = parsed(this.#read(name));
      if (isNoted(noted) && name === nameOf(noted)) this.#running.set(noted.id, noted);
    }
    return [...this.#running.values()].filter(
      (each) => each.registry.toLowerCase() === registry.toLowerCase(),
    );
  }

  /** Notes one that begins, before anything else is done. */
  begin(noted: Omit<NotedImport, "id">): NotedImport {
    const begun = { id: randomUUID(), ...noted };
    this.#running.set(begun.id, begun);
    const unfinished = join(this.#folder, `${begun.id}${UNFINISHED}`);
    writeFileSync(unfinished, JSON.stringify(begun), { mode: 0o600 });
    // A file that is there is whole.
    renameSync(unfinished, join(this.#folder, nameOf(begun)));
    return begun;
  }

  /** Its end was seen, or is of no interest any more. */
  end(noted: NotedImport): void {
    this.#running.delete(noted.id);
    rmSync(join(this.#folder, nameOf(noted)), { force: true });
  }

  /** How many run. */
  get count(): number {
    return this.#running.size;
  }

  #names(): string[] {
    return this.#attempt("read", () => readdirSync(this.#folder), []);
  }

  /** Another run may have seen its end meanwhile. */
  #read(name: string): string {
    if (!name.endsWith(NOTED)) return "";
    return this.#attempt("read", () => readFileSync(join(this.#folder, name), "utf8"), "");
  }

  /** @param otherwise where there is nothing */
  #attempt<Result>(what: string, work: () => Result, otherwise?: Result): Result {
    try {
      return work();
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === "ENOENT" && otherwise !== undefined) return otherwise;
      throw new UserError(`--state: ${this.#folder} cannot be ${what} (${code})`, {
        remedy: "name a folder of your own, in which the imports that run are noted",
      });
    }
  }
}

const NOTED = ".import.json";
const UNFINISHED = ".unfinished";

function nameOf({ id }: Pick<NotedImport, "id">): string {
  return `${id}${NOTED}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNoted(entry: unknown): entry is NotedImport {
  const { id, operation, registry, image, target, digest, tags, part, begunAtMs } = (entry ??
    {}) as Partial<NotedImport>;
  return (
    [id, operation, registry, image, target, digest].every((each) => typeof each === "string") &&
    Array.isArray(tags) &&
    [...tags, part ?? ""].every((each) => typeof each === "string") &&
    typeof begunAtMs === "number"
  );
}
