// A sync that cannot be read stops nothing else: access is removed, passwords change, and the run fails and says why.

import { expect } from "chai";
import { SYNC_LEFT } from "../../../access/syncMark";
import { PRINCIPALS } from "../../../emulator/entra/principals";
import type { Fault } from "../../../emulator/faults";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";
import { Reviewed } from "../../helpers/reviewed";
import { URLS } from "../../provider/syncWebhooks/syncStack";

const READERS = `readers: [${PRINCIPALS[0]?.objectId}]`;
const SYNC = "actions: [content/read, metadata/read], sync: {}";
const OFFBOARDED = "state: offboarded, ";
const OTHERS = ["one", "two", "three", "four", "five"]
  .map((id) => `  other-${id}: { repositories: [app/api] }\n`)
  .join("");

/** Contoso, fabrikam, wingtip and adatum have a sync. */
const BEFORE = `customers:
  adatum: { repositories: [app/api], ${SYNC} }
  contoso: { repositories: [app/api, base/*], ${READERS}, ${SYNC} }
  fabrikam: { repositories: [app/api], ${SYNC} }
  northwind: { repositories: [app/api, app/web] }
  tailspin: { repositories: [app/api] }
  wingtip: { repositories: [app/api], ${OFFBOARDED}${SYNC} }
${OTHERS}`;

/** Adatum's sync ends, contoso's readers go, fabrikam is suspended, northwind loses a repository, tailspin the first password, wingtip all. */
const AFTER = `customers:
  adatum: { repositories: [app/api] }
  contoso: { repositories: [app/api, base/*], ${SYNC} }
  fabrikam: { repositories: [app/api], state: suspended, ${SYNC} }
  litware: { repositories: [app/api] }
  northwind: { repositories: [app/api] }
  tailspin: { repositories: [app/api], credential: { generation: 2, revokeBefore: 2 } }
${OTHERS}acknowledge:
  - { customers: [fabrikam, northwind, tailspin], reason: test, until: UNTIL }
`;

const TIMES = Number.POSITIVE_INFINITY;
const WEBHOOKS: Fault = { operation: "Webhooks_List", times: TIMES };
const SENDS: Fault = { operation: "Webhooks_GetCallbackConfig", times: TIMES };
const URL: Fault = { path: "/^.secrets.contoso-sync-[^/]*-url/", times: TIMES };
const CATALOG: Fault = { operation: "Repositories_ListAcr", status: 403, times: TIMES };

const LISTING = /listing the webhooks of registry vendorimages: 40[134] /;

