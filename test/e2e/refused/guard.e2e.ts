// The guard on the real engine: a change that takes access from too many is refused before anything is touched.

import { expect } from "chai";
import { DEFAULT_SEED, type Seed } from "../../../emulator/world/seed";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";
import { readState } from "../../helpers/stateFile";

const CUSTOMERS = ["contoso", "fabrikam", "northwind", "tailwind"] as const;
type Id = (typeof CUSTOMERS)[number];

const [FIRST] = DEFAULT_SEED.registries;
const [VAULT] = DEFAULT_SEED.vaults;
const TWO_PLACES: Seed = {
  ...DEFAULT_SEED,
  registries: [...DEFAULT_SEED.registries, ...(FIRST ? [{ ...FIRST, name: "vendornext" }] : [])],
  vaults: [...DEFAULT_SEED.vaults, ...(VAULT ? [{ ...VAULT, name: "vendor-next" }] : [])],
};

/** The four customers, each with what is given; `null` removes one. */
function file(changes: Partial<Record<Id, string | null>> = {}, head = ""): string {
  const entries = CUSTOMERS.map((id) => {
    const change = changes[id];
    return change === null
      ? ""
      : `  ${id}: { repositories: [app/api]${change ? `, ${change}` : ""} }\n`;
  });
  return `${head}customers:\n${entries.join("")}`;
}

const REMOVED = `this change is refused:
  a customer is removed who was not offboarded: contoso (active)
    put the entry back with \`state: offboarded\`, run \`pulumi up\`, and remove it with the next change`;

const lossesOf = (ids: readonly Id[], words: string, until: string) =>
  `${ids.length} of 4 customers with access lose all or part of it; at most 1 may lose access in one change
${ids.map((id) => `      ${id}: ${words}\n`).join("")}    if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
      acknowledge:
        - customers: [${ids.join(", ")}]
          reason: why, such as a ticket
          until: ${until}`;

