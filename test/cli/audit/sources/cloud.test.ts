// Histories on Pulumi Cloud, by the answers of Pulumi's CLI: which commands are run, and what is said where one fails.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Cli, readCloud } from "../../../../cli/audit/sources/cloud";
import { openIndex } from "../../../../cli/audit/sources/historyIndex";
import { EngineError } from "../../../../engine/engineError";
import { emptyFolder, FIXTURES, readHistory } from "../readHistory";

const FOLDER = join(FIXTURES, "plain", "history", "customer-access", "dev");
const STACK = "vendor/customer-access/production";

/** The files of the committed history: entries and checkpoints, the oldest first. */
function files(kind: "history" | "checkpoint"): Record<string, unknown>[] {
  const names = readdirSync(FOLDER).filter((name) => name.includes(`.${kind}.`));
  return names.sort().map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")));
}

/** An update as `pulumi stack history --json` prints it. */
function printed(entry: Record<string, unknown>, version: number): object {
  const time = (seconds: unknown) => new Date(Number(seconds) * 1_000).toISOString();
  return { ...entry, version, startTime: time(entry.startTime), endTime: time(entry.endTime) };
}

/** Pulumi Cloud with these updates, the newest first; each export is that of the first or the last checkpoint. */
function cloudWith(updates: readonly object[], failing: readonly string[] = []) {
  const commands: string[] = [];
  const checkpoints = files("checkpoint") as { checkpoint: { latest: object } }[];
  const cli: Cli = async (args) => {
    const command = args.join(" ").replace(` --stack ${STACK}`, "");
    commands.push(command);
    const [, page] = /^stack history .* --page (\d+)$/.exec(command) ?? [];
    if (page !== undefined)
      return JSON.stringify(updates.slice((Number(page) - 1) * 100, Number(page) * 100));
    const [, version = ""] = /^stack export(?: --version (\d+))?$/.exec(command) ?? [];
    if (failing.includes(version)) {
      throw new EngineError("pulumi stack export failed:\nerror: [404] Not found", { remedy: "" });
    }
    const checkpoint = version === "1" ? checkpoints[0] : checkpoints.at(-1);
    return JSON.stringify({ version: 3, deployment: checkpoint?.checkpoint.latest });
  };
  return { cli, commands };
}

const LIST = "stack history --json --show-secrets=false --page-size 100 --page";
const UPDATES = files("history")
  .map((entry, index) => printed(entry, index + 1))
  .reverse();

async function read(cli: Cli, cacheFolder = emptyFolder()) {
  const index = await openIndex(cacheFolder, "");
  const { signal } = new AbortController();
  return readCloud(cli, { source: "https://api.pulumi.com", stack: STACK, index, signal });
}

describe("a history on Pulumi Cloud", () => {
  it("is that of the same runs in a folder, with versions for names, and no secret is asked for", async () => {
    const { cli, commands } = cloudWith(UPDATES);
    const history = await read(cli);
    const inFolder = await readHistory(join(FIXTURES, "plain"));
    // Numbers and an export without the stack's name make other hashes.
    const { written, ...told } = history;
    const { written: _, ...same } = inFolder;
    expect(written.map(({ number, isWhole }) => ({ number, isWhole }))).to.deep.equal([
      { number: "1", isWhole: true },
      { number: "2", isWhole: true },
    ]);
    expect(told).to.deep.equal({
      ...same,
      stack: STACK,
      source: "https://api.pulumi.com",
      entries: inFolder.entries.map((entry, index) => ({ ...entry, name: `${index + 1}` })),
    });
    expect(commands.sort()).to.deep.equal([
      "stack export",
      "stack export --version 1",
      "stack export --version 2",
      `${LIST} 1`,
    ]);
  });

  it("is read to the last page", async () => {
    const [newest = {}, oldest = {}] = UPDATES;
    const many = Array.from({ length: 199 }, (_, index) => {
      const version = 200 - index;
      const time = new Date(Date.UTC(2027, 0, version)).toISOString();
      return { ...newest, version, startTime: time, endTime: time };
    });
    const { cli, commands } = cloudWith([...many, oldest]);
    const { entries } = await read(cli);
    expect(entries.map(({ name }) => Number(name))).to.deep.equal(
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
    expect(commands.filter((command) => command.startsWith(LIST))).to.deep.equal([
      `${LIST} 1`,
      `${LIST} 2`,
      `${LIST} 3`,
    ]);
  });

  it("exports no update twice, except one that is under way", async () => {
    const [newest, oldest] = UPDATES as [object, object];
    const running = {
      ...newest,
      result: "in-progress",
      endTime: undefined,
      resourceChanges: undefined,
    };
    const { cli, commands } = cloudWith([running, oldest]);
    const cacheFolder = emptyFolder();
    const first = await read(cli, cacheFolder);
    expect(first.gaps).to.deep.equal([
      { at: "2", words: "the run was begun and its end was never noted" },
    ]);
    commands.length = 0;
    expect(await read(cli, cacheFolder)).to.deep.equal(first);
    expect(commands).to.deep.equal([`${LIST} 1`, "stack export --version 2", "stack export"]);
  });

  it("names an update that cannot be exported, and the present state", async () => {
    const { gaps, entries } = await read(cloudWith(UPDATES, ["1", ""]).cli);
    expect(gaps).to.deep.equal([
      { at: "1", words: "its checkpoint cannot be exported: error: [404] Not found" },
      { words: "the stack's present state cannot be exported: error: [404] Not found" },
    ]);
    expect(entries.map(({ problem }) => problem)).to.deep.equal([
      "its checkpoint cannot be exported: error: [404] Not found",
      undefined,
    ]);
  });

  it("is not read where the CLI cannot list it: its own message says why", async () => {
    const failing: Cli = async () => {
      throw new EngineError("pulumi stack history failed:\nerror: no stack", { remedy: "log in" });
    };
    const error = await read(failing).catch((thrown: Error) => thrown);
    expect(error).to.be.instanceOf(EngineError);
  });
});
