// Runs npm run handover: reads state, file and Azure, and writes the page for one customer.

import { writeAccessLine } from "../../access/accessLine";
import { connectCloud } from "../../azure/cloud";
import { today } from "../../clock";
import { accessOf } from "../../customers/accessOf";
import type { CommandContext, Outcome } from "../command";
import { meantCustomer } from "../knownCustomers";
import type { State } from "../recover/state";
import { requireCustomersFile } from "../requireCustomersFile";
import { stackInFolder } from "../stackInFolder";
import { readStackSettings } from "../stackSettings";
import { UserError } from "../userError";
import { deployedHandover } from "./deployedHandover";
import type { Handover } from "./handover";
import { handoverPage } from "./handoverPage";
import { writeNewFile } from "./newFile";
import { pageHtml } from "./pageHtml";
import { pageMarkdown } from "./pageMarkdown";
import { refusalOf } from "./passwordTrial";
import { placesInAzure, readPassword } from "./placesInAzure";
import { tokenTrouble } from "./tokenTrouble";

/** For whom, and how the page is written. */
export interface HandoverOptions {
  /** The customer's id. */
  readonly id: string;
  readonly folder: string;
  readonly stack?: string;
  /** A file for the page, as HTML. @default - Markdown is printed */
  readonly html?: string;
  readonly withPassword?: boolean;
}

/** Where the stack is read from: the CLI, or a test's own stack. */
export interface HandoverSource {
  readonly name: string;
  state(): Promise<State>;
}

/**
 * Exit code 0 for a page, 1 where the customer has no password that works.
 *
 * @param given.ca certificates to trust beside the system's
 */
export async function runHandover(
  options: HandoverOptions,
  context: CommandContext,
  given: { readonly source?: HandoverSource; readonly ca?: string } = {},
): Promise<Outcome> {
  requirePrivacy(options, context);
  const { env, signal, progress } = context;
  const { id } = options;
  const source = given.source ?? (await stackSource(options, context));
  const day = today(env);
  const { customersFile } = await readStackSettings({ ...options, stack: source.name }, context);
  const { customers } = await requireCustomersFile(customersFile, { today: day });
  const entry = customers.find((each) => each.id === id);
  const found = deployedHandover(await source.state(), id, day);
  if (entry === undefined && found.isUnknown) throw unknownCustomer(id, source.name, found.known);
  const outcome = { stack: source.name, customer: id };
  const nothing = (reason: string): Outcome => ({
    exitCode: 1,
    lines: [`${id}: ${reason}`, "nothing to hand over"],
    data: { ...outcome, reason, handover: null },
  });
  if (found.reason !== undefined) return nothing(found.reason);
  if (entry !== undefined && writeAccessLine(accessOf(entry)) !== found.accessLine) {
    progress(
      `note: the file says something else of ${id} than what was deployed; the page says what was deployed`,
    );
  }
  for (const problem of found.problems) progress(`note: ${id}: ${problem}`);
  const cloud = await connectCloud(env, { signal, ...(given.ca ? { ca: given.ca } : {}) });
  const lockedOut = await tokenTrouble(cloud, found.ids.registryId, found.deployed);
  if (lockedOut !== undefined) return nothing(lockedOut);
  const handover: Handover = {
    ...found.deployed,
    ...(entry?.displayName === undefined ? {} : { displayName: entry.displayName }),
    ...(await placesInAzure(cloud, found.ids, found.deployed.repositories, (why) =>
      progress(`note: ${why}`),
    )),
  };
  const password = options.withPassword
    ? await readPassword(cloud, found.ids, handover.secretName)
    : undefined;
  const refusal = password === undefined ? undefined : await refusalOf(cloud, handover, password);
  if (refusal?.isFinal) return nothing(refusal.reason);
  if (refusal !== undefined) progress(`note: ${id}: ${refusal.reason}`);
  const page = handoverPage(handover, password);
  const data = { ...outcome, reason: null, handover };
  if (options.html === undefined) {
    return { exitCode: 0, lines: [pageMarkdown(page)], isVerbatim: true, data };
  }
  const mode = password === undefined ? 0o644 : 0o600;
  await writeNewFile(options.html, pageHtml(page), { mode });
  const note =
    password === undefined ? "" : ", which holds the password and which only you can read";
  return { exitCode: 0, lines: [`${id}: wrote ${options.html}${note}`], data };
}

/** A pipe may lead anywhere: into a log, a mail, a chat. */
function requirePrivacy({ withPassword, html }: HandoverOptions, { isTerminal }: CommandContext) {
  if (!withPassword || html !== undefined || isTerminal) return;
  throw new UserError("--with-password: standard output is not a terminal", {
    remedy: "add --html <file>, which makes a file that only you can read",
  });
}

async function stackSource(
  options: HandoverOptions,
  context: CommandContext,
): Promise<HandoverSource> {
  const { stackName, stack } = await stackInFolder<State>(options, context);
  return {
    name: stackName,
    state: async () => (await stack.read()).deployment,
  };
}

function unknownCustomer(id: string, stack: string, known: readonly string[]): UserError {
  return new UserError(`stack ${stack} has no customer "${id}", and neither has its file`, {
    remedy:
      known.length === 0
        ? "add the customer to the file, and run `pulumi up`"
        : meantCustomer(id, known, "`npm run credentials` lists all"),
  });
}
