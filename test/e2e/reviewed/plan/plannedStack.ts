// The stack that the plans of test/e2e are made against, on the real engine.

import { expect } from "chai";
import { listRepositories } from "../../../../azure/registry/operatorCatalog";
import { openRegistryTokens } from "../../../../azure/tokens/registryTokens";
import { tokenRights } from "../../../../azure/tokens/tokenRights";
import { moveRuns } from "../../../../cli/emulated";
import type { StackSource } from "../../../../cli/plan/stackSide";
import type { State } from "../../../../cli/recover/state";
import type { PreviewFindings } from "../../../../engine/previewStack";
import { type Deployment, openDeployment, type RunResult } from "../../../helpers/deployment";
import { AT_FIRST, BEFORE, FIRST_DAY, type MakePlan, planning } from "./planning";

/** A stack with a way to plan a change of its file. */
export interface PlannedStack {
  deployment: Deployment;
  plan: MakePlan;
  close(): Promise<void>;
}

/** Brings the stack to BEFORE, by two runs. */
export async function openPlannedStack(): Promise<PlannedStack> {
  const deployment = await openDeployment();
  deployment.emulator.clock.set(FIRST_DAY);
  moveRuns(deployment.stack, FIRST_DAY);
  await deployment.write(AT_FIRST);
  expect((await deployment.up()).failed).to.equal(false);
  deployment.advanceDays(14);
  await deployment.write(BEFORE);
  const second = await deployment.up();
  expect(second.failed, second.output).to.equal(false);
  const env = deployment.stack.workspace.envVars;
  return {
    deployment,
    plan: planning(deployment.folder, { env, source: sourceOf(deployment) }),
    close: () => deployment.close(),
  };
}

/** The program runs in this process, so the preview is the deployment's own. */
export function sourceOf(deployment: Deployment): StackSource {
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