describe("a sync that cannot be read, on the real engine", function () {
  this.timeout(600_000);
  let deployment: Deployment;
  let azure: EmulatedAzure;
  let reviewed: Reviewed;
  let restore: () => Promise<void>;
  let first: string | undefined;

  before(async () => {
    deployment = await openDeployment();
    azure = EmulatedAzure.visit(deployment.emulator, "somebody");
    reviewed = new Reviewed(deployment);
    await succeeds(BEFORE.replace(OFFBOARDED, ""));
    for (const id of ["adatum", "contoso", "fabrikam", "wingtip"]) {
      const name = deployment.secretName(id).replace("-registry-", "-sync-");
      await azure.vault("PUT", `/secrets/${name}-url`, { value: URLS[0], tags: {} });
    }
    await succeeds(BEFORE.replace(OFFBOARDED, ""));
    await succeeds(BEFORE);
    expect(Object.keys(await webhooks())).to.have.length(7);
    first = await deployment.password("tailspin");
    restore = await checkpoint(deployment);
  });
  beforeEach(async () => {
    await restore();
    const until = new Date(deployment.emulator.clock.now().getTime() + 7 * 86_400_000);
    await deployment.write(AFTER.replace("UNTIL", until.toISOString().slice(0, 10)));
  });
  afterEach(() => deployment.emulator.faults.clear());
  after(async () => {
    azure.leave();
    await deployment.close();
  });

  async function succeeds(yaml: string): Promise<void> {
    await deployment.write(yaml);
    const { failed, output } = await deployment.up();
    expect(failed, output.slice(-2000)).to.equal(false);
  }

  /** The status of each webhook, by customer and repository. */
  async function webhooks(): Promise<Record<string, string>> {
    const { body } = await azure.arm("GET", "webhooks");
    const { value } = body as {
      value: { tags: Record<string, string>; properties: { status: string } }[];
    };
    return Object.fromEntries(
      value.map(({ tags, properties }) => [
        `${tags.Customer} ${tags.Repository}`,
        properties.status,
      ]),
    );
  }

  /** What nobody may have any more, and what somebody has to have. */
  async function expectAllElseDone(): Promise<void> {
    deployment.emulator.faults.clear();
    const { body } = await azure.arm("GET", "tokens");
    const { value } = body as { value: { name: string; properties: { status: string } }[] };
    const statuses = Object.fromEntries(
      value.map(({ name, properties }) => [name, properties.status]),
    );
    expect([statuses["wingtip-pull"], statuses["fabrikam-pull"]]).to.deep.equal([
      undefined,
      "disabled",
    ]);
    const rights = await azure.arm("GET", "scopeMaps/northwind-pull");
    expect((rights.body as { properties: { actions: string[] } }).properties.actions).to.deep.equal(
      ["repositories/app/api/content/read"],
    );
    const roles = `${azure.vaultId}/providers/Microsoft.Authorization/roleAssignments`;
    const assigned = JSON.stringify((await azure.arm("GET", roles, undefined, "2022-04-01")).body);
    expect(assigned).to.match(/"value":/);
    expect(assigned).not.to.match(/secrets\/contoso-/);
    expect(await deployment.accepts("tailspin", first)).to.equal(false);
    for (const id of ["tailspin", "litware"]) {
      expect(await deployment.accepts(id, await deployment.password(id)), id).to.equal(true);
    }
  }

  const messages = ({ events }: RunResult, severity: string) =>
    events.flatMap(({ diagnosticEvent: event }) =>
      event?.severity === severity && event.urn?.endsWith("-sync") ? [event.message] : [],
    );

  const leftAlone = ({ events }: RunResult) => {
    const names = events.flatMap(({ diagnosticEvent: event }) =>
      event?.message.includes(SYNC_LEFT) ? [event.urn?.split("::").at(-1)] : [],
    );
    return [...new Set(names)];
  };

  for (const [name, fault, says] of [
    ["401 for the webhooks", { ...WEBHOOKS, status: 401 }, LISTING],
    ["403 for the webhooks", { ...WEBHOOKS, status: 403 }, LISTING],
    ["404 for the webhooks", { ...WEBHOOKS, status: 404 }, LISTING],
    ["401 for where they send", { ...SENDS, status: 401 }, /reading where webhook \w+ sends: 401 /],
    ["404 for the callback URL", { ...URL, status: 404 }, /reading version .*-url: 404 /],
    ["403 for the repositories", CATALOG, /listing the repositories of vendorimages: 403 /],
    ["403 for an end", { operation: "Webhooks_Delete", status: 403, times: TIMES }, /deleting/],
  ] as const) {
    it(`holds up nothing else of a run: ${name}`, async () => {
      deployment.emulator.faults.add(fault);
      const result = await deployment.up();
      expect(result.failed).to.equal(true);
      const errors = messages(result, "error");
      expect(errors).not.to.deep.equal([]);
      for (const error of errors) expect(error).to.match(says);
      await expectAllElseDone();
      const next = await deployment.up();
      expect(next.failed, next.output.slice(-2000)).to.equal(false);
      expect(await webhooks()).to.deep.equal({
        "contoso app/api": "enabled",
        "contoso base/node": "enabled",
        "contoso base/python": "enabled",
        "contoso base/runtime": "enabled",
        "fabrikam app/api": "disabled",
      });
    });
  }

  for (const [name, fault] of [
    ["404 for the webhooks", { ...WEBHOOKS, status: 404 }],
    ["403 for the repositories", CATALOG],
  ] as const) {
    it(`holds up nothing else of a plan that was approved before: ${name}`, async () => {
      const preview = await reviewed.preview();
      expect(preview.failed, preview.output.slice(-2000)).to.equal(false);
      deployment.emulator.faults.add(fault);
      const applied = await reviewed.apply();
      expect(applied.output).to.include(`warning: ${SYNC_LEFT}`);
      // It is about contoso alone, for whom the plan has nothing to do, so that no step of theirs can fail.
      expect(leftAlone(applied)).to.deep.equal(["contoso-sync"]);
      expect(applied.output).not.to.match(/not allowed by the plan|violates plan/);
      await expectAllElseDone();
    });
  }
});
