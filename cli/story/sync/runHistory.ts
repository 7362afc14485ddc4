// Everything that Azure tells about the runs of a workflow, which whoever may read the workflow may read.
import type { Cloud } from "../../../azure/cloud";
import { fieldAt } from "../../../azure/jsonAnswer";
import { askArmFor, listArm } from "../../../azure/resourceManager";

const API_VERSION = "2019-05-01";

/** What was told, and of how many runs. */
export interface RunHistory {
  readonly runs: number;
  readonly texts: readonly string[];
}

/** Reads the runs with their actions, each repetition in a loop, and how each expression was computed. @param workflowId ARM id */
export async function readRunHistory(cloud: Cloud, workflowId: string): Promise<RunHistory> {
  const texts: string[] = [];
  const operation = "reading the history of runs";
  const list = async (at: string) => {
    const found: unknown[] = [];
    for await (const each of listArm(cloud, { operation, at, apiVersion: API_VERSION })) {
      texts.push(JSON.stringify(each));
      found.push(each);
    }
    return found.map((each) => String(fieldAt(each, "name")));
  };
  const traces = async (of: string) => {
    const at = `${of}/listExpressionTraces`;
    const asked = { operation, at, apiVersion: API_VERSION, needs: [] };
    texts.push(JSON.stringify(await askArmFor(cloud, { ...asked, method: "POST" })));
  };
  const runs = await list(`${workflowId}/runs`);
  for (const run of runs) {
    for (const action of await list(`${workflowId}/runs/${run}/actions`)) {
      const at = `${workflowId}/runs/${run}/actions/${action}`;
      await traces(at);
      for (const each of await list(`${at}/repetitions`)) await traces(`${at}/repetitions/${each}`);
    }
  }
  return { runs: runs.length, texts };
}
