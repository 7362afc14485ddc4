// The stack's side of a plan: the last record, the passwords in the state, and the preview's messages.
import { resolve } from "node:path";
import type { AccessRecord } from "../../access/record";
import { registryId, vaultId } from "../../components/names";
import { findEngine } from "../../engine/findEngine";
import { type PreviewFindings, previewStack } from "../../engine/previewStack";
import { openStackState, selectedStack } from "../../engine/stackState";
import type { CommandContext } from "../command";
import { deployedCustomers } from "../credentials/deployedCustomers";
import { recordIn } from "../recordIn";
import type { State } from "../recover/state";
import { placeIn } from "../stackPlace";
import { type ReadTokenRights, registryTokenRights } from "./adoptions";
import { engineWords } from "./engineWords";
import type { PlanInput } from "./planInput";
import { type ListRepositories, registryRepositories } from "./reach";

/** The data of a stack that a plan needs. */
export interface StackSide {
  readonly stack: NonNullable<PlanInput["stack"]>;
  /** What the last update recorded; nobody where there was none. */
  readonly before: AccessRecord;
  /** The stack's registry and vault, and its limits for a change, from its configuration. */
  readonly settings: Pick<AccessRecord, "registryId" | "vaultId" | "protect" | "maximumLosses">;
  /** The file that the stack's configuration names. */
  readonly declaredFile: string | undefined;
}

/** Where a stack's side comes from: the CLI, or a test's own stack. */
export interface StackSource {
  readonly name: string;
  state(): Promise<State>;
  config(): Promise<Readonly<Record<string, string>>>;
  preview(): Promise<PreviewFindings>;
  /** Expands prefixes. @default - prefixes are not expanded */
  readonly repositories?: ListRepositories;
  /** Reads the rights of adopted tokens. @default - they are not compared */
  readonly tokenRights?: ReadTokenRights;
}

/**
 * Reads state and configuration while the preview runs.
 *
 * @param askAbout is called with them at once, and reads further data in the meantime
 * @throws UserError for a stack that an earlier version of this project made
 */
export async function readStackSide<Answer>(
  source: StackSource,
  env: NodeJS.ProcessEnv,
  askAbout: (known: Omit<StackSide, "stack">) => Promise<Answer>,
): Promise<StackSide & { readonly answer: Answer }> {
  const reading = Promise.all([source.state(), source.config()]).then(async ([state, config]) => {
    const known = {
      before: recordIn(state),
      settings: settingsOf(config, env),
      declaredFile: config["customer-access:customersFile"],
    };
    return { ...known, state, answer: await askAbout(known) };
  });
  const [findings, { state, ...rest }] = await Promise.all([source.preview(), reading]);
  return {
    ...rest,
    stack: {
      name: source.name,
      customers: deployedCustomers(state),
      words: engineWords(findings),
    },
  };
}

/** The stack that is named or selected in a folder, by the CLI. */
export async function stackSource(
  options: {
    readonly folder: string;
    readonly stack?: string;
    readonly refresh: boolean;
    readonly today: string;
  },
  { env, signal, progress }: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<StackSource> {
  const folder = resolve(options.folder);
  const engine = await findEngine({ onProgress: progress, env, signal });
  const name = options.stack ?? (await selectedStack({ engine, folder, env }));
  const where = { engine, folder, env, stackName: name };
  const opened = openStackState<State>(where);
  return {
    name,
    state: async () => (await opened.read()).deployment,
    config: () => opened.config(),
    preview: () => previewStack({ ...where, refresh: options.refresh, signal }),
    repositories: registryRepositories(env, { signal }),
    tokenRights: registryTokenRights(env, { signal, today: options.today }),
  };
}

function settingsOf(
  config: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): StackSide["settings"] {
  // The preview says what is missing; until then nothing can be read.
  const place = placeIn(config, env);
  const maximumLosses = config["customer-access:maximumLosses"];
  return {
    ...(place === undefined ? {} : { registryId: registryId(place), vaultId: vaultId(place) }),
    protect: config["customer-access:protect"] !== "false",
    ...(maximumLosses === undefined ? {} : { maximumLosses: Number(maximumLosses) }),
  };
}
