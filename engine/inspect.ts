// Looks at an executable that claims to be the Pulumi CLI.
import { access, constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { parse } from "semver";

/** The version of a working Pulumi CLI, or why it does not work. */
export type Inspection = { readonly version: string } | { readonly reason: string };

/** Runs `pulumi version`. */
export async function inspect(
  pulumi: string,
  { env, signal }: { env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<Inspection> {
  const { execa } = await import("execa");
  const result = await execa(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    extendEnv: false,
    cancelSignal: signal,
    timeout: 20_000,
    reject: false,
  });
  signal.throwIfAborted();
  if (result.failed) {
    return { reason: `\`${pulumi} version\` fails: ${result.stderr || result.shortMessage}` };
  }
  const version = parse(result.stdout.trim())?.version;
  return version === undefined
    ? { reason: `\`${pulumi} version\` prints "${result.stdout.trim()}", which is not a version` }
    : { version };
}

/** The first of `folders` with an executable of this name in it, as a full name. */
export async function findExecutable(
  name: string,
  folders: readonly string[],
): Promise<string | undefined> {
  for (const folder of folders) {
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

/** The folders of PATH. */
export function pathFolders(env: NodeJS.ProcessEnv): string[] {
  return (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
}

/** PATH with the folders of these files first, each once. */
export function pathWith(files: readonly (string | undefined)[], env: NodeJS.ProcessEnv): string {
  const folders = files.flatMap((file) => (file === undefined ? [] : [dirname(file)]));
  return [...new Set([...folders, ...pathFolders(env)])].join(delimiter);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
