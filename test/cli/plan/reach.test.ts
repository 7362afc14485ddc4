// What the registry has of what a change gives: when it is asked, what that adds to a plan, and what is said when it cannot be.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import { type ListRepositories, reachOf, registryRepositories } from "../../../cli/plan/reach";
import { runPlan } from "../../../cli/plan/runPlan";
import { useEmulator } from "../../emulator/useEmulator";
import { REGISTRY, VAULT } from "./plannedOnNothing";

const CONTOSO = "active; contoso-pull; content/read; app/api base/*";
const TODAY = "2026-11-21";

describe("reachOf", () => {
  const asked: string[] = [];
  const list: ListRepositories = async (registryId) => {
    asked.push(registryId);
    return ["base/go", "app/api"];
  };
  afterEach(() => asked.splice(0));

  const change = (before: Record<string, string>, after: Record<string, string>) => ({
    today: TODAY,
    before: { registryId: REGISTRY, access: before },
    after: { registryId: REGISTRY, access: after },
  });

  for (const [name, before, after] of [
    ["nothing changes", { contoso: CONTOSO }, { contoso: CONTOSO }],
    [
      "only whole repositories are taken",
      { contoso: "active; contoso-pull; content/read; app/api app/web" },
      { contoso: "active; contoso-pull; content/read; app/api" },
    ],
    ["somebody is removed, of whom only that is said", { contoso: CONTOSO }, {}],
    ["nobody is listed", {}, {}],
  ] as const) {
    it(`asks nobody when ${name}`, async () => {
      expect(await reachOf(change(before, after), list)).to.deep.equal({});
      expect(asked).to.deep.equal([]);
    });
  }

  for (const [name, before, after] of [
    ["new", {}, { contoso: CONTOSO }],
    ["given", { contoso: "active; contoso-pull; content/read; app/api" }, { contoso: CONTOSO }],
    ["taken", { contoso: CONTOSO }, { contoso: "active; contoso-pull; content/read; app/api" }],
    ["everything", {}, { contoso: "active; contoso-pull; content/read; *" }],
    [
      "neither given nor taken, but a repository given",
      { contoso: CONTOSO },
      { contoso: "active; contoso-pull; content/read; app/api app/web base/*" },
    ],
  ] as const) {
    it(`asks the registry when a prefix is ${name}`, async () => {
      expect(await reachOf(change(before, after), list)).to.deep.equal({
        repositories: ["base/go", "app/api"],
      });
      expect(asked).to.deep.equal([REGISTRY]);
    });
  }

  it("asks once for any number of customers", async () => {
    const fabrikam = CONTOSO.replace("contoso", "fabrikam");
    await reachOf(change({}, { contoso: CONTOSO, fabrikam }), list);
    expect(asked).to.deep.equal([REGISTRY]);
  });

  it("asks the registry that the stack is to use, not the one before", async () => {
    const moved = {
      ...change({}, { contoso: CONTOSO }),
      before: { registryId: "/old", access: {} },
    };
    await reachOf(moved, list);
    expect(asked).to.deep.equal([REGISTRY]);
  });

  it("adds nothing where nobody can be asked", async () => {
    expect(await reachOf(change({}, { contoso: CONTOSO }), undefined)).to.deep.equal({});
    const nowhere = {
      ...change({}, { contoso: CONTOSO }),
      after: { access: { contoso: CONTOSO } },
    };
    expect(await reachOf(nowhere, list)).to.deep.equal({});
  });

  it("warns when the registry refuses, and fails not", async () => {
    const refuse = () => Promise.reject(new Error("listing: 401; give the role"));
    expect(await reachOf(change({}, { contoso: CONTOSO }), refuse)).to.deep.equal({
      warnings: [
        "the registry's repositories could not be listed (listing: 401; give the role), so prefixes are not expanded and missing repositories are not reported",
      ],
    });
  });

  it("gives up a registry that does not answer", async () => {
    const never = () => new Promise<never>(() => {});
    expect(await reachOf(change({}, { contoso: CONTOSO }), never, 20)).to.deep.equal({
      warnings: [
        "the registry's repositories could not be listed (no answer within 0.02 seconds), so prefixes are not expanded and missing repositories are not reported",
      ],
    });
  });
});

