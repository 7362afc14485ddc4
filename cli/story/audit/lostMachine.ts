// A run whose machine is lost in the middle: Pulumi gets no chance to write an entry of its history.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "../../../engine/engine";
import type { CommandContext } from "../../command";
import { EMULATED_FOLDER, STACK_NAME } from "../../emulated";
import { REACHED } from "./quarter";

/**
 * Runs `pulumi up` in a process of its own, kills it once the state has {@link REACHED}, and frees the stack's lock, as
 * somebody does after such a loss.
 *
 * @param message of the update
 */
export async function loseMachine(
  { engine, stack, message }: { engine: Engine; stack: Stack; message: string },
  { env, signal }: Pick<CommandContext, "env" | "signal">,
): Promise<void> {
  const args = ["up", "--yes", "--skip-preview", "--continue-on-error", "--non-interactive"];
  const child = spawn(engine.pulumi, [...args, "--stack", STACK_NAME, "--message", message], {
    cwd: EMULATED_FOLDER,
    env: { ...env, ...stack.workspace.envVars },
    stdio: "ignore",
    // The language host and the plugins end with it.
    detached: true,
  });
  const gone = once(child, "exit");
  try {
    // The engine writes the state in place, and a half of it could not be read: it has to be idle.
    let [known, same] = ["", 0];
    while (child.exitCode === null && same < IDLE) {
      await setTimeout(100, undefined, { signal });
      const content = await readFile(STATE, "utf8");
      same = content === known && hasReached(content) ? same + 1 : 0;
      known = content;
    }
  } finally {
    child.kill("SIGKILL");
    await gone;
  }
  await stack.cancel();
}

/** After so many looks at the same state, the run only waits for the request that is held up. */
const IDLE = 10;

const STATE = join(EMULATED_FOLDER, ".pulumi", "stacks", "customer-access", `${STACK_NAME}.json`);

interface StateFile {
  checkpoint: { latest?: { resources?: { urn: string; outputs?: { actions?: string[] } }[] } };
}

function hasReached(content: string): boolean {
  const { customerId, repository } = REACHED;
  // The engine may still be writing it.
  if (!content.trimEnd().endsWith("}")) return false;
  const { checkpoint } = JSON.parse(content) as StateFile;
  const scopeMap = checkpoint.latest?.resources?.find(({ urn }) =>
    urn.endsWith(`::${customerId}-scope-map`),
  );
  return scopeMap?.outputs?.actions?.includes(`repositories/${repository}/content/read`) ?? false;
}
