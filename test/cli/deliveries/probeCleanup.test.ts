// A probe that is refused, fails or is cancelled at any request: nothing of it stays, or it says what does.
import { expect } from "chai";
import { useProbes } from "./probing";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";
const DELETE = "c2f4ef07-c644-48eb-af81-4b1b4947fb11";
const REGISTRY = "3bc748fc-213d-45c1-8d91-9da5725539b9";

/** One request of a probe: the operation, and how many of it come before. */
type Moment = readonly [operation: string, before: number];

describe("npm run deliveries -- --probe-prefix, disturbed", () => {
  const { azure, probe, left, clean, identityWith } = useProbes();
  beforeEach(() => {
    azure.emulator.behaviours.webhookPrefixScopes = true;
  });

  /** All requests of a probe from the first that makes something. */
  async function moments(): Promise<Moment[]> {
    azure.emulator.journal.clear();
    await probe();
    // Without logins, and without what the webhook sends to the registry, at some time.
    const sent = azure.emulator.journal
      .entries()
      .map(({ operation }) => operation)
      .filter((operation) => !/Deliver|unknown|Entra|Tokens/.test(operation));
    return sent
      .map(
        (operation, at): Moment => [
          operation,
          sent.slice(0, at).filter((each) => each === operation).length,
        ],
      )
      .slice(sent.indexOf("Webhooks_Create"));
  }

  it("names the roles that are missing before anything is made", async () => {
    for (const [roles, says] of [
      [[READER], "the registry does not allow push, delete"],
      [[PUSH], "the registry does not allow delete"],
    ] as const) {
      const { error } = await probe({ env: await identityWith(...roles) });
      expect(error?.message.replace(/(?<=sync-probe-)\w+/, "…")).to.equal(
        `asking for the right to push to sync-probe-…/below and to delete it: ${says}; give the identity the roles "AcrPush" and "AcrDelete" on the registry, or where roles count on repositories "Container Registry Repository Contributor"`,
      );
    }
    const { error } = await probe({ env: await identityWith(DELETE) });
    expect(error?.message).to.match(
      /^writing webhook \w+: 403 AuthorizationFailed: .*Microsoft.ContainerRegistry\/registries\/webhooks\/write.* give the identity the role "Container Registry Contributor and Data Access/,
    );
    expect(await left()).to.deep.equal([]);
    azure.emulator.behaviours.webhookPrefixScopes = false;
    const { outcome } = await probe({ env: await identityWith(REGISTRY) });
    expect(outcome?.exitCode).to.equal(1);
    expect(await left()).to.deep.equal([]);
  });

  it("leaves nothing where any request is refused, or says what it leaves", async () => {
    const all = await moments();
    expect(all.map(([operation]) => operation)).to.include.members([
      ...["Webhooks_Create", "Uploads_Start", "Uploads_Finish", "Manifests_Put"],
      ...["Webhooks_ListEvents", "Repositories_Delete", "Webhooks_Delete"],
    ]);
    for (const [operation, skip] of all) {
      azure.emulator.faults.add({ operation, skip, status: 403, code: "AuthorizationFailed" });
      const { error, outcome, said } = await probe();
      azure.emulator.faults.clear();
      const named = said.flatMap(
        (line) => /^(?:repository|webhook) (\S+) is left: /.exec(line)?.[1] ?? [],
      );
      const there = await left();
      // A repository that was never made cannot be left, and is named if its deletion was refused.
      expect(named, operation).to.include.members(there);
      expect(error === undefined || outcome === undefined).to.equal(true);
      if (named.length > 0) expect(outcome?.exitCode).to.equal(2);
      if (!operation.endsWith("_Delete")) {
        expect([error?.message.includes("403"), named], operation).to.deep.equal([true, []]);
      }
      await clean();
    }
  });

  it("leaves nothing when it is cancelled while any request is under way", async () => {
    for (const [operation, skip] of await moments()) {
      const stopped = new AbortController();
      let count = 0;
      const release = azure.emulator.intercept(({ phase, entry }) => {
        if (entry.operation !== operation || phase !== "before") return;
        if (count === skip) stopped.abort();
        count += 1;
      });
      const { said } = await probe({ signal: stopped.signal });
      release();
      expect(stopped.signal.aborted, operation).to.equal(true);
      expect(await left(), `${operation} ${skip}`).to.deep.equal([]);
      expect(said.filter((line) => line.includes("is left"))).to.deep.equal([]);
    }
  });

  it("finds what a killed one has left, after ten minutes", async () => {
    const refuse = (operation: string) =>
      azure.emulator.faults.add({ operation, status: 403, times: Number.POSITIVE_INFINITY });
    refuse("Repositories_Delete");
    refuse("Webhooks_Delete");
    await probe();
    azure.emulator.faults.clear();
    expect(await left()).to.deep.equal(["syncprobe…", "sync-probe-…/below"]);
    await probe();
    expect(await left()).to.deep.equal(["syncprobe…", "sync-probe-…/below"]);
    azure.emulator.clock.advanceSeconds(601);
    const { outcome, said } = await probe();
    expect(said[0]).to.equal("deleting what a trial that was killed has left: sync-probe-…");
    expect([outcome?.exitCode, await left()]).to.deep.equal([0, []]);
  });
});
