// Runs npm run verify: acts as every customer, and shows what was found; with --evidence it keeps it.
import { relative, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { connectCloud } from "../../azure/cloud";
import type { HttpOptions } from "../../azure/http";
import { now, today } from "../../clock";
import { registryId, vaultId } from "../../components/names";
import type { Customer, CustomersFile } from "../../customers/schema/schema";
import type { StackState } from "../../engine/stackState";
import { PROJECT_FOLDER } from "../../projectFolder";
import type { CommandContext, Outcome } from "../command";
import { meantCustomer } from "../knownCustomers";
import { requireDeclaredFile } from "../plan/declaredFile";
import { step } from "../progress";
import type { State } from "../recover/state";
import { requireCustomersFile } from "../requireCustomersFile";
import { stackInFolder } from "../stackInFolder";
import { isUserError, UserError } from "../userError";
import { openAzureSide } from "./azureSide";
import { checkEvidence } from "./checkEvidence";
import { type DeployedStack, readDeployedStack } from "./deployedStack";
import { requireEvidencePlace, writeEvidence } from "./evidenceFile";
import type { CustomerEvidence, Evidence } from "./evidenceSchema";
import { fileCommit } from "./fileCommit";
import { stillDeployed, verifyAll } from "./verifyAll";
import { findingLines, verifyTable } from "./verifyTable";

/** What is verified, and where it is kept. */
export interface VerifyOptions {
  readonly folder: string;
  readonly stack?: string;
  /** @default - the file that the stack declares */
  readonly customers?: string;
  /** Customer ids, each also with commas. @default - all customers */
  readonly customer?: readonly string[];
  /** File to write what was found to. @default - it is only printed */
  readonly evidence?: string;
  /** File with what was found earlier, which is compared instead. @default - customers are verified */
  readonly checkEvidence?: string;
  readonly maximumAgeDays?: string;
}

/** Where a stack is read from, and how requests are sent, when that is not the CLI in the folder. */
export interface VerifySource {
  readonly stackName: string;
  readonly stack: Pick<StackState<State>, "read" | "config">;
  readonly http?: HttpOptions;
}

/** Exit code 1 when anything is not as the file says, 2 when that is not known of somebody. */
export async function runVerify(
  options: VerifyOptions,
  context: CommandContext,
  given?: VerifySource,
): Promise<Outcome> {
  if (options.maximumAgeDays !== undefined && options.checkEvidence === undefined) {
    throw new UserError("--maximum-age-days: nothing is compared with it", {
      remedy: "name the evidence with --check-evidence <file>",
    });
  }
  const { evidence: written } = options;
  if (written !== undefined && options.checkEvidence === undefined) {
    await requireEvidencePlace(written);
  }
  const source: VerifySource = given ?? (await stackInFolder<State>(options, context));
  const stack = await readDeployedStack(source, context.env);
  const file = await declaredFile(options, stack, context);
  if (options.checkEvidence !== undefined) {
    return checkEvidence(
      { ...options, checkEvidence: options.checkEvidence },
      {
        stack,
        file,
        customers: select(file.content.customers, options.customer),
        now: now(context.env),
      },
    );
  }
  const evidence = await verify({ options, stack, file, http: source.http ?? {} }, context);
  const { customers, notes } = evidence;
  const kept = written === undefined ? undefined : await keep(written, evidence);
  return {
    exitCode: kept?.isWritten === false ? 2 : exitCodeOf(customers),
    lines: [
      ...(customers.length === 0 ? [] : [verifyTable(customers, context)]),
      ...findingLines(customers, context),
      ...notes,
      summary(evidence),
      ...(kept === undefined ? [] : [kept.line]),
    ],
    data: evidence,
  };
}

/** What was found is shown also where it cannot be kept. */
async function keep(path: string, evidence: Evidence) {
  try {
    await writeEvidence(path, evidence);
    return { isWritten: true, line: `wrote ${path}` };
  } catch (thrown) {
    if (!isUserError(thrown)) throw thrown;
    return { isWritten: false, line: `${thrown.message}; ${thrown.remedy}` };
  }
}

async function declaredFile(
  { customers, folder }: VerifyOptions,
  { customersFile, stackName }: DeployedStack,
  { env }: CommandContext,
): Promise<{ path: string; content: CustomersFile }> {
  const path = customers ?? customersFile;
  requireDeclaredFile(customersFile, { customers: path, folder, stack: stackName });
  const content = await requireCustomersFile(path, { today: today(env) });
  const within = relative(PROJECT_FOLDER, resolve(path));
  return { path: within.startsWith("..") ? path : within, content };
}

async function verify(
  work: {
    options: VerifyOptions;
    stack: DeployedStack;
    file: { path: string; content: CustomersFile };
    http: HttpOptions;
  },
  context: CommandContext,
): Promise<Evidence> {
  const { options, stack, file, http } = work;
  const { env, signal } = context;
  const { place, deployed, stackName, appliedSha256 } = stack;
  const customers = select(file.content.customers, options.customer);
  const cloud = await connectCloud(env, { ...http, signal });
  const azure = await openAzureSide(cloud, place);
  const world = {
    azure,
    deployed,
    today: today(env),
    now: () => now(env),
    wait: (ms: number) => setTimeout(ms, undefined, { signal }),
    passwords: new Map<string, string>(),
  };
  const found = await step(context, "Acting as each customer", ({ update }) =>
    verifyAll(customers, world, (done, id) => update(`${done} of ${customers.length}: ${id}`)),
  );
  // What was cancelled is not known of anybody; there is nothing to show.
  signal.throwIfAborted();
  const removed =
    options.customer === undefined ? stillDeployed(world, file.content.customers) : [];
  const { sha256 } = file.content;
  const { commit, note } = await fileCommit(resolve(PROJECT_FOLDER, file.path));
  return {
    version: 1,
    madeAt: now(env).toISOString(),
    stack: stackName,
    registryId: registryId(place),
    loginServer: azure.loginServer,
    vaultId: vaultId(place),
    file: { path: file.path, sha256, commit: commit ?? null },
    notes: [
      ...(appliedSha256 === sha256 ? [] : [notApplied(file.path)]),
      ...(note ? [`${file.path} is given without a commit: ${note}`] : []),
    ],
    customers: [...found, ...removed],
  };
}

function notApplied(path: string): string {
  return `${path} is not what the last update applied: run \`pulumi up\` first, and verify then`;
}

function select(
  all: readonly Customer[],
  given: readonly string[] | undefined,
): readonly Customer[] {
  if (given === undefined) return all;
  const ids = given.flatMap((each) => each.split(",")).filter((id) => id !== "");
  const known = all.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return all.filter(({ id }) => ids.includes(id));
  throw new UserError(`--customer: the file has no customer "${unknown}"`, {
    remedy: meantCustomer(unknown, known, "without --customer all are verified"),
  });
}

function exitCodeOf(customers: readonly CustomerEvidence[]): number {
  if (customers.some(({ verdict }) => verdict === "found")) return 1;
  return customers.some(({ verdict }) => verdict === "undecided") ? 2 : 0;
}

function summary({ customers, stack, loginServer }: Evidence): string {
  const count = (verdict: CustomerEvidence["verdict"]) =>
    customers.filter((customer) => customer.verdict === verdict).length;
  const [wrong, unknown, all] = [count("found"), count("undecided"), customers.length];
  const where = `${stack} at ${loginServer}`;
  if (wrong + unknown === 0) {
    return `${where}: ${all === 1 ? "the customer" : `each of ${all} customers`} can do what the file says, and nothing else`;
  }
  const parts = [
    ...(wrong === 0 ? [] : [`${wrong} not as the file says`]),
    ...(unknown === 0 ? [] : [`${unknown} not known`]),
  ];
  return `${where}: of ${all} ${all === 1 ? "customer" : "customers"} ${parts.join(", ")}`;
}
