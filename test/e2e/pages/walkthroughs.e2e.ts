// docs/operations.md and docs/emergencies.md, done as they stand there: every command prints what the document shows.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { stringify } from "yaml";
import { withoutSummary } from "../../../cli/story/withoutSummary";
import { DEFAULT_SEED, type Seed } from "../../../emulator/world/seed";
import { missingLine, type Step, walkthrough } from "../../docs/walkthrough";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { pulumiCli } from "../../helpers/pulumiCli";

const [FIRST] = DEFAULT_SEED.registries;
const TWO_REGISTRIES: Seed = {
  ...DEFAULT_SEED,
  registries: [...DEFAULT_SEED.registries, ...(FIRST ? [{ ...FIRST, name: "vendornext" }] : [])],
};

/** Each with a section that must be there, since a page without any would hold. */
const PAGES = {
  "docs/operations.md": "Issue a new password now",
  "docs/emergencies.md": "A password leaked",
};

for (const [page, known] of Object.entries(PAGES)) {
  describe(page, () => walk(page, known));
}

function walk(page: string, known: string): void {
  const sections = walkthrough(readFileSync(join(__dirname, "../../..", page), "utf8"));
  let deployment: Deployment;
  let stackName = "dev";
  const entries: Record<string, unknown> = {
    contoso: { repositories: ["app/api"] },
    fabrikam: { repositories: ["app/web"] },
  };

  before(async () => {
    deployment = await openDeployment({ seed: TWO_REGISTRIES });
    at("2026-03-01");
    await write({});
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
  });
  after(() => deployment.close());

  const at = (day: string) => {
    deployment.emulator.clock.set(`${day}T12:00:00Z`);
    deployment.advanceDays(0);
  };
  const write = async (changed: Record<string, unknown>) => {
    Object.assign(entries, changed);
    const present = Object.entries(entries).filter(([, entry]) => entry !== null);
    const { acknowledge, ...customers } = Object.fromEntries(present);
    await deployment.write(stringify({ acknowledge, customers }));
  };

  for (const { heading, steps } of sections) {
    it(`tells the truth under "${heading}"`, async () => {
      await BEFORE[heading]?.(deployment);
      for (const step of steps) await doStep(step);
      await AFTER[heading]?.(deployment);
    }).timeout(180_000);
  }

  it("has sections", () => {
    expect(sections.map(({ heading }) => heading)).to.include(known);
  });

  async function doStep(step: Step): Promise<void> {
    if (step.kind === "day") return at(step.day);
    if (step.kind === "entries") return write(step.entries);
    const printed = await run(step.command);
    expect(missingLine(printed, step.lines), `${step.command} printed\n${printed}`).to.equal(
      undefined,
    );
  }

  async function run(command: string): Promise<string> {
    const args = command.replace(/^npm run pulumi -- /, "").split(" ");
    if (args[0] === "preview" || args[0] === "up") return runProgram(args[0]);
    const { output } = await pulumiCli(deployment, args, { stack: stackName });
    // Automation opens a stack by its name; the CLI remembers which one is selected.
    if (args[0] === "stack") stackName = args[2] ?? stackName;
    return output;
  }

  async function runProgram(operation: "preview" | "up"): Promise<string> {
    const stack = withoutSummary(await Stack.select(stackName, deployment.stack.workspace));
    const printed: string[] = [];
    const keep = (text: string) => printed.push(text);
    const hooks = { onOutput: keep, onError: keep, color: "never" } as const;
    const running = (): Promise<unknown> =>
      operation === "preview"
        ? stack.preview(hooks)
        : stack.up({ ...hooks, continueOnError: true });
    // A failed run is part of the document too: its words are compared.
    await deployment.withPlugins(running).catch(() => undefined);
    return printed.join("");
  }
}

/** What somebody did before a section begins. */
const BEFORE: Record<string, (deployment: Deployment) => Promise<void>> = {
  async "Access must end at once"({ cloud, emulator }) {
    await registryByHand(cloud, emulator).updateToken("contoso-pull", { status: "disabled" });
  },
  async "A token was changed by hand"({ cloud, emulator }) {
    await registryByHand(cloud, emulator).updateToken("contoso-pull", { status: "disabled" });
  },
  async "Adopt a token that exists"({ cloud, emulator }) {
    const azure = registryByHand(cloud, emulator);
    await azure.createScopeMap("tailwind-map", ["repositories/app/api/content/read"], "by hand");
    await azure.createToken("tailwind-ci", "tailwind-map");
    await azure.generate(azure.tokenId("tailwind-ci"), "password1");
  },
};

/** What is true after a section, beside what was printed. */
const AFTER: Record<string, (deployment: Deployment) => Promise<void>> = {
  async "Issue a new password now"(deployment) {
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
  },
  async "A password leaked"(deployment) {
    expect(await deployment.accepts("fabrikam", await deployment.password("fabrikam"))).to.equal(
      true,
    );
  },
  async "Access must end at once"(deployment) {
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
  },
  async "A token was changed by hand"(deployment) {
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
  },
  async "Suspend a customer, and let them in again"(deployment) {
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
  },
  async "Move to another registry"({ cloud, emulator }) {
    expect(await registryByHand(cloud, emulator).listTokens("vendorimages")).to.deep.equal([]);
    expect(await registryByHand(cloud, emulator).listTokens("vendornext")).to.deep.equal([
      "fabrikam-pull",
      "tailwind-ci",
    ]);
  },
};
