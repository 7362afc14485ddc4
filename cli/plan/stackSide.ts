// The stack's side of a plan: what the last update recorded, what the state knows of passwords, what a preview says.
import { resolve } from "node:path";
import { EARLIER_VERSION, isOfEarlierVersion } from "../../access/earlierVersion";
import type { AccessRecord } from "../../access/record";
import { registryId, vaultId } from "../../components/names";
import { findEngine } from "../../engine/findEngine";
import { type PreviewFindings, previewStack } from "../../engine/previewStack";
import { openStackState, selectedStack } from "../../engine/stackState";
import type { CommandContext } from "../command";
import { deployedCustomers } from "../credentials/deployedCustomers";
import type { State } from "../recover/state";
import { UserError } from "../userError";
import { type ReadTokenRights, registryTokenRights } from "./adoptions";
import { engineWords } from "./engineWords";
import type { PlanInput } from "./planInput";
import { type ListRepositories, registryRepositories } from "./reach";

/** What of a stack a plan needs. */
export interface StackSide {
  readonly stack: NonNullable<PlanInput["stack"]>;
  /** What the last update recorded; nobody where there was none. */
  readonly before: AccessRecord;
  /** Where the stack's configuration puts it, and what it lets a change do. */
  readonly settings: Pick<AccessRecord, "registryId" | "vaultId" | "protect" | "maximumLosses">;
}

/** Where a stack's side comes from: the CLI, or a test's own stack. */
export interface StackSource {
  readonly name: string;
  state(): Promise<State>;
  config(): Promise<Readonly<Record<string, string>>>;
  preview(): Promise<PreviewFindings>;
  /** What prefixes are spelled out with. @default - they are not */
  readonly repositories?: ListRepositories;
  /** What tells what is taken from tokens that are taken over. @default - that is not told */
  readonly tokenRights?: ReadTokenRights;
}

/**
 * Reads state and configuration while the preview runs.
 *
 * @param askAbout is given them at once, and asks whatever else can be asked meanwhile
 * @throws UserError for a stack that an earlier version of this project made
 */
export async function readStackSide<Answer>(
  source: StackSource,
  env: NodeJS.ProcessEnv,
  askAbout: (known: Pick<StackSide, "before" | "settings">) => Promise<Answer>,
): Promise<StackSide & { readonly answer: Answer }> {
  const reading = Promise.all([source.state(), source.config()]).then(async ([state, config]) => {
    const known = { before: recordIn(state), settings: settingsOf(config, env) };
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

function recordIn({ resources = [] }: State): AccessRecord {
  const guard = resources.find(({ type }) => type === "acr-credentials:index:AccessGuard");
  const record = (guard?.inputs ?? {}) as Partial<AccessRecord>;
  if (isOfEarlierVersion(record)) {
    throw new UserError(EARLIER_VERSION.message, { remedy: EARLIER_VERSION.remedy });
  }
  return { access: {}, ...record };
}

/** The same defaults as in config.ts, which can be read only within a run of the program. */
function settingsOf(
  config: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): StackSide["settings"] {
  const own = (key: string) => config[`customer-access:${key}`];
  const resourceGroupName = own("resourceGroupName") ?? "";
  const place = {
    subscriptionId: config["azure-native:subscriptionId"] ?? env.ARM_SUBSCRIPTION_ID ?? "",
    resourceGroupName,
    registryName: own("registryName") ?? "",
    vaultName: own("vaultName") ?? "",
    vaultResourceGroupName: own("vaultResourceGroupName") ?? resourceGroupName,
  };
  const maximumLosses = own("maximumLosses");
  return {
    registryId: registryId(place),
    vaultId: vaultId(place),
    protect: own("protect") !== "false",
    ...(maximumLosses === undefined ? {} : { maximumLosses: Number(maximumLosses) }),
  };
}
