// Runs npm run credentials: reads the state, reports on each customer, and selects the requested ones.

import { today } from "../../clock";
import { dateComplaint } from "../../customers/calendar";
import type { CommandContext, Outcome } from "../command";
import { meantCustomer } from "../knownCustomers";
import type { State } from "../recover/state";
import { stackInFolder } from "../stackInFolder";
import { UserError } from "../userError";
import { credentialTable, needLines } from "./credentialTable";
import type { CustomerReport } from "./customerReport";
import { countDays } from "./days";
import { type DeployedCustomer, deployedCustomers } from "./deployedCustomers";
import { onDay } from "./onDay";
import { onDayLines } from "./onDayLines";
import { needsSomebody, reportOf } from "./reportOf";

/** What is listed. */
export interface CredentialsOptions {
  readonly folder: string;
  readonly stack?: string;
  /** Customer ids, each also with commas. @default - all customers */
  readonly customer?: readonly string[];
  /** Only customers who need attention within so many days. @default - all customers */
  readonly endingWithin?: string;
  /** Instead: who is locked out on this day, and who must have fetched a new password by then. */
  readonly on?: string;
}

/** Exit code 1 for problems that can be corrected, with `endingWithin` if any customer is listed, and with `on` if any is locked out. */
export async function runCredentials(
  options: CredentialsOptions,
  context: CommandContext,
): Promise<Outcome> {
  const withinDays = daysOf(options.endingWithin);
  const day = today(context.env);
  const later = laterDay(options, day);
  const { stackName, stack } = await stackInFolder<State>(options, context);
  const { deployment } = await stack.read();
  const chosen = select(deployedCustomers(deployment), options.customer, stackName);
  if (later !== undefined) return outcomeOn(later, chosen, { day, stackName, context });
  const asked = chosen.map((customer) => reportOf(customer, day));
  const listed =
    withinDays === undefined
      ? asked
      : asked.filter((report) => needsSomebody(report, day, withinDays));
  const isWrong = listed.some(({ problems }) => problems.length > 0);
  const isFound = withinDays === undefined ? isWrong : listed.length > 0;
  return {
    exitCode: isFound ? 1 : 0,
    lines: [
      ...(listed.length === 0 ? [] : [credentialTable(listed, day, context)]),
      ...needLines(listed, day, context.colors),
      `${stackName} on ${day}${summary(listed, asked.length, withinDays)}`,
    ],
    data: { stack: stackName, today: day, customers: listed },
  };
}

function daysOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,4}$/.test(given) && Number(given) <= 3650) return Number(given);
  throw new UserError(`--ending-within: "${given}" is not a number of days`, {
    remedy: "give a whole number from 0 to 3650, for example --ending-within 7",
  });
}

function laterDay({ on, endingWithin }: CredentialsOptions, today: string): string | undefined {
  if (on === undefined) return undefined;
  if (endingWithin !== undefined) {
    throw new UserError("--on and --ending-within are two questions", {
      remedy: "ask one of them",
    });
  }
  const complaint =
    dateComplaint(on) ?? (on < today ? `${on} is over; give ${today} or a later day` : undefined);
  if (complaint === undefined) return on;
  const [message = "", remedy = ""] = complaint.split("; ");
  throw new UserError(`--on: ${message}`, { remedy });
}

function outcomeOn(
  later: string,
  customers: readonly DeployedCustomer[],
  { day, stackName, context }: { day: string; stackName: string; context: CommandContext },
): Outcome {
  const found = onDay(customers, day, later);
  const { lockedOut, mustFetch } = found;
  const count = `${customers.length} ${customers.length === 1 ? "customer" : "customers"}`;
  return {
    exitCode: lockedOut.length > 0 ? 1 : 0,
    lines: [
      ...onDayLines(found, { today: day, day: later, colors: context.colors }),
      `${stackName} on ${day}, ${count}: ${lockedOut.length} locked out on ${later} without a run, ${mustFetch.length} ${mustFetch.length === 1 ? "password" : "passwords"} to be replaced by then`,
    ],
    data: { stack: stackName, today: day, on: later, ...found },
  };
}

function select(
  all: readonly DeployedCustomer[],
  given: readonly string[] | undefined,
  stackName: string,
): readonly DeployedCustomer[] {
  if (given === undefined) return all;
  const ids = given.flatMap((each) => each.split(",")).filter((id) => id !== "");
  const known = all.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return all.filter(({ id }) => ids.includes(id));
  throw new UserError(`--customer: stack ${stackName} has no customer "${unknown}"`, {
    remedy:
      known.length === 0
        ? "run `pulumi up` first, which declares the customers of the file"
        : meantCustomer(unknown, known, "without --customer all are listed"),
  });
}

function summary(
  listed: readonly CustomerReport[],
  askedCount: number,
  withinDays: number | undefined,
): string {
  const customers = `${askedCount} ${askedCount === 1 ? "customer" : "customers"}`;
  if (askedCount === 0) return ": no customer was declared yet";
  if (withinDays !== undefined) {
    const within = `within ${countDays(withinDays)}`;
    return listed.length === 0
      ? `: none of ${customers} needs attention ${within}`
      : `: ${listed.length} of ${customers} ${listed.length === 1 ? "needs" : "need"} attention ${within}`;
  }
  const wrong = listed.filter(({ problems }) => problems.length > 0).length;
  const waiting = listed.filter(({ waitingSince }) => waitingSince !== null).length;
  const parts = [
    wrong === 0 ? "nothing is wrong" : `something is wrong with ${wrong}`,
    waiting === 0 ? "no new password is waiting" : `new passwords are waiting for ${waiting}`,
  ];
  return `, ${customers}: ${parts.join(", ")}`;
}
