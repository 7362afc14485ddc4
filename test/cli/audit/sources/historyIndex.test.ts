// The index in the user's cache: what it saves, what it holds, and that a damaged or foreign one does no harm.

import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openIndex } from "../../../../cli/audit/sources/historyIndex";
import { readStore } from "../../../../cli/audit/sources/readStore";
import type { Store, StoredFile } from "../../../../cli/audit/sources/store";
import { emptyFolder, FIXTURES, readHistory } from "../readHistory";

const HISTORY = join(FIXTURES, "zstd");

/** The committed history as a place that counts what is fetched; marks are given where they are asked for. */
function counted({ hasMarks = true } = {}) {
  const fetched: string[] = [];
  const names = readdirSync(HISTORY, { recursive: true, encoding: "utf8" });
  const bytes = new Map(
    names
      .filter((name) => statSync(join(HISTORY, name)).isFile())
      .map((name) => [name, readFileSync(join(HISTORY, name))]),
  );
  const marks = new Map([...bytes.keys()].map((name) => [name, "1"]));
  const store: Store = {
    name: "place",
    list: async (folder) =>
      [...bytes.entries()]
        .filter(([path]) => folder === "" || path.startsWith(`${folder}/`))
        .map(
          ([path, { length }]): StoredFile => ({
            path,
            size: length,
            modifiedMs: 0,
            ...(hasMarks ? { mark: marks.get(path) ?? "" } : {}),
          }),
        ),
    async read(path) {
      fetched.push(path);
      return bytes.get(path) ?? Buffer.of();
    },
  };
  return { store, fetched, bytes, marks };
}

async function read(cacheFolder: string, store: Store) {
  const index = await openIndex(cacheFolder, "place");
  return readStore(store, { index, signal: new AbortController().signal });
}

function onlyFile(cacheFolder: string): string {
  const [name, ...others] = readdirSync(join(cacheFolder, "audit"));
  expect(others).to.deep.equal([]);
  return join(cacheFolder, "audit", name ?? "");
}

describe("the index of a history", () => {
  it("gives the same history, without a file being fetched again", async () => {
    const cache = emptyFolder();
    const { store, fetched } = counted();
    const first = await read(cache, store);
    expect(fetched).to.have.length(19);
    fetched.length = 0;
    expect(await read(cache, store)).to.deep.equal(first);
    expect(fetched).to.deep.equal([]);
  });

  it("fetches what has another mark, and takes the new content", async () => {
    const cache = emptyFolder();
    const { store, fetched, bytes, marks } = counted();
    await read(cache, store);
    fetched.length = 0;
    const [path = ""] = [...bytes.keys()].filter((name) => name.includes("9110985611.checkpoint"));
    const [other = ""] = [...bytes.keys()].filter((name) => name.includes("8241633986.checkpoint"));
    bytes.set(path, bytes.get(other) ?? Buffer.of());
    marks.set(path, "2");
    const { entries } = await read(cache, store);
    expect(fetched).to.deep.equal([path]);
    expect(entries.at(-1)?.snapshot?.guard?.revision).to.equal(1);
  });

  it("compares the content where the place gives no marks", async () => {
    const cache = emptyFolder();
    const { store, fetched, bytes } = counted({ hasMarks: false });
    const first = await read(cache, store);
    fetched.length = 0;
    expect(await read(cache, store)).to.deep.equal(first);
    expect(fetched).to.have.length(19);
    const [path = ""] = [...bytes.keys()].filter((name) => name.includes("9110985611.checkpoint"));
    bytes.set(path, Buffer.from("{"));
    expect((await read(cache, store)).gaps).to.deep.equal([
      {
        at: "dev-1796057469110985611",
        words: "its checkpoint is cut off or damaged: it is no JSON",
      },
    ]);
  });

  it("does not trust a file that was changed in the last seconds, or whose time was set back", async () => {
    const folder = emptyFolder();
    const cacheFolder = emptyFolder();
    const dev = join(folder, "customer-access", "dev");
    mkdirSync(dev, { recursive: true });
    const source = join(FIXTURES, "plain", "history", "customer-access", "dev");
    for (const name of readdirSync(source))
      writeFileSync(join(dev, name), readFileSync(join(source, name)));
    await readHistory(folder, { cacheFolder });
    const [name = ""] = readdirSync(dev).filter((each) => each.includes(".checkpoint."));
    const file = join(dev, name);
    const { mtime } = statSync(file);
    // The same length, and the same time of modification.
    writeFileSync(file, readFileSync(file, "utf8").replace("app/api", "app/xyz"));
    utimesSync(file, mtime, mtime);
    const { entries } = await readHistory(folder, { cacheFolder });
    expect(JSON.stringify(entries[0])).to.contain("app/xyz");
  });

  it("is for this user alone, and holds no secret and nothing of the files but what is answered from", async () => {
    const cache = emptyFolder();
    await read(cache, counted().store);
    const file = onlyFile(cache);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(join(cache, "audit")).mode & 0o777).to.equal(0o700);
    const text = readFileSync(file, "utf8");
    expect(text).to.contain("contoso-pull");
    expect(text).not.to.match(
      /encryptedkey|secrets_providers|ciphertext|4dabf18193072939515e22adb298388d|"config"/,
    );
  });

  it("is made again where it is damaged, cut off, of other code, or deleted", async () => {
    const cache = emptyFolder();
    const { store, fetched } = counted();
    const whole = await read(cache, store);
    const file = onlyFile(cache);
    const text = readFileSync(file, "utf8");
    const damages: Readonly<Record<string, () => void>> = {
      "a letter": () => writeFileSync(file, text.replace("contoso-pull", "contoso-push")),
      "cut off": () => writeFileSync(file, text.slice(0, text.length / 2)),
      "added to": () => appendFileSync(file, "x"),
      empty: () => writeFileSync(file, ""),
      "no text": () => writeFileSync(file, Buffer.of(0xff, 0xfe, 0x0a, 0)),
      "other code": () => writeFileSync(file, `0${text}`),
      deleted: () => rmSync(file),
    };
    for (const [name, damage] of Object.entries(damages)) {
      damage();
      fetched.length = 0;
      expect(await read(cache, store), name).to.deep.equal(whole);
      expect(fetched, name).to.have.length(19);
      fetched.length = 0;
      expect(await read(cache, store), name).to.deep.equal(whole);
      expect(fetched, name).to.deep.equal([]);
    }
  });

  it("is done without where it cannot be written", async () => {
    const cache = emptyFolder();
    writeFileSync(join(cache, "audit"), "a file");
    const { entries } = await read(cache, counted().store);
    expect(entries).to.have.length(9);
    const closed = emptyFolder();
    chmodSync(closed, 0o500);
    expect((await read(closed, counted().store)).entries).to.have.length(9);
  });

  it("forgets what the history no longer has", async () => {
    const cache = emptyFolder();
    const { store, bytes } = counted();
    await read(cache, store);
    const { size } = statSync(onlyFile(cache));
    for (const name of [...bytes.keys()].filter(
      (each) => each.includes("/history/") || each.startsWith("history/"),
    ))
      bytes.delete(name);
    bytes.set(
      "history/customer-access/dev/dev-1.history.json",
      Buffer.from('{"kind":"update","startTime":1}'),
    );
    await read(cache, store);
    expect(statSync(onlyFile(cache)).size).to.be.lessThan(size / 2);
  });
});
