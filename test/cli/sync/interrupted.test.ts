// An interruption at each request of npm run sync: the next run follows what runs, and imports nothing twice.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { IS_LONG } from "../../helpers/longRun";
import { useSync } from "./useSync";

describe("an interrupted sync", function () {
  this.timeout(IS_LONG ? 600_000 : 120_000);
  const { vendor, made, sync, copy, source } = useSync();
  const notes = () => readdirSync(made.folder).filter((name) => name !== "manifests.json");
  const imports = () =>
    vendor.emulator.journal
      .entries()
      .filter(({ operation, status }) => operation === "Registries_ImportImage" && status === 202)
      .map(({ detail }) => detail?.sourceImage ?? "")
      .sort();

  /** Images, one with a signature that is imported after it, and one that is there already. */
  const prepare = async () => {
    const { index } = await pushImage(made.pusher, "app/api", "signed");
    await pushSignature(made.pusher, "app/api", index);
    vendor.emulator.journal.clear();
  };
  const interruptedAt = async (moment: number, phase: "before" | "after") => {
    const interruption = new AbortController();
    const operations: string[] = [];
    let count = 0;
    const stop = vendor.emulator.intercept((event) => {
      if (event.phase !== phase) return;
      count += 1;
      operations.push(event.entry.operation);
      if (count === moment) interruption.abort();
    });
    const outcome = await sync({ apply: true }, { signal: interruption.signal }).then(
      ({ exitCode }) => `exit code ${exitCode}`,
      () => "stopped",
    );
    stop();
    return { outcome, operations };
  };

  it("goes on after Ctrl-C at each request, and imports each digest once in both runs together", async () => {
    await prepare();
    const { outcome, operations } = await interruptedAt(0, "before");
    const usual = imports();
    expect([outcome, usual.length]).to.deep.equal(["exit code 0", 4]);
    const expected = await source("app/api");
    for (const [at, operation] of operations.entries()) {
      // The first and the last of each kind.
      const isEdge = [operations.indexOf(operation), operations.lastIndexOf(operation)].includes(
        at,
      );
      if (!IS_LONG && !isEdge) continue;
      const moment = at + 1;
      for (const phase of IS_LONG ? (["before", "after"] as const) : (["after"] as const)) {
        made.restore();
        await prepare();
        const first = await interruptedAt(moment, phase);
        // What the last request was for may be done all the same.
        expect(first.outcome, `${phase} ${moment}`).to.be.oneOf(["stopped", "exit code 0"]);
        const second = await sync({ apply: true });
        expect([second.exitCode, second.data.failures], `${phase} ${moment}`).to.deep.equal([
          0,
          [],
        ]);
        expect(imports(), `${phase} ${moment}`).to.deep.equal(usual);
        expect(await copy("app/api"), `${phase} ${moment}`).to.deep.equal(expected);
        expect(notes(), `${phase} ${moment}`).to.deep.equal([]);
      }
    }
  });

  it("says how many imports still run, and a dry run says so, too", async () => {
    await prepare();
    vendor.emulator.faults.add({ operation: "Imports_Copy", delaySeconds: 600, times: 10 });
    const interruption = new AbortController();
    const said: string[] = [];
    const stop = vendor.emulator.intercept(({ phase, entry: { operation } }) => {
      if (phase === "after" && operation === "Operations_GetResult" && imports().length === 3)
        interruption.abort();
    });
    await sync({ apply: true }, { signal: interruption.signal, said }).catch(() => {});
    stop();
    expect(said.at(-1)).to.equal(
      "Stopped. Run it again to go on. 3 running imports are followed by the next run.",
    );
    const { lines, data } = await sync();
    expect([data.running, lines.at(-2)]).to.deep.equal([
      3,
      "3 imports of an earlier run may still run, and move a tag back.",
    ]);
    const before = imports().length;
    const { exitCode } = await sync({ apply: true });
    expect([exitCode, before, imports().length]).to.deep.equal([0, 3, 4]);
  });

  it("takes no harm from notes that are torn, foreign or gone", async () => {
    await prepare();
    const foreign = {
      id: "1",
      operation: "https://example.com/steal",
      registry: made.contoso.registryId,
      image: "app/api@sha256:0",
      target: "vendor/app/api",
      digest: "sha256:0",
      tags: ["latest"],
      begunAtMs: 0,
    };
    const files = {
      "1.import.json": JSON.stringify(foreign),
      "2.import.json": '{"id":"2"',
      "3.import.json": "null",
      "4.import.json": JSON.stringify({ ...foreign, tags: [5] }),
      "5.unfinished": "",
      "sync.json": "{}",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(made.folder, name), text);
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
    const { "1.import.json": ended, ...others } = files;
    expect([notes().sort(), ended === undefined]).to.deep.equal([Object.keys(others), false]);
  });
});
