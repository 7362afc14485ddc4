// Remembers what stands in the vendor's manifests, in a file that is safe to delete: so that old ones are read once.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownManifests } from "../../sync/knownManifests";
import type { ManifestFacts } from "../../sync/sides";
import { makeFolder } from "../makeFolder";

/**
 * The file, JSON: repository with its host, digest, facts.
 *
 * A digest's content never changes, so an entry cannot become wrong. It is kept while the vendor lists the digest.
 */
export class RememberedManifests {
  readonly #folder: string;
  readonly #file: string;
  readonly #facts: Map<string, ReadonlyMap<string, ManifestFacts>>;
  #isChanged = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, "manifests.json");
    this.#facts = new Map(entriesOf(readJson(this.#file)).map(([name, of]) => [name, factsIn(of)]));
  }

  /** Facts by digest. @param repository `vendorimages.azurecr.io/app/api` */
  of(repository: string): ReadonlyMap<string, ManifestFacts> {
    return this.#facts.get(repository) ?? new Map();
  }

  /** Adds what is known of a repository, and forgets what its list has no more. */
  add(repository: string, known: KnownManifests, isListed: (digest: string) => boolean): void {
    const earlier = this.of(repository);
    const facts = new Map([...earlier].filter(([digest]) => isListed(digest)));
    const kept = facts.size;
    for (const [digest, each] of known) if (typeof each !== "string") facts.set(digest, each);
    if (kept === earlier.size && facts.size === kept) return;
    this.#facts.set(repository, facts);
    this.#isChanged = true;
  }

  /** Writes what changed. Where that is not possible it says so once, since it costs the next run time alone. */
  save(say: (line: string) => void): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const all = [...this.#facts].map(([name, facts]) => [name, Object.fromEntries(facts)]);
    try {
      makeFolder(this.#folder, 0o700);
      writeFileSync(this.#file, JSON.stringify(Object.fromEntries(all)), { mode: 0o600 });
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      say(
        `${this.#file} cannot be written (${code}), so the next run reads the same manifests again`,
      );
    }
  }
}

/** Nothing where there is no file, or none that was written here. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function factsIn(value: unknown): Map<string, ManifestFacts> {
  return new Map(
    entriesOf(value).filter((entry): entry is [string, ManifestFacts] => isFacts(entry[1])),
  );
}

function isFacts(value: unknown): value is ManifestFacts {
  const { children, subject } = (value ?? {}) as Partial<ManifestFacts>;
  const isText = (each: unknown) => typeof each === "string";
  return (
    Array.isArray(children) && children.every(isText) && (subject === undefined || isText(subject))
  );
}
