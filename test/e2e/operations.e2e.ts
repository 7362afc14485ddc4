// The walk-through of docs/operations.md, done as it stands there: every command prints what the document shows.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { missingLine, type Step, walkthrough } from "../docs/walkthrough";
import { type Deployment, openDeployment } from "../helpers/deployment";

const SECTIONS = walkthrough(readFileSync(join(__dirname, "../../docs/operations.md"), "utf8"));

describe("docs/operations.md", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  const entries: Record<string, unknown> = {
    contoso: { repositories: ["app/api"] },
    fabrikam: { repositories: ["app/web"] },
  };

  before(async () => {
    deployment = await openDeployment();
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
    await deployment.write(stringify({ customers: Object.fromEntries(present) }));
  };

  for (const { heading, steps } of SECTIONS) {
    it(`tells the truth under "${heading}"`, async () => {
      for (const step of steps) await doStep(step);
    });
  }

  it("has sections", () => {
    expect(SECTIONS.map(({ heading }) => heading)).to.include("Revoke a leaked password now");
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
    const known = COMMANDS[command];
    if (known === undefined) throw new Error(`the test does not know how to run: ${command}`);
    const printed: string[] = [];
    const keep = (text: string) => printed.push(text);
    const hooks = { onOutput: keep, onError: keep, color: "never" } as const;
    // A failed run is part of the document too: its words are compared.
    await known(deployment, hooks).catch(() => undefined);
    return printed.join("");
  }
});

interface Hooks {
  onOutput(text: string): void;
  onError(text: string): void;
  color: "never";
}

/** The commands of the document, as the Automation API runs them on the emulated stack. */
const COMMANDS: Record<string, (deployment: Deployment, hooks: Hooks) => Promise<unknown>> = {
  "npm run pulumi -- preview": ({ stack }, hooks) => stack.preview(hooks),
  "npm run pulumi -- up --yes": ({ stack }, hooks) => stack.up({ ...hooks, continueOnError: true }),
};
