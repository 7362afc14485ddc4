// The Azure CLI, unchanged, set up for one emulator: a configuration of its own, and no way to any other machine.
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeUse } from "../../../emulator/usage";
import type { EmulatedAzure } from "../useEmulator";
import { type ConnectProxy, startConnectProxy } from "./connectProxy";

/** An Azure CLI that is logged in to an emulator. */
export interface AzureCli {
  /** The hosts that it asked for, outside this machine. */
  outside(): string[];
  /** Runs a line as a shell does, and returns what it printed. @throws with what it said when it failed */
  run(line: string): Promise<string>;
  close(): Promise<void>;
}

/** Where the Azure CLI looks for updates of itself, whatever cloud it is for. */
const OWN_UPDATES = "azcliprod.blob.core.windows.net";

/** Whether there is an `az` on PATH. */
export function isAzureCliInstalled(): boolean {
  return spawnSync("az", ["version"]).status === 0;
}

/** Registers the emulator as a cloud and logs in as its deployer, by the lines that the emulator prints. */
export async function startAzureCli({ emulator }: EmulatedAzure): Promise<AzureCli> {
  const folder = await mkdtemp(join(tmpdir(), "emulator-az-"));
  const proxy = await startConnectProxy();
  const run = (line: string) => runLine(line, environmentOf(folder, emulator, proxy));

  for (const [, line = ""] of describeUse(emulator).matchAll(/^ *(az .+)$/gm)) {
    await run(line);
  }
  return {
    run,
    outside: () =>
      [...proxy.hosts].filter((host) => host !== OWN_UPDATES && !/(^|\.)localhost$/.test(host)),
    close: async () => {
      await proxy.close();
      await rm(folder, { recursive: true });
    },
  };
}

function environmentOf(
  folder: string,
  { environment, caFile }: EmulatedAzure["emulator"],
  { url }: ConnectProxy,
) {
  return {
    ...environment,
    PATH: process.env.PATH,
    HOME: folder,
    AZURE_CONFIG_DIR: folder,
    AZURE_CORE_INSTANCE_DISCOVERY: "false",
    AZURE_CORE_COLLECT_TELEMETRY: "no",
    AZURE_CORE_NO_COLOR: "yes",
    REQUESTS_CA_BUNDLE: caFile,
    HTTPS_PROXY: url,
    HTTP_PROXY: url,
  };
}

function runLine(line: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("bash", ["-c", line], { env }, (error, output, errors) => {
      if (error === null) {
        resolve(output);
      } else {
        reject(new Error(`${line}\n${errors}`));
      }
    });
  });
}
