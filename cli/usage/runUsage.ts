// Runs npm run usage: reads the logs record by record, joins them with the file, and reports what somebody should look at.
import { today } from "../../clock";
import type { CommandContext, Outcome } from "../command";
import { deployedCustomers } from "../credentials/deployedCustomers";
import type { State } from "../recover/state";
import { requireCustomersFile } from "../requireCustomersFile";
import { stackInFolder } from "../stackInFolder";
import { readStackSettings } from "../stackSettings";
import { UserError } from "../userError";
import { logEventOf } from "./logEvent";
import { readLog } from "./readLog";
import { Usage, type UsageReport } from "./usage";
import { usageLines } from "./usageText";

/** What is joined. */
export interface UsageOptions {
  readonly logs?: readonly string[];
  /** @default - the file that the stack declares, or without a stack customers.yaml */
  readonly customers?: string;
  readonly folder: string;
  /** Whose state tells when each newest password appeared. @default - no stack is asked */
  readonly stack?: string;
}

/** Exit code 1 when somebody is refused or not seen, something is not used or not explained, or a record could not be read. @throws UserError when no event was read */
export async function runUsage(options: UsageOptions, context: CommandContext): Promise<Outcome> {
  const { logs = [] } = options;
  if (logs.length === 0) {
    throw new UserError("no log is given", {
      remedy: "name one or more exported logs: `npm run usage -- --logs logs.csv`",
    });
  }
  const file = await fileOf(options, context);
  const { customers } = await requireCustomersFile(file);
  const newest = await newestPasswords(options, context);
  const usage = new Usage();
  for (const log of logs) await take(log, usage, context.signal);
  const report = usage.report(customers, today(context.env), newest);
  if (report.events === 0) throw noEvent(report);
  return {
    exitCode: isFound(report) ? 1 : 0,
    lines: usageLines(report, context),
    data: { file, logs, ...report },
  };
}

async function fileOf(options: UsageOptions, context: CommandContext): Promise<string> {
  const { customers, stack } = options;
  if (customers !== undefined || stack === undefined) return customers ?? "customers.yaml";
  return (await readStackSettings(options, context)).customersFile;
}

async function take(log: string, usage: Usage, signal: AbortSignal): Promise<void> {
  let count = 0;
  for await (const entry of readLog(log)) {
    signal.throwIfAborted();
    count += 1;
    if ("problem" in entry) {
      usage.addUnreadable(`${entry.place}: ${entry.problem}`);
      continue;
    }
    const event = logEventOf(entry.record);
    if (typeof event === "string") usage.addUnreadable(`${entry.place}: ${event}`);
    else usage.add(event);
  }
  if (count === 0) {
    throw new UserError(`${log}: holds no record`, {
      remedy: EXPORT_AGAIN,
    });
  }
}

/** Without any event, nothing is known of who logs in. */
function noEvent({ unreadable }: UsageReport): UserError {
  const [first] = unreadable.first;
  const why = first === undefined ? "" : `: ${first}`;
  const more = unreadable.count > 1 ? `, and ${unreadable.count - 1} more records` : "";
  return new UserError(`no event was read${why}${more}`, { remedy: EXPORT_AGAIN });
}

const EXPORT_AGAIN =
  "export ContainerRegistryLoginEvents and ContainerRegistryRepositoryEvents again";

async function newestPasswords(
  options: UsageOptions,
  context: CommandContext,
): Promise<Map<string, string> | undefined> {
  if (options.stack === undefined) return undefined;
  const { stack } = await stackInFolder<State>(options, context);
  const { deployment } = await stack.read();
  return new Map(
    deployedCustomers(deployment).flatMap(({ id, credentials }): [string, string][] => {
      const { slots = [], currentSlot } = credentials ?? {};
      const current = slots.find(({ name }) => name === currentSlot);
      return current === undefined ? [] : [[id, current.createdAt]];
    }),
  );
}

function isFound({ customers, unknown, unreadable }: UsageReport): boolean {
  return (
    unknown.length > 0 ||
    unreadable.count > 0 ||
    customers.some(
      ({ isOpen, lastSeen, refusedSince, neverPulled, isSeenSince }) =>
        isOpen &&
        (lastSeen === null ||
          refusedSince !== null ||
          neverPulled.length > 0 ||
          isSeenSince === false),
    )
  );
}
