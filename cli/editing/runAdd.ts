// Adds a customer to the file: checks the result first, then writes it, or explains why not.
import { today } from "../../clock";
import { dateComplaint } from "../../customers/calendar";
import { type LoadResult, loadCustomers } from "../../customers/load";
import { formatPath, formatProblem, type Problem } from "../../customers/problem";
import type { CustomerEntry, CustomersFile } from "../../customers/schema/schema";
import { linesOf } from "../../customers/yaml/sourceText";
import type { CommandContext, Outcome } from "../command";
import { UserError } from "../userError";
import { findCustomer, insertCustomer } from "./insertCustomer";
import { replaceFile } from "./replaceFile";
import { requireAddable } from "./requireAddable";
import { haveSameMeaning } from "./sameMeaning";
import { readSourceFile, type SourceFile } from "./sourceFile";

/** The arguments of `npm run add`. */
export interface AddOptions {
  readonly id: string;
  readonly customers: string;
  readonly repository?: readonly string[];
  readonly allowAllRepositories?: boolean;
  readonly displayName?: string;
  readonly contact?: string;
  readonly actions?: readonly string[];
  readonly until?: string;
  readonly reader?: readonly string[];
  readonly dryRun?: boolean;
}

/** Adds the customer. @throws UserError if the file or the customer has a problem; then nothing is written */
export async function runAdd(
  options: AddOptions,
  { colors, env }: Pick<CommandContext, "colors" | "env">,
): Promise<Outcome> {
  const { id, customers: file, dryRun = false } = options;
  const entry = entryOf(options);
  refuseThePast(options, today(env));
  const source = await readSourceFile(file);
  requireAddable(source, file);
  refuseTwice(id, { file, source });
  const inserted = insertCustomer(source.text, { id, entry });
  const { lines } = inserted;
  if ("refusal" in inserted) throw byHand(file, inserted.refusal, lines);
  const bytes = source.bytesOf(inserted.text);
  const loaded = requireValid(loadCustomers(bytes, { file }), options);
  if (!isAddition(source.content, loaded, { id, entry })) {
    throw byHand(file, "the lines would change the meaning of others", lines);
  }
  if (!dryRun) await replaceFile(file, bytes);
  const { line } = linesOf(inserted.text).linePos(inserted.at);
  return {
    exitCode: 0,
    lines: [
      `${file}:${line}: ${id} ${dryRun ? "would be added" : "was added"}`,
      ...lines.map((each) => colors.green(`+ ${each}`)),
      dryRun
        ? "nothing was written; leave out --dry-run to add it"
        : "next: `npm run plan -- --files-only` shows what this gives; then commit it and open a pull request",
    ],
    data: { file, id, line, lines, written: !dryRun },
  };
}

function entryOf(options: AddOptions): CustomerEntry {
  const { displayName, contact, until, allowAllRepositories } = options;
  const repositories = split(options.repository);
  if (!repositories) {
    throw new UserError(`${options.id}: no repository is given`, {
      remedy: `give what the customer may pull: \`npm run add -- ${options.id} --repository app/api --repository 'base/*'\``,
    });
  }
  const actions = split(options.actions);
  const readers = split(options.reader);
  // In the order of the schema, which is that of the lines; the rules check the values.
  const entry = {
    ...(displayName !== undefined && { displayName }),
    ...(contact !== undefined && { contact }),
    repositories,
    ...(allowAllRepositories && { allowAllRepositories }),
    ...(actions && { actions }),
    ...(until !== undefined && { accessUntil: until }),
    ...(readers && { readers }),
  };
  return entry as CustomerEntry;
}

/** The rules report a text that is not a day. */
function refuseThePast({ id, until }: AddOptions, today: string): void {
  if (until === undefined || dateComplaint(until) !== undefined || until >= today) return;
  throw new UserError(`${id} was not added: the last day, ${until}, is over`, {
    remedy: `give --until ${today} or a later day, or leave it out`,
  });
}

/** Options that may be repeated, and may hold several values with commas. */
function split(given: readonly string[] | undefined): string[] | undefined {
  return given?.flatMap((each) => each.split(",")).map((each) => each.trim());
}

function refuseTwice(id: string, { file, source }: { file: string; source: SourceFile }): void {
  const at = findCustomer(id, source.text);
  if (at === undefined) return;
  const { line } = linesOf(source.text).linePos(at);
  throw new UserError(`${file}:${line}: ${id} is there already; nothing was added`, {
    remedy: "change that entry, or give the new customer another id",
  });
}

function requireValid(result: LoadResult, { id }: AddOptions): CustomersFile {
  if (result.ok) return result.file;
  const { problems } = result;
  throw new UserError(
    [
      `${formatPath([id])} was not added, because the result would be invalid:`,
      ...problems.map(withoutPlace),
    ].join("\n  "),
    { remedy: "give other values; `npm run add -- --help` shows examples" },
  );
}

/** The lines were not written, so their numbers would help nobody. */
function withoutPlace(problem: Problem): string {
  return formatProblem(problem).slice(`${problem.file}:${problem.line}:${problem.column}  `.length);
}

function isAddition(
  before: CustomersFile | undefined,
  after: CustomersFile,
  { id, entry }: { id: string; entry: CustomerEntry },
): boolean {
  const added = after.customers.find((customer) => customer.id === id);
  const others = { ...after, customers: after.customers.filter((each) => each !== added) };
  const isMeant = added?.repositories.join("\n") === entry.repositories.join("\n");
  return isMeant && (before ? haveSameMeaning(before, others) : others.customers.length === 0);
}

function byHand(file: string, reason: string, lines: readonly string[]): UserError {
  return new UserError(`${file}: ${reason}; nothing was added`, {
    remedy: ["add the customer by hand, for example:", ...lines].join("\n  "),
  });
}
