// Opens a stack of an inline program through Pulumi's Automation API: in its own folder, with its own state.

import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { ProjectSettings, PulumiFn, Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "./engine";
import { engineEnvironment } from "./environment";

/** A stack that lives in a folder of its own. */
export interface StackOptions {
  engine: Engine;
  /** The folder for Pulumi.yaml, Pulumi.<stack>.yaml and the state; it must exist. */
  workFolder: string;
  projectName: string;
  stackName: string;
  /** The program, run in this process. */
  program: PulumiFn;
  /** The file that the CLI runs in the folder, where no program of this process is given to it. */
  main: string;
  /** Folders of plugins that this project brings, by provider name. */
  plugins: Readonly<Record<string, string>>;
  /** A folder of executables in place of Pulumi's own plugins. @default - Pulumi's own plugins */
  standIns?: string;
  /** Configuration with full keys, such as `customer-access:registryName`. */
  config: Readonly<Record<string, string>>;
  /** Further variables for the CLI and its plugins. */
  env: Readonly<Record<string, string>>;
  /** Where the CLI keeps plugins and the logs of its runs. @default - `home` in the work folder, without logs */
  pulumiHome?: string;
  /** Encrypts the secrets in the state. */
  passphrase: string;
}

/** Opens the stack, making it when it is not there. */
export async function openStack(options: StackOptions): Promise<Stack> {
  // Heavy to load, and only needed by commands that run the engine.
  const { LocalWorkspace, PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const { engine, workFolder, projectName, stackName } = options;
  const standIns = options.standIns === undefined ? {} : { standIns: options.standIns };
  const backend = { url: `file://${workFolder}` };
  // The Automation API writes `plugins` to Pulumi.yaml as it is, though its type does not name it.
  const projectSettings: ProjectSettings & { plugins: object } = {
    name: projectName,
    // The CLI itself would else look for a program in TypeScript in the work folder.
    runtime: { name: "nodejs", options: { typescript: false } },
    main: relative(workFolder, options.main),
    backend,
    plugins: {
      providers: Object.entries(options.plugins).map(([name, path]) => ({ name, path })),
    },
  };
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName, projectName, program: options.program },
    {
      pulumiCommand: await PulumiCommand.get({ root: engine.root }),
      workDir: workFolder,
      pulumiHome: options.pulumiHome ?? (await homeWithoutLogs(join(workFolder, "home"))),
      projectSettings,
      envVars: {
        ...engineEnvironment(engine, { env: process.env, ...standIns }),
        ...options.env,
        // Takes precedence over a backend in the user's environment, which would otherwise override Pulumi.yaml.
        PULUMI_BACKEND_URL: backend.url,
        PULUMI_CONFIG_PASSPHRASE: options.passphrase,
      },
    },
  );
  await stack.setAllConfig(
    Object.fromEntries(Object.entries(options.config).map(([key, value]) => [key, { value }])),
  );
  return stack;
}

/**
 * A home in which the engine keeps no log of its runs. It would write one at the highest level, a twentieth of its
 * work, and no setting turns it off. If a file has the folder's name, it continues without.
 */
async function homeWithoutLogs(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "logs"), "");
  return folder;
}
