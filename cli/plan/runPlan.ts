// Runs npm run plan: reads both sides of the change, makes the plan and prints it in the requested form.
import { relative } from "node:path";
import { writeAccessLine } from "../../access/accessLine";
import type { AccessRecord } from "../../access/record";
import { today } from "../../clock";
import { accessOf } from "../../customers/accessOf";
import { adopting } from "../../customers/isAdopted";
import type { Problem } from "../../customers/problem";
import type { CustomersFile } from "../../customers/schema/schema";
import { annotations } from "../annotations";
import type { CommandContext, Outcome } from "../command";
import { requireCustomersFile } from "../requireCustomersFile";
import { readStackSettings } from "../stackSettings";
import { UserError } from "../userError";
import { adoptionsOf } from "./adoptions";
import { readBaseFile } from "./baseFile";
import { requireDeclaredFile } from "./declaredFile";
import { exitCodeOf, type FailOn } from "./exitCode";
import { makePlan } from "./makePlan";
import type { PlanInput } from "./planInput";
import { planMarkdown } from "./planMarkdown";
import type { Plan } from "./planSchema";
import { planText } from "./planText";
import { reachOf } from "./reach";
import { readStackSide, type StackSource, stackSource } from "./stackSide";

/** What is compared, and how it is shown. */
export interface PlanOptions {
  /** @default - the file that the stack declares, and `customers.yaml` with `filesOnly` */
  readonly customers?: string;
  readonly folder: string;
  readonly stack?: string;
  readonly base?: string;
  readonly filesOnly?: boolean;
  readonly refresh?: boolean;
  readonly maximumLosses?: string;
  readonly failOn?: string;
  readonly markdown?: boolean;
}

/** @param source where the stack is read from, when that is not the CLI in the folder */
export async function runPlan(
  options: PlanOptions,
  context: CommandContext,
  source?: StackSource,
): Promise<Outcome> {
  const failOn = failOnOf(options.failOn);
  const maximumLosses = countOf(options.maximumLosses);
  if (maximumLosses !== undefined && !options.filesOnly) {
    throw new UserError("--maximum-losses is for --files-only", {
      remedy: "a stack has its own: `pulumi config set customer-access:maximumLosses <number>`",
    });
  }
  const day = today(context.env);
  const customers = await fileOf(options, context);
  const named = { ...options, customers };
  const file = await requireCustomersFile(customers, {
    today: day,
    onProblems: (problems) => annotate(problems, context),
  });
  const input = options.filesOnly
    ? await filesAlone(file, named, { day, maximumLosses })
    : await withStack(file, named, { day, context, source });
  const plan = makePlan(input);
  annotate(refusalsAsProblems(plan), context);
  return {
    exitCode: exitCodeOf(plan, failOn),
    lines: options.markdown ? [planMarkdown(plan)] : planText(plan, context.colors),
    isVerbatim: options.markdown === true,
    data: plan,
  };
}

/** With the file that is compared. */
type Named = PlanOptions & { readonly customers: string };

async function fileOf(options: PlanOptions, context: CommandContext): Promise<string> {
  const { customers, filesOnly } = options;
  if (customers !== undefined) return customers;
  if (filesOnly) return "customers.yaml";
  return relative("", (await readStackSettings(options, context)).customersFile);
}

/** On standard error, which build systems also read: standard output may be the text of a comment. */
function annotate(
  problems: readonly Problem[],
  { env, progress }: Pick<CommandContext, "env" | "progress">,
): void {
  for (const line of annotations(problems, env)) progress(line, { isVerbatim: true });
}

/** The whole file is refused, so the message is at its first line. */
function refusalsAsProblems({ file, refusals }: Plan): Problem[] {
  return refusals.map((message) => ({
    file,
    line: 1,
    column: 1,
    path: "",
    message,
    rule: "access-is-not-taken-by-a-slip",
  }));
}

/** The base without which `--files-only` compares with the last commit. */
const LAST_COMMIT = "HEAD";

async function filesAlone(
  file: CustomersFile,
  { customers, base = LAST_COMMIT }: Named,
  { day, maximumLosses }: { day: string; maximumLosses: number | undefined },
): Promise<PlanInput> {
  const earlier = await readBaseFile(base, customers, file);
  return {
    today: day,
    fileName: customers,
    file,
    before: earlier.file === undefined ? { access: {} } : recordOf(earlier.file, {}),
    after: recordOf(file, maximumLosses === undefined ? {} : { maximumLosses }),
    base: { ref: base, file: earlier.file },
  };
}

async function withStack(
  file: CustomersFile,
  options: Named,
  {
    day,
    context,
    source,
  }: { day: string; context: CommandContext; source: StackSource | undefined },
): Promise<PlanInput> {
  const { base, customers, folder, stack, refresh = false } = options;
  const earlier = base === undefined ? undefined : await readBaseFile(base, customers, file);
  const asked = { folder, refresh, today: day, ...(stack === undefined ? {} : { stack }) };
  const from = source ?? (await stackSource(asked, context));
  context.progress(`pulumi preview of stack ${from.name} ...`);
  const side = await readStackSide(
    from,
    context.env,
    async ({ before, settings, declaredFile }) => {
      requireDeclaredFile(declaredFile, { customers, folder, stack: from.name });
      const change = { today: day, before, after: recordOf(file, settings) };
      const adoptions = await adoptionsOf(change, from.tokenRights);
      const { warnings = [], ...reach } = await reachOf(change, from.repositories);
      return {
        ...change,
        ...reach,
        ...(adoptions === undefined ? {} : { adoptions }),
        warnings: [...(adoptions?.notes ?? []), ...warnings],
      };
    },
  );
  return {
    ...side.answer,
    fileName: customers,
    file,
    ...(base === undefined || earlier === undefined
      ? {}
      : { base: { ref: base, file: earlier.file } }),
    stack: side.stack,
  };
}

function recordOf(
  file: CustomersFile,
  settings: Pick<AccessRecord, "registryId" | "vaultId" | "protect" | "maximumLosses">,
): AccessRecord {
  const adopt = adopting(file.customers);
  return { ...settings, access: linesOf(file), adopt, acknowledge: file.acknowledge };
}

function linesOf({ customers }: CustomersFile): Record<string, string> {
  return Object.fromEntries(
    customers.map((customer) => [customer.id, writeAccessLine(accessOf(customer))]),
  );
}

function failOnOf(given = "losses"): FailOn {
  if (given === "losses" || given === "guard") return given;
  throw new UserError(`--fail-on: "${given}" is not one of the choices`, {
    remedy: "use --fail-on losses (default) or --fail-on guard",
  });
}

function countOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,6}$/.test(given)) return Number(given);
  throw new UserError(`--maximum-losses: "${given}" is not a number of customers`, {
    remedy: "give a whole number, for example --maximum-losses 3",
  });
}