describe("npm run plan, for a change with a prefix", () => {
  const azure = useEmulator();
  let folder = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "reach-"));
    await writeFile(
      join(folder, "customers.yaml"),
      "customers:\n  contoso: { repositories: [app/api, base/*] }\n",
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => azure.emulator.faults.clear());

  const listing = (): ListRepositories => {
    const { environment, ca } = azure.emulator;
    const { signal } = new AbortController();
    return registryRepositories(environment, { ca, signal, retryDelayMs: 1 });
  };

  /** Plans against a stack whose preview finds nothing, and ends only once the registry was asked. */
  async function planned(list: ListRepositories | undefined) {
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const repositories = list && {
      repositories: (registryId: string) => {
        begun();
        return list(registryId);
      },
    };
    const guard = {
      urn: "urn:pulumi:dev::access::acr-credentials:index:AccessGuard::access-guard",
      type: "acr-credentials:index:AccessGuard",
      inputs: {
        registryId: REGISTRY,
        vaultId: VAULT,
        access: { contoso: "active; contoso-pull; content/read; app/api" },
      },
    };
    const { subscriptionId, resourceGroupName } = azure.emulator;
    return runPlan(
      { customers: join(folder, "customers.yaml"), folder },
      {
        env: { ...azure.emulator.environment, CUSTOMER_ACCESS_NOW: `${TODAY}T09:00:00Z` },
        isTerminal: false,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: () => {},
      },
      {
        name: "dev",
        state: async () => ({ resources: [guard] }) as never,
        config: async () => ({
          "azure-native:subscriptionId": subscriptionId,
          "customer-access:resourceGroupName": resourceGroupName,
          "customer-access:registryName": "vendorimages",
          "customer-access:vaultName": "vendor-access",
        }),
        preview: async () => {
          if (list !== undefined) await beginning;
          return { steps: [], diagnostics: [] };
        },
        ...repositories,
      },
    );
  }
  const textOf = ({ lines }: { lines: readonly string[] }) =>
    lines.map((line) =>
      line.replaceAll(folder, "FOLDER").replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  const plan = (spelledOut: string[], warnings: string[]) => [
    "FOLDER/customers.yaml against stack dev, on 2026-11-21",
    "",
    "contoso: gains",
    "  + may pull base/*",
    ...spelledOut,
    "",
    ...warnings,
    "1 of 1 customer changes: 1 gains",
  ];

  it("says so when the registry refuses, and is a plan all the same", async () => {
    azure.emulator.faults.add({
      operation: "RefreshTokens_Post",
      status: 401,
      code: "UNAUTHORIZED",
      message: "authentication required.",
    });
    const outcome = await planned(listing());
    expect(outcome.exitCode).to.equal(0);
    expect(textOf(outcome)).to.deep.equal(
      plan(
        [],
        [
          'warning: the registry\'s repositories could not be listed (listing the repositories of vendorimages: 401 UNAUTHORIZED: authentication required (request id ID); give the identity the role "AcrPull" on the registry), so prefixes are not expanded and missing repositories are not reported',
        ],
      ),
    );
  });

  it("says so when half of an identity is missing", async () => {
    const { signal } = new AbortController();
    const env = { ...azure.emulator.environment, ARM_TENANT_ID: "" };
    const outcome = await planned(registryRepositories(env, { ca: azure.emulator.ca, signal }));
    expect(textOf(outcome)).to.deep.equal(
      plan(
        [],
        [
          "warning: the registry's repositories could not be listed (ARM_TENANT_ID is not set; the Azure identity in the environment needs it), so prefixes are not expanded and missing repositories are not reported",
        ],
      ),
    );
  });

  it("gives a warning that docs/troubles.md explains", async () => {
    azure.emulator.faults.add({ operation: "Repositories_ListAcr", status: 403, code: "DENIED" });
    const { warnings } = (await planned(listing())).data as { warnings: string[] };
    const troubles = await readFile(join(__dirname, "../../../docs/troubles.md"), "utf8");
    expect(warnings.map((warning) => warning.replace(/\(.*\)/, "(…)"))).to.deep.equal([
      "the registry's repositories could not be listed (…), so prefixes are not expanded and missing repositories are not reported",
    ]);
    expect(troubles).to.include(`\`${warnings[0]?.replace(/\(.*\)/, "(…)")}\``);
  });

  it("does without where nobody can be asked", async () => {
    expect(textOf(await planned(undefined))).to.deep.equal(plan([], []));
  });

  it("spells the prefix out, and asks the registry while the preview runs", async () => {
    const outcome = await planned(listing());
    expect(outcome.exitCode).to.equal(0);
    expect(textOf(outcome)).to.deep.equal(
      plan(
        [
          "    base/* is 3 repositories today (base/node, base/python, base/runtime); one that is added below base/ later is included",
        ],
        [],
      ),
    );
  });
});
