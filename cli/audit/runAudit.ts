// Runs npm run audit: reads the history that Pulumi keeps, and answers one question from it.

import { writeFile } from "node:fs/promises";
import { accessAnswer } from "../../audit/answers/access";
import type { Answer } from "../../audit/answers/answer";
import { changesAnswer } from "../../audit/answers/changes";
import { credentialsAnswer } from "../../audit/answers/credentials";
import { customerAnswer } from "../../audit/answers/customer";
import { repositoryAnswer, repositoryHistory } from "../../audit/answers/repository";
import type { Lives } from "../../audit/lives";
import { livesOf } from "../../audit/livesOf";
import type { History } from "../../audit/snapshot";
import { verdictOn } from "../../audit/verify/verdict";
import { now } from "../../clock";
import type { CommandContext, Outcome } from "../command";
import { meantCustomer } from "../knownCustomers";
import { UserError } from "../userError";
import { anchorHead } from "./anchorHead";
import { attestation } from "./attestation";
import { asCsv, asMarkdown, asTable } from "./forms";
import { readRuns } from "./givenFiles";
import { beginningOf, momentOf, refuseFuture } from "./moments";
import { type AuditOptions, refuseContradictions } from "./options";
import { readAnchors } from "./readAnchors";
import { signHead } from "./signHead";
import { openHistory } from "./sources/openHistory";

/** Exit code 1 when the answer names something that somebody must look at. */
export async function runAudit(options: AuditOptions, context: CommandContext): Promise<Outcome> {
  refuseContradictions(options);
  if (options.sign !== undefined) {
    const envelope = await signHead(await opened(options, context), options.sign, context);
    return { exitCode: 0, lines: [JSON.stringify(envelope)], isVerbatim: true, data: envelope };
  }
  if (options.anchor === true) {
    const head = anchorHead(await opened(options, context), "--anchor", context.env);
    return { exitCode: 0, lines: [JSON.stringify(head)], isVerbatim: true, data: head };
  }
  const answer = await answerTo(options, context);
  return {
    exitCode: answer.hasFindings === true ? 1 : 0,
    lines: printed(answer, options, context),
    isVerbatim: options.csv === true || options.markdown === true,
    data: answer.data,
  };
}

async function answerTo(options: AuditOptions, context: CommandContext): Promise<Answer> {
  if (options.attest !== undefined) return attestation(options.attest, options, context);
  const to = options.to === undefined ? undefined : momentOf(options.to, "--to");
  const from = options.from === undefined ? undefined : beginningOf(options.from, "--from");
  const present = now(context.env).toISOString();
  refuseFuture(options, present);
  const at = options.at === undefined ? (to ?? present) : momentOf(options.at, "--at");
  const history = await opened(options, context);
  const lives = livesOf(history, at);
  if (options.html !== undefined) await writePage(options.html, lives);
  if (from !== undefined) {
    const logged = options.runs === undefined ? undefined : await readRuns(options.runs);
    for (const problem of logged?.problems ?? []) context.progress(problem);
    return changesAnswer(lives, { from, to: at, ...(logged && { runs: logged.runs }) });
  }
  return oneQuestion(options, history, lives);
}

async function opened(
  { folder, history, stack: [stack] = [] }: AuditOptions,
  context: CommandContext,
): Promise<History> {
  const where = { ...(history && { history }), ...(stack && { stack }) };
  return openHistory({ folder, ...where }, context);
}

async function oneQuestion(options: AuditOptions, history: History, lives: Lives): Promise<Answer> {
  const { customer, repository } = options;
  if (options.verify === true) {
    const { anchors: path, key = [] } = options;
    const anchors = path === undefined ? undefined : await readAnchors(path, key);
    return verdictOn(history, lives, anchors);
  }
  if (customer !== undefined) return customerAnswer(lives, customer) ?? unknown(customer, lives);
  if (repository !== undefined) {
    return options.at === undefined
      ? repositoryHistory(lives, repository)
      : repositoryAnswer(lives, repository);
  }
  return options.credentials === true ? credentialsAnswer(lives) : accessAnswer(lives);
}

function unknown(customer: string, { customers, stack, asOf }: Lives): never {
  const ids = customers.map(({ id }) => id);
  throw new UserError(
    `--customer: the history of ${stack} up to ${asOf.slice(0, 10)} knows nobody called "${customer}"`,
    { remedy: ids.length === 0 ? "it knows nobody" : meantCustomer(customer, ids) },
  );
}

function printed(
  answer: Answer,
  options: AuditOptions,
  { columns, progress }: CommandContext,
): string[] {
  if (options.csv === true) {
    for (const note of answer.notes) progress(note);
    return [asCsv(answer).trimEnd()];
  }
  const text = options.markdown === true ? [asMarkdown(answer)] : asTable(answer, columns);
  return options.html === undefined ? text : [...text, `wrote ${options.html}`];
}

async function writePage(file: string, lives: Lives): Promise<void> {
  const { auditPage } = await import("./page/auditPage.js");
  await writeFile(file, await auditPage(lives)).catch((thrown: NodeJS.ErrnoException) => {
    throw new UserError(`--html ${file}: cannot be written (${thrown.code})`, {
      remedy: "name a file in a folder that is there",
    });
  });
}
