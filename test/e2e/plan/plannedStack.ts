// The stack that the plans of test/e2e/plan.e2e.ts are made against: ten customers, of each kind one.

import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { listRepositories } from "../../../azure/registryCatalog";
import { openRegistryTokens } from "../../../azure/registryTokens";
import { tokenRights } from "../../../azure/tokenRights";
import { moveRuns } from "../../../cli/emulated";
import { runPlan } from "../../../cli/plan/runPlan";
import type { StackSource } from "../../../cli/plan/stackSide";
import type { State } from "../../../cli/recover/state";
import type { PreviewFindings } from "../../../engine/previewStack";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";

/** As it stands when each change begins. */
export const BEFORE = `# Who may pull what.
customers:
  adatum: { repositories: [app/api], readers: [8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b] }
  contoso: { displayName: Contoso Ltd, repositories: [app/api, app/web] }
  fabrikam: { repositories: [base/*, tools/cli] }
  litware: { repositories: [app/api], credential: { rotation: manual } }
  lucerne: { repositories: [app/api], state: offboarded }
  northwind: { repositories: [app/api], actions: [content/read, metadata/read] }
  proseware: { repositories: [app/web], state: suspended }
  tailspin: { repositories: [ml/training], accessUntil: 2027-06-30, credential: { lifetimeDays: 200, rotateBeforeDays: 100 } }
  wingtip: { repositories: [app/api], credential: { lifetimeDays: 200, rotateBeforeDays: 100, generation: 2 } }
  woodgrove: { repositories: [app/api], accessUntil: 2026-03-10 }
`;

/** The emulator's first day, on which the first passwords were issued. */
const FIRST_DAY = "2026-03-01T09:00:00Z";

/** What a plan came to. */
export interface MadePlan {
  exitCode: number;
  /** What is printed, as one text. */
  text: string;
  data: unknown;
}

/** A stack with a way to plan a change of its file. */
export interface PlannedStack {
  deployment: Deployment;
  /** Plans a change to this text; `base` is the text of the file that git has, in which the change begins. */
  plan(
    customersYaml: string,
    options?: { base?: string; markdown?: boolean; failOn?: string },
  ): Promise<MadePlan>;
  /** The same without the stack, from BEFORE. */
  planFilesOnly(customersYaml: string): Promise<MadePlan>;
  close(): Promise<void>;
}

/** Brings the stack to BEFORE: two runs, since one customer has two passwords and two had access once. */
export async function openPlannedStack(): Promise<PlannedStack> {
  const deployment = await openDeployment();
  deployment.emulator.clock.set(FIRST_DAY);
  moveRuns(deployment.stack, FIRST_DAY);
  await deployment.write(
    BEFORE.replace("generation: 2", "generation: 1")
      .replace(", state: offboarded", "")
      .replace(", state: suspended", ""),
  );
  expect((await deployment.up()).failed).to.equal(false);
  deployment.advanceDays(14);
  await deployment.write(BEFORE);
  const second = await deployment.up();
  expect(second.failed, second.output).to.equal(false);

  const git = (...args: string[]) =>
    expect(
      spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
        cwd: deployment.folder,
      }).status,
      args.join(" "),
    ).to.equal(0);
  git("init", "--quiet");
  const commit = async (text: string) => {
    await deployment.write(text);
    git("add", "customers.yaml");
    git("commit", "--quiet", "--allow-empty", "--message", "Before");
  };

  const run = async (
    customersYaml: string,
    options: { base?: string; markdown?: boolean; filesOnly?: boolean; failOn?: string } = {},
  ): Promise<MadePlan> => {
    const { base, ...rest } = options;
    if (base !== undefined) await commit(base);
    await deployment.write(customersYaml);
    const asked = {
      customers: deployment.customersFile,
      folder: deployment.folder,
      ...(base === undefined ? {} : { base: "HEAD" }),
      ...rest,
    };
    const outcome = await runPlan(asked, contextOf(deployment), sourceOf(deployment)).catch(
      (error: Error & { remedy?: string }) => ({
        exitCode: 2,
        lines: [`error: ${error.message}`, `  ${error.remedy}`],
        data: undefined,
      }),
    );
    return {
      exitCode: outcome.exitCode,
      text: outcome.lines.join("\n").replaceAll(deployment.customersFile, "customers.yaml"),
      data: outcome.data,
    };
  };
  return {
    deployment,
    plan: run,
    planFilesOnly: (customersYaml) => run(customersYaml, { base: BEFORE, filesOnly: true }),
    close: () => deployment.close(),
  };
}

function contextOf(deployment: Deployment) {
  const same = (text: string | number) => String(text);
  return {
    env: deployment.stack.workspace.envVars,
    isTerminal: false,
    colors: new Proxy({} as never, { get: () => same }),
    signal: new AbortController().signal,
    print: () => {},
    progress: () => {},
  };
}

/** The program runs in this process, so the preview is the deployment's own. */
function sourceOf(deployment: Deployment): StackSource {
  return {
    name: "dev",
    state: async () => (await deployment.stack.exportStack()).deployment as State,
    config: async () =>
      Object.fromEntries(
        Object.entries(await deployment.stack.getAllConfig()).map(([key, { value }]) => [
          key,
          value,
        ]),
      ),
    preview: async () => findingsOf(await deployment.preview()),
    repositories: (registryId) => listRepositories(deployment.cloud, registryId),
    tokenRights: async (tokenId) =>
      tokenRights(
        openRegistryTokens(deployment.cloud),
        tokenId,
        deployment.emulator.clock.now().toISOString().slice(0, 10),
      ),
  };
}

function findingsOf({ events }: RunResult): PreviewFindings {
  return {
    steps: events.flatMap(({ resourcePreEvent: event }) =>
      event === undefined
        ? []
        : [
            {
              op: event.metadata.op,
              urn: event.metadata.urn,
              changed: Object.keys(event.metadata.detailedDiff ?? {}),
            },
          ],
    ),
    diagnostics: events.flatMap(({ diagnosticEvent: event }) =>
      event === undefined
        ? []
        : [
            {
              ...(event.urn === undefined ? {} : { urn: event.urn }),
              severity: event.severity,
              message: event.message.replace(/<\{%[^%]*%\}>/g, ""),
            },
          ],
    ),
  };
}