describe("the guard", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let restore: () => Promise<void>;
  const passwords = new Map<Id, string | undefined>();

  before(async () => {
    deployment = await openDeployment({ seed: TWO_PLACES });
    // An hour before every other run: what was made later than the clock says would not log in yet.
    at("2026-11-21", "09");
    await deployment.write(file());
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    for (const id of CUSTOMERS) passwords.set(id, await deployment.password(id));
    restore = await checkpoint(deployment);
  });
  after(() => deployment.close());
  beforeEach(async () => {
    await restore();
    at("2026-11-21");
  });

  const configure = (settings: Record<string, string>) =>
    deployment.stack.setAllConfig(
      Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [`customer-access:${key}`, { value }]),
      ),
    );
  const at = (day: string, hour = "10") => {
    deployment.emulator.clock.set(`${day}T${hour}:00:00Z`);
    deployment.advanceDays(0);
  };

  /** What a run asked Azure to change; access tokens change nothing. */
  const writes = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ method, operation }) => method !== "GET" && operation !== "Entra_IssueToken")
      .map(({ method, path }) => `${method} ${path}`);

  /** Who can log in with the password that was handed out first. */
  const loggingIn = async () => {
    const accepted: Id[] = [];
    for (const id of CUSTOMERS) {
      if (await deployment.accepts(id, passwords.get(id))) accepted.push(id);
    }
    return accepted;
  };

  /** Tries the file in a preview and in an update, and expects that both say this, alone, and leave all as it was. */
  async function expectRefused(yaml: string, message: string): Promise<void> {
    await deployment.write(yaml);
    const before = resources(deployment);
    for (const operation of ["preview", "up"] as const) {
      deployment.emulator.journal.clear();
      const result = await deployment[operation]();
      expect(problems(result), operation).to.deep.equal([
        `acr-credentials:index:AccessGuard resource 'access-guard' has a problem: ${message}`,
      ]);
      expect(result.failed, operation).to.equal(true);
      expect(result.output).to.not.match(/unprotect|\n\s+at |\bmap\[/);
      expect(writes(), operation).to.deep.equal([]);
      expect(resources(deployment), operation).to.deep.equal(before);
      expect(await loggingIn(), operation).to.deep.equal(CUSTOMERS);
    }
  }

  it("refuses to remove a customer who is active", async () => {
    await expectRefused(file({ contoso: null }), REMOVED);
  });

  it("refuses to rename a customer, and leaves nothing of the new name behind that would stop the next run", async () => {
    await expectRefused(
      file().replace("  contoso:", "  contosos:"),
      REMOVED.replace(
        "(active)",
        "(active)\n    contosos is new with the repositories of contoso: an id is identity, so to rename a customer keep it and change displayName",
      ),
    );
  });

  it("refuses to suspend three of four, whom the stack's configuration or nobody may let pass", async () => {
    const suspended = "state: suspended";
    const three = file({ fabrikam: suspended, northwind: suspended, tailwind: suspended });
    await expectRefused(
      three,
      `this change is refused:\n  ${lossesOf(["fabrikam", "northwind", "tailwind"], "suspended", "2026-11-28")}`,
    );
    await configure({ maximumLosses: "3" });
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(await loggingIn()).to.deep.equal(["contoso"]);
    await configure({ maximumLosses: "0" });
    await deployment.write(three.replace("contoso: { ", "contoso: { state: suspended, "));
    expect((await deployment.preview()).output).to.include(
      "1 of 1 customers with access lose all or part of it; at most 0 may lose access in one change\n      contoso: suspended\n",
    );
  });

  it("refuses to remove half of them, and says both why", async () => {
    await expectRefused(
      file({ contoso: null, fabrikam: null }),
      `this change is refused:
  2 customers are removed who were not offboarded: contoso (active), fabrikam (active)
    put their entries back with \`state: offboarded\`, run \`pulumi up\`, and remove them with the next change
  ${lossesOf(["contoso", "fabrikam"], "removed while active", "2026-11-28")}`,
    );
  });

  it("refuses another registry, which takes everybody's access", async () => {
    await configure({ registryName: "vendornext" });
    await expectRefused(
      file(),
      `this change is refused:\n  ${lossesOf(CUSTOMERS, "another registry", "2026-11-28")}`,
    );
  });

  it("refuses another vault, in which nobody finds a password yet", async () => {
    await configure({ vaultName: "vendor-next" });
    await expectRefused(
      file(),
      `this change is refused:\n  ${lossesOf(CUSTOMERS, "another vault, and no password is left in the one before", "2026-11-28")}`,
    );
  });

  it("lets those whom the file names lose access until the day that it names, and nobody else", async () => {
    const acknowledge = (customers: string) =>
      `acknowledge:\n  - { customers: [${customers}], reason: OPS-7, until: 2026-11-22 }\n`;
    const suspended = "state: suspended";
    const three = { fabrikam: suspended, northwind: suspended, tailwind: suspended };
    await expectRefused(
      file(three, acknowledge("northwind, contoso")),
      `this change is refused:\n  ${lossesOf(["fabrikam", "tailwind"], "suspended", "2026-11-28")}`,
    );
    at("2026-11-23");
    await expectRefused(
      file(three, acknowledge("northwind, tailwind")),
      `this change is refused:\n  ${lossesOf(["fabrikam", "northwind", "tailwind"], "suspended", "2026-11-30")}`,
    );
    at("2026-11-22");
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(await loggingIn()).to.deep.equal(["contoso"]);
    at("2026-11-23");
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("lets a change that was accepted be finished, even after a failed first run", async () => {
    deployment.emulator.faults.add({
      method: "PATCH",
      path: "/tokens/northwind-pull",
      status: 403,
      code: "AuthorizationFailed",
    });
    await configure({ maximumLosses: "2" });
    await deployment.write(file({ fabrikam: "state: suspended", northwind: "state: suspended" }));
    const first = await deployment.up();
    expect(problems(first).join("\n")).to.match(/token northwind-pull: 403 AuthorizationFailed/);
    expect(await loggingIn()).to.deep.equal(["contoso", "northwind", "tailwind"]);

    deployment.emulator.faults.clear();
    await configure({ maximumLosses: "0" });
    const second = await deployment.up();
    expect(second.failed, second.output).to.equal(false);
    expect(await loggingIn()).to.deep.equal(["contoso", "tailwind"]);
  });
});

/** What the engine tells as errors, without the words with which it closes. */
function problems({ events }: RunResult): string[] {
  return events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trim()] : [],
  );
}

/**
 * What the state says of each resource.
 *
 * Without the plugin's own entry: that notes where the last program looked for the registry, and the next one corrects it.
 */
function resources({ folder }: Deployment): Record<string, unknown> {
  const state = readState(folder);
  expect(state.pending).to.deep.equal([]);
  return Object.fromEntries(
    state.resources
      .filter(({ type }) => type !== "pulumi:providers:acr-credentials")
      // The engine drops the empty lists of dependencies when it writes a resource again.
      .map((each) => [each.urn, { ...each, propertyDependencies: {} }]),
  );
}
