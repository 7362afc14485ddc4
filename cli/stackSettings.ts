// Reads the settings of a stack from its file Pulumi.<stack>.yaml, for commands that need no engine and no right on the backend.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { registryId, vaultId } from "../components/names";
import type { DriftPlace } from "../drift/facts";
import { findEngine } from "../engine/findEngine";
import { selectedStack } from "../engine/stackState";
import type { CommandContext } from "./command";
import { requireProject } from "./stackInFolder";
import { placeIn } from "./stackPlace";
import { UserError } from "./userError";

/** The settings that such commands use. */
export interface StackSettings {
  readonly stack: string;
  readonly place: DriftPlace;
  /** The file that the command names, or the stack declares; relative to the current folder. */
  readonly customersFile: string;
  /** Object ids, in lower case, of principals that are known to have rights. */
  readonly operators: readonly string[];
  /** Ids of other stacks that have customers in this registry. */
  readonly otherStacks: readonly string[];
  /** Names, in lower case, of webhooks that are known and not of a sync. */
  readonly knownWebhooks: readonly string[];
}

/** @throws UserError for a stack without a settings file, or with a setting missing */
export async function readStackSettings(
  options: { readonly folder: string; readonly stack?: string; readonly customers?: string },
  context: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<StackSettings> {
  const stack = options.stack ?? (await selected(options.folder, context));
  const file = join(options.folder, `Pulumi.${stack}.yaml`);
  const config = await readConfigFile(file, stack);
  const place = placeIn(config, context.env);
  if (place === undefined) {
    throw new UserError(`${file}: does not say where registry and vault are`, {
      remedy:
        "set azure-native:subscriptionId, customer-access:resourceGroupName, registryName and vaultName by `pulumi config set`",
    });
  }
  const declared = config["customer-access:customersFile"] ?? "customers.yaml";
  return {
    stack,
    place: { registryId: registryId(place), vaultId: vaultId(place) },
    customersFile: options.customers ?? resolveIn(options.folder, declared),
    operators: listIn(config["customer-access:operators"]),
    otherStacks: listIn(config["customer-access:otherStacks"]),
    knownWebhooks: listIn(config["customer-access:knownWebhooks"]),
  };
}

function listIn(setting = ""): string[] {
  return setting
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((each) => each !== "");
}

async function selected(
  folder: string,
  { env, signal, progress }: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<string> {
  const project = requireProject(folder);
  const engine = await findEngine({ onProgress: progress, env, signal });
  return selectedStack({ engine, folder: project, env });
}

async function readConfigFile(file: string, stack: string): Promise<Record<string, string>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new UserError(`${file}: cannot be read`, {
      remedy: `name the folder in which stack ${stack} has its settings with --folder`,
      cause,
    });
  });
  try {
    const parsed = parse(text) as { config?: object | null } | null;
    const plain = Object.entries(parsed?.config ?? {}).filter(
      ([, value]) => typeof value !== "object",
    );
    return Object.fromEntries(plain.map(([key, value]) => [key, String(value)]));
  } catch (cause) {
    throw new UserError(`${file}: is not YAML`, { remedy: "correct it", cause });
  }
}

/** As the program resolves it, and short where the folder is the current one. */
function resolveIn(folder: string, file: string): string {
  return folder === "." ? file : resolve(folder, file);
}
