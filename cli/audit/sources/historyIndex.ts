// The index in the user's cache: what earlier runs read from a history, so that no file is read twice.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Reading } from "../../../audit/history/reading";
import { PROJECT_FOLDER } from "../../../projectFolder";
import { makeFolder } from "../../makeFolder";
import { type Part, packing, sharing, unpacked } from "./sharedParts";
import type { StoredFile } from "./store";

/** What is known of a history's files. */
export interface HistoryIndex {
  /**
   * Reads a file, or takes what is known of the same content: by its mark without a look at the file, or else by the
   * SHA-256 of its bytes. What was damaged is read again each time.
   */
  read<Value>(
    file: StoredFile,
    fetch: () => Promise<Reading<Buffer>>,
    understand: (bytes: Buffer) => Promise<Reading<Value>>,
  ): Promise<Reading<Value>>;
  /** Keeps what was read since, for the next run. Fails silently: without it the next run only takes longer. */
  write(): Promise<void>;
}

/**
 * Opens the index of one history; an empty one where there is none, or where it is damaged, or of other code.
 *
 * @param history names the place and the stack: each has a file of its own
 */
export async function openIndex(cacheFolder: string, history: string): Promise<HistoryIndex> {
  const file = join(cacheFolder, "audit", `${sha256(history)}.json`);
  const code = await codeDigest();
  const { parts, byContent, marks } = await load(file, code);
  const share = sharing(parts);
  const used = new Map<string, unknown>();
  const usedMarks: Contents["marks"][number][] = [];
  let isNew = false;

  const use = <Value>({ path, mark }: StoredFile, digest: string, value: Value): Reading<Value> => {
    used.set(digest, value);
    if (mark !== undefined) usedMarks.push([`${path}\n${mark}`, digest]);
    return { value };
  };
  return {
    async read<Value>(
      stored: StoredFile,
      fetch: () => Promise<Reading<Buffer>>,
      understand: (bytes: Buffer) => Promise<Reading<Value>>,
    ): Promise<Reading<Value>> {
      const marked = marks.get(`${stored.path}\n${stored.mark}`);
      const remembered = marked === undefined ? undefined : byContent.get(marked);
      if (marked !== undefined && remembered !== undefined) {
        return use(stored, marked, remembered as Value);
      }
      const bytes = await fetch();
      if ("problem" in bytes) return bytes;
      isNew = true;
      const digest = sha256(bytes.value);
      const same = byContent.get(digest);
      if (same !== undefined) return use(stored, digest, same as Value);
      const reading = await understand(bytes.value);
      if ("problem" in reading) return reading;
      const value = share(reading.value);
      byContent.set(digest, value);
      return use(stored, digest, value);
    },
    async write() {
      if (!isNew) return;
      const { parts, pack } = packing();
      const contents = [...used].map(([digest, value]) => [digest, pack(value)] as const);
      await save(file, code, { parts, contents, marks: usedMarks });
    },
  };
}

/** What the file holds: parts that many values share, values by digest, digests by path and mark. */
interface Contents {
  readonly parts: readonly Part[];
  readonly contents: readonly (readonly [digest: string, value: unknown])[];
  readonly marks: readonly (readonly [mark: string, digest: string])[];
}

/** Its first line is the digest of the code and of the rest. */
async function load(file: string, code: string) {
  const known = {
    parts: [] as readonly Part[],
    byContent: new Map<string, unknown>(),
    marks: new Map<string, string>(),
  };
  try {
    const whole = await readFile(file, "utf8");
    const end = whole.indexOf("\n");
    const rest = whole.slice(end + 1);
    if (whole.slice(0, end) !== `${code} ${sha256(rest)}`) return known;
    const { parts, contents, marks } = JSON.parse(rest) as Contents;
    const values = contents.map(([digest, value]) => [digest, unpacked(value, parts)] as const);
    return { parts, byContent: new Map(values), marks: new Map(marks) };
  } catch {
    // Not there, not readable, or longer than a string can be.
    return known;
  }
}

async function save(file: string, code: string, contents: Contents): Promise<void> {
  const text = JSON.stringify(contents);
  const half = `${file}.${randomUUID()}`;
  try {
    // It names customers and what they may pull.
    makeFolder(dirname(file), 0o700);
    await writeFile(half, `${code} ${sha256(text)}\n${text}`, { mode: 0o600, flag: "wx" });
    await rename(half, file);
  } catch {
    await rm(half, { force: true }).catch(() => undefined);
  }
}

/** What was read by other code may mean something else. */
async function codeDigest(): Promise<string> {
  const folders = [
    join(PROJECT_FOLDER, "audit", "history"),
    join(PROJECT_FOLDER, "access"),
    join(PROJECT_FOLDER, "cli", "audit", "sources"),
  ];
  const texts = folders.map(async (folder) => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
    return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  });
  return sha256((await Promise.all(texts)).flat().join("\n"));
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
