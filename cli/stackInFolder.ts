// Finds the stack of a command: the one named, or the one selected in the folder.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findEngine } from "../engine/findEngine";
import { openStackState, type StackState, selectedStack } from "../engine/stackState";
import type { CommandContext } from "./command";
import { UserError } from "./userError";

/** Opens the state of a stack; nothing is read yet. @throws UserError when the folder holds no project */
export async function stackInFolder<Deployment>(
  options: { readonly folder: string; readonly stack?: string },
  { env, signal, progress }: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<{ stackName: string; stack: StackState<Deployment> }> {
  const folder = requireProject(options.folder);
  const engine = await findEngine({ onProgress: progress, env, signal });
  const where = { engine, folder, env };
  const stackName = options.stack ?? (await selectedStack(where));
  return { stackName, stack: openStackState<Deployment>({ ...where, stackName }) };
}

/** The absolute path of a project's folder. @throws UserError when it holds no project */
export function requireProject(folder: string): string {
  if (existsSync(join(folder, "Pulumi.yaml"))) return resolve(folder);
  throw new UserError(`${folder}: there is no Pulumi.yaml`, {
    remedy: "name the project's folder with --folder",
  });
}
