// Imports that outlive their run: until the end of one is seen, no run says that the copy is in step.
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { RunningImports } from "../../../cli/sync/runningImports";
import { UserError } from "../../../cli/userError";
import { pushImage } from "../../emulator/registry/signedImage";
import { useSync } from "./useSync";

const DAY_S = 86_400;

describe("an import that outlives its run", () => {
  const { vendor, made, sync, copy, source, requests } = useSync();
  afterEach(() => vendor.emulator.faults.clear());

  const notes = () => names().length;
  const names = () => readdirSync(made.folder).filter((name) => name.endsWith(".import.json"));
  const mayNotLookUp = () =>
    vendor.emulator.faults.add({
      operation: "Operations_GetResult",
      status: 403,
      code: "AuthorizationFailed",
      times: Number.POSITIVE_INFINITY,
    });
  /** The copy has `rel` as it was; the import of a newer one takes so long; then the vendor moves it once more. */
  const overtaken = async (seconds: number, interrupt: boolean) => {
    await pushImage(made.pusher, "app/api", "rel", "one");
    await sync({ apply: true });
    const { index } = await pushImage(made.pusher, "app/api", "rel", "two");
    vendor.emulator.faults.add({ operation: "Imports_Copy", delaySeconds: seconds, times: 1 });
    const interruption = new AbortController();
    const stop = vendor.emulator.intercept(({ phase, entry }) => {
      const isFollowed = phase === "after" && entry.operation === "Operations_GetResult";
      if (interrupt && isFollowed) interruption.abort();
    });
    await sync({ apply: true }, { signal: interruption.signal }).catch(() => {});
    stop();
    await pushImage(made.pusher, "app/api", "rel", "three");
    return index;
  };

  it("is waited for without the right to look it up, so that it ends before a newer one", async () => {
    mayNotLookUp();
    await overtaken(600, true);
    expect(notes()).to.equal(1);
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures, notes()]).to.deep.equal([0, [], 0]);
    expect((await copy("app/api")).rel).to.equal((await source("app/api")).rel);
    vendor.emulator.clock.advanceSeconds(1_200);
    await vendor.emulator.settle();
    expect((await sync()).exitCode).to.equal(0);
  });

  it("fails each run for a day where it does not come and may not be looked up", async () => {
    mayNotLookUp();
    const index = await overtaken(Number.POSITIVE_INFINITY, true);
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.running, data.failures, notes()]).to.deep.equal([
      1,
      1,
      [
        {
          where: `app/api@${index}`,
          what: "it is not there after 30 minutes, and this identity may not look up why",
          remedy:
            "give the identity Microsoft.ContainerRegistry/locations/operationResults/read on the subscription, then run again",
        },
      ],
      1,
    ]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
    expect([(await sync()).lines, (await sync()).exitCode]).to.deep.equal([
      [
        "1 import of an earlier run may still run, and move a tag back.",
        "Not in step: 1 repository compared.",
      ],
      1,
    ]);
    vendor.emulator.clock.advanceSeconds(DAY_S);
    expect((await sync()).exitCode).to.equal(0);
    expect([(await sync({ apply: true })).exitCode, notes()]).to.deep.equal([0, 0]);
  });

  it("stays noted after --import-minutes, and what it moved back is moved again once it has ended", async () => {
    const index = await overtaken(2 * 3600, false);
    expect(notes()).to.equal(1);
    const second = await sync({ apply: true });
    expect([second.exitCode, second.data.running, second.data.failures]).to.deep.equal([
      1,
      1,
      [
        {
          where: `app/api@${index}`,
          what: "Azure still imports it after 30 minutes",
          remedy: `run again later: it is not begun again while it runs, and may move a tag back when it ends; if it never ends, ask Azure's support, or delete the file in ${made.folder} that names it, and run again`,
        },
      ],
    ]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
    expect([(await sync()).exitCode, notes()]).to.deep.equal([1, 1]);
    vendor.emulator.clock.advanceSeconds(3 * 3600);
    await vendor.emulator.settle();
    const third = await sync({ apply: true });
    const [{ moved } = { moved: [] }] = third.data.repositories;
    expect([third.exitCode, notes(), moved.map(({ tag }) => tag)]).to.deep.equal([0, 0, ["rel"]]);
  });

  it("stays noted when another run with the same folder ends its last import", () => {
    const registry = made.contoso.registryId;
    const noted = (digest: string) => ({
      ...{ operation: "https://management.azure.com/", registry, image: `app/api@${digest}` },
      ...{ target: "vendor/app/api", digest, tags: [], begunAtMs: 1 },
    });
    const [one, other] = [new RunningImports(made.folder), new RunningImports(made.folder)];
    const first = one.begin(noted("sha256:1"));
    const second = other.begin(noted("sha256:2"));
    one.end(first);
    expect(new RunningImports(made.folder).earlier(registry)).to.deep.equal([second]);
    const [name = ""] = names();
    expect((statSync(join(made.folder, name)).mode & 0o777).toString(8)).to.equal("600");
  });

  it("cannot be noted in a folder that cannot be written, so none begins", async () => {
    const occupied = join(made.folder, "occupied");
    writeFileSync(occupied, "");
    for (const [folder, isApplied, what] of [
      [occupied, true, "written (EEXIST)"],
      [join(occupied, "below"), true, "written (ENOTDIR)"],
      ["/proc/none/below", true, "written (ENOENT)"],
      [occupied, false, "read (ENOTDIR)"],
    ] as const) {
      const thrown = await sync({ apply: isApplied, state: folder }).catch((error) => error);
      expect(thrown).to.be.instanceOf(UserError);
      expect([thrown.message, thrown.remedy]).to.deep.equal([
        `--state: ${folder} cannot be ${what}`,
        "name a folder of your own, in which the imports that run are noted",
      ]);
    }
    expect(requests("Registries_ImportImage")).to.equal(0);
    mkdirSync(join(made.folder, "1.import.json"));
    const thrown = await sync().catch((error) => error);
    expect(thrown.message).to.equal(`--state: ${made.folder} cannot be read (EISDIR)`);
  });
});
