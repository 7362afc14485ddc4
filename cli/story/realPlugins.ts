// Installs Pulumi's own azure-native and random plugins for a demo, in place of the stand-ins.
import { lookup } from "node:dns/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { version as azureNative } from "@pulumi/azure-native/package.json";
import { version as random } from "@pulumi/random/package.json";
import type { Engine } from "../../engine/engine";
import { engineEnvironment } from "../../engine/environment";
import type { CommandContext } from "../command";
import { step } from "../progress";
import { UserError } from "../userError";

/** The plugins that the program's resources are served by, in the versions of their SDKs. */
const PLUGINS: readonly (readonly [name: string, version: string])[] = [
  ["azure-native", azureNative],
  ["random", random],
];

/**
 * Installs the plugins where Pulumi keeps them, unless they are there.
 *
 * @throws UserError that says what was tried, why it failed, and what to do
 */
export async function installRealPlugins(engine: Engine, context: CommandContext): Promise<void> {
  const failures: string[] = [];
  for (const [name, version] of PLUGINS) {
    const said = await step(context, `Installing Pulumi's plugin ${name} ${version}`, () =>
      install(engine, context, [name, version]),
    );
    if (said !== undefined) failures.push(said);
  }
  if (failures.length === 0) return;
  throw new UserError(
    ["Pulumi's own plugins cannot be installed here; tried:", ...failures].join("\n  "),
    {
      remedy:
        "run this where Pulumi can download plugins (or copy them into plugins/ of PULUMI_HOME, by default ~/.pulumi), or leave --plugins out, which takes the stand-ins in this repository",
    },
  );
}

/** Where Pulumi keeps its plugins. */
export function pulumiHome({
  PULUMI_HOME = join(homedir(), ".pulumi"),
}: NodeJS.ProcessEnv): string {
  return PULUMI_HOME;
}

/**
 * Says which part of the demo does not work if a name below localhost does not resolve.
 *
 * azure-native makes a vault's address from its name and the cloud's suffix, and uses it to delete or recover a secret.
 */
export async function noteVaultName(vaultName: string, context: CommandContext): Promise<void> {
  const host = `${vaultName}.localhost`;
  const leadsHere = await lookup(host).then(
    () => true,
    () => false,
  );
  if (leadsHere) return;
  context.print(
    `  ${host} does not resolve on this machine; azure-native needs it only to delete and recover secrets: add "127.0.0.1 ${host}" to the hosts file for that`,
  );
}

/** @returns what went wrong, in one line */
async function install(
  engine: Engine,
  { env, signal }: CommandContext,
  [name, version]: readonly [string, string],
): Promise<string | undefined> {
  const { execa } = await import("execa");
  const args = ["plugin", "install", "resource", name, version, "--non-interactive"];
  const { exitCode, all } = await execa(engine.pulumi, args, {
    env: { ...env, ...engineEnvironment(engine, { env }) },
    extendEnv: false,
    cancelSignal: signal,
    stdin: "ignore",
    all: true,
    reject: false,
  });
  signal.throwIfAborted();
  if (exitCode === 0) return undefined;
  return `pulumi ${args.slice(0, -1).join(" ")}: ${reasonIn(all) ?? `exit code ${exitCode}`}`;
}

/** Why the last attempt failed, or otherwise the engine's last message. */
function reasonIn(output: string): string | undefined {
  const downloads = output.matchAll(/^warning: Error downloading plugin: (.+)$/gm);
  const [, error] = output.match(/^error: (.+)$/m) ?? [];
  return [...downloads].at(-1)?.[1] ?? error;
}
