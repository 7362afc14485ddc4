// What happens when somebody changes tokens and scope maps outside of this project: the next run corrects it, and says why.

import { expect } from "chai";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";

const DAY = "2026-03-01";
const NEW = "a new password in";
const UNTIL = "which works until 2026-05-30";
const LOST = "whoever still used it cannot pull until they fetch the new one";
const NEXT = "no new password: password1 works until 2026-05-30, the next one is issued on DATE";

/** What is done to one customer's token, and what a plain `pulumi up` does about it. */
interface Change {
  customer: string;
  /** Has the customer a previous password too, password1? @default false */
  rotated?: true;
  make(azure: ReturnType<typeof registryByHand>): Promise<unknown>;
  /** Lines under the customer's secret. @default - none */
  reasons?: string[];
  /** @default - none */
  writes?: string[];
  password: "same" | "new" | "refused";
}

const CHANGES: Change[] = [
  {
    customer: "disabled",
    make: (azure) => azure.updateToken("disabled-pull", { status: "disabled" }),
    reasons: ["the token was disabled outside Pulumi; it is enabled again", NEXT],
    writes: ["PATCH tokens disabled-pull status"],
    password: "same",
  },
  {
    customer: "rebound",
    make: async (azure) => {
      const { scopeMapId = "" } = await azure.getToken("disabled-pull");
      await azure.updateToken("rebound-pull", { scopeMapId });
    },
    reasons: [
      "the token was bound to scope map disabled-pull outside Pulumi; it is bound to scope map rebound-pull",
      NEXT,
    ],
    writes: ["PATCH tokens rebound-pull scopeMapId"],
    password: "same",
  },
  {
    customer: "regenerated",
    make: (azure) => azure.generate(azure.tokenId("regenerated-pull"), "password1"),
    reasons: [`password1 was regenerated outside Pulumi on ${DAY}: ${NEW} password1, ${UNTIL}`],
    writes: ["POST regenerated-pull password1", "PUT secret regenerated"],
    password: "new",
  },
  {
    customer: "removed",
    make: (azure) => azure.keepPasswords("removed-pull", []),
    reasons: [`password1 was removed outside Pulumi: ${NEW} password1, ${UNTIL}`],
    writes: ["POST removed-pull password1", "PUT secret removed"],
    password: "new",
  },
  {
    customer: "wiped",
    rotated: true,
    make: (azure) => azure.keepPasswords("wiped-pull", []),
    reasons: [
      `password1 was removed outside Pulumi: ${LOST}`,
      `password2 was removed outside Pulumi: ${NEW} password2, ${UNTIL}`,
    ],
    writes: ["POST wiped-pull password2", "PUT secret wiped"],
    password: "new",
  },
  {
    customer: "previous",
    rotated: true,
    make: (azure) => azure.generate(azure.tokenId("previous-pull"), "password1"),
    reasons: [`password1 was regenerated outside Pulumi on ${DAY}: ${LOST}`],
    password: "same",
  },
  {
    customer: "gone",
    make: (azure) => azure.deleteToken("gone-pull"),
    reasons: [
      "token gone-pull does not exist, although its registry does; run `pulumi up --refresh`, which creates it again with a new password",
    ],
    password: "refused",
  },
  // Scope maps are not read by a plain run.
  {
    customer: "widened",
    make: (azure) => azure.setActions("widened-pull", ["repositories/*/content/read"]),
    password: "same",
  },
  {
    customer: "unmapped",
    make: (azure) => azure.deleteScopeMap("unmapped-pull"),
    password: "same",
  },
];

