// Imports of which Azure says that they run, without an end: bounded, said, and not begun again while they run.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { text } from "../../azure/foreign";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { useSync } from "./useSync";

describe("an import without an end", () => {
  const { vendor, made, sync, copy, source, requests } = useSync();
  beforeEach(() => sync({ apply: true }));
  afterEach(() => vendor.emulator.faults.clear());

  const begun = () => requests("Registries_ImportImage");
  const notes = () => readdirSync(made.folder).filter((name) => name.endsWith(".import.json"));
  const nowMs = () => vendor.emulator.clock.now().getTime();
  const stillImports = (digest: string, tags = "") => ({
    where: `app/api@${digest}${tags}`,
    what: "Azure still imports it after 30 minutes",
    remedy: `run again later: it is not begun again while it runs, and may move a tag back when it ends; if it never ends, ask Azure's support, or delete the file in ${made.folder} that names it, and run again`,
  });
  /** Pushes an image whose import takes so long, and what is about it. */
  const given = async (seconds: number) => {
    const { index } = await pushImage(made.pusher, "app/api", "endless");
    vendor.emulator.faults.add({
      operation: "Imports_Copy",
      path: index,
      delaySeconds: seconds,
    });
    vendor.emulator.journal.clear();
    return index;
  };

  it("is given up after --import-minutes, and not begun again by any run while it runs", async () => {
    const index = await given(Number.POSITIVE_INFINITY);
    const before = nowMs();
    const first = await sync({ apply: true });
    expect([first.exitCode, first.data.failures, begun(), notes().length]).to.deep.equal([
      1,
      [stillImports(index, " (endless)")],
      1,
      1,
    ]);
    expect(nowMs() - before).to.be.within(30 * 60_000, 31 * 60_000);

    const signature = await pushSignature(made.pusher, "app/api", index);
    await pushImage(made.pusher, "app/api", "other");
    for (const days of [0, 2]) {
      vendor.emulator.clock.advanceDays(days);
      const again = await sync({ apply: true });
      expect([again.exitCode, again.data.running, again.data.failures]).to.deep.equal([
        1,
        1,
        [
          stillImports(index),
          {
            where: `app/api@${signature}`,
            what: `it is about app/api@${index}, which was not imported`,
            remedy: "see there; then run again",
          },
        ],
      ]);
    }
    // The other image alone.
    expect([begun(), notes().length]).to.deep.equal([2, 1]);

    const [note = ""] = notes().filter((name) =>
      readFileSync(join(made.folder, name), "utf8").includes(index),
    );
    rmSync(join(made.folder, note));
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });

  it("is not begun again once it has ended after all", async () => {
    await given(2 * 3600);
    expect((await sync({ apply: true })).exitCode).to.equal(1);
    vendor.emulator.clock.advanceSeconds(3 * 3600);
    await vendor.emulator.settle();
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures, begun(), notes()]).to.deep.equal([0, [], 1, []]);
  });

  it("is not begun again where Azure could not be asked about it", async () => {
    const index = await given(2 * 3600);
    expect((await sync({ apply: true })).exitCode).to.equal(1);
    vendor.emulator.faults.add({
      operation: "Operations_GetResult",
      status: 503,
      code: "ServerBusy",
      message: "Busy.",
      times: 6,
    });
    const { exitCode, data } = await sync({ apply: true });
    expect([
      exitCode,
      data.running,
      data.failures.map(({ where }) => where),
      begun(),
    ]).to.deep.equal([1, 1, [`app/api@${index}`], 1]);
  });

  it("is followed where Azure says InProgress with a 200", async () => {
    await given(60);
    vendor.emulator.faults.add({
      operation: "Operations_GetResult",
      ...text('{"status":"InProgress"}'),
      times: 8,
    });
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures, begun(), notes()]).to.deep.equal([0, [], 1, []]);
  });

  it("is not waited for longer than --import-minutes, whatever Azure asks for", async () => {
    const index = await given(Number.POSITIVE_INFINITY);
    vendor.emulator.faults.add({
      operation: "Operations_GetResult",
      status: 202,
      body: "null",
      headers: { "retry-after": "9999999" },
    });
    const before = nowMs();
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures]).to.deep.equal([1, [stillImports(index, " (endless)")]]);
    expect(nowMs() - before).to.be.within(30 * 60_000, 31 * 60_000);
  });

  it("is followed at the other address that Azure may give", async () => {
    await given(60);
    vendor.emulator.faults.add({
      operation: "Registries_ImportImage",
      when: "after",
      status: 202,
      body: "null",
      headers: { "azure-asyncoperation": "https://elsewhere.example/operation" },
    });
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures, begun()]).to.deep.equal([0, [], 1]);
  });
});