describe("changes made outside Pulumi", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let azure: ReturnType<typeof registryByHand>;
  let passwords: Record<string, string | undefined>;

  before(async () => {
    deployment = await openDeployment();
    azure = registryByHand(deployment.cloud, deployment.emulator);
    deployment.emulator.clock.set(`${DAY}T09:00:00Z`);
    deployment.advanceDays(0);
    await deployment.write(file(() => 1));
    expect((await deployment.up()).failed).to.equal(false);
    await deployment.write(file(({ rotated }) => (rotated ? 2 : 1)));
    expect((await deployment.up()).failed).to.equal(false);
    passwords = await stored();
    for (const { make } of CHANGES) await make(azure);
  });
  after(() => deployment.close());

  beforeEach(() => deployment.emulator.journal.clear());

  const file = (generation: (change: Change) => number) =>
    `customers:\n${CHANGES.map(
      (change) =>
        `  ${change.customer}: { repositories: [app/api], credential: { generation: ${generation(change)} } }\n`,
    ).join("")}`;

  /** Each customer's password in the vault. */
  async function stored(): Promise<Record<string, string | undefined>> {
    const found: Record<string, string | undefined> = {};
    for (const { customer } of CHANGES) found[customer] = await deployment.password(customer);
    return found;
  }

  /** What our run, and nobody else, wrote to Azure. */
  const writes = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ host, method }) => host === "arm" && method !== "GET")
      .map(({ method, path, detail = {} }) => {
        const [kind, name] = path.split("/").slice(-2);
        if (kind === "secrets") return `${method} secret ${name?.split("-registry-")[0]}`;
        const { tokenName, passwordName, properties } = detail;
        if (passwordName !== undefined) return `${method} ${tokenName} ${passwordName}`;
        return [method, kind, name, properties].filter((part) => part !== undefined).join(" ");
      })
      .sort();

  /** What happened to each customer's password since the changes were made. */
  async function outcomes(): Promise<Record<string, Change["password"]>> {
    const found: Record<string, Change["password"]> = {};
    for (const [customer, password] of Object.entries(await stored())) {
      const isSame = password === passwords[customer];
      const works = await deployment.accepts(customer, password);
      found[customer] = works ? (isSame ? "same" : "new") : "refused";
    }
    return found;
  }

  const expected = <Value>(value: (change: Change) => Value) =>
    Object.fromEntries(CHANGES.map((change) => [change.customer, value(change)]));

  it("are corrected by a plain up, which says why; only a token that is gone needs a person", async () => {
    const result = await deployment.up();
    expect(result.failed).to.equal(true);
    const lines = reasons(result);
    expect(expected(({ customer }) => lines[customer] ?? [])).to.deep.equal(
      expected((change) => change.reasons ?? []),
    );
    expect(writes()).to.deep.equal(CHANGES.flatMap((change) => change.writes ?? []).sort());
    expect(await outcomes()).to.deep.equal(expected(({ password }) => password));
  });

  it("are corrected with --refresh where a token or its scope map is gone, although all is protected", async () => {
    const result = await deployment.up({ refresh: true });
    expect(result.failed, result.output).to.equal(false);
    expect(writes()).to.deep.equal([
      "POST gone-pull password1",
      "PUT scopeMaps unmapped-pull",
      "PUT scopeMaps widened-pull",
      "PUT secret gone",
      "PUT tokens gone-pull scopeMapId,status",
    ]);
    expect(await outcomes()).to.deep.equal({
      ...expected(({ password }) => password),
      gone: "new",
    });
    expect(await azure.getActions("widened-pull")).to.deep.equal([
      "repositories/app/api/content/read",
    ]);
  });

  it("leave nothing to do afterwards", async () => {
    const result = await deployment.up();
    expect(result.changes).to.deep.equal({});
    expect(writes()).to.deep.equal([]);
  });
});

/** The lines under each customer's secret. */
function reasons({ events }: RunResult): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { diagnosticEvent } of events) {
    const name = diagnosticEvent?.urn
      ?.split("::")
      .at(-1)
      ?.match(/^(.*)-secret$/)?.[1];
    if (diagnosticEvent === undefined || name === undefined) continue;
    const line = diagnosticEvent.message.trim().replace(/on \d{4}-\d\d-\d\d$/, "on DATE");
    found[name] = [...(found[name] ?? []), line];
  }
  return found;
}
