// Runs npm run adopt: reads the registry and the file, prints the draft, and with --apply writes it into the file.
import { readFile } from "node:fs/promises";
import type { HttpOptions } from "../../azure/http";
import { parseRegistryId } from "../../azure/tokens/tokenId";
import { now, today } from "../../clock";
import { ownerIn } from "../../drift/declared";
import type { CommandContext, Outcome } from "../command";
import { USUAL } from "../editing/entryLines";
import { requireAddable } from "../editing/requireAddable";
import { readSourceFile } from "../editing/sourceFile";
import { readDocument } from "../editing/yamlDocument";
import { UserError } from "../userError";
import { wrapped } from "../wrapped";
import type { Draft } from "./draft";
import { draftEntries } from "./draftEntries";
import { COMMENT_WIDTH, draftLines, waitingIn } from "./draftLines";
import { type RegistryOptions, readTokens, registryAndFile } from "./foundRegistry";
import { readSheet, type Sheet } from "./readSheet";
import { counted, summaryLines } from "./summary";
import { writeDrafts } from "./writeDrafts";

/** What is drafted, and where it goes. */
export interface AdoptOptions extends RegistryOptions {
  readonly csv?: string;
  readonly apply?: boolean;
}

/** Exit code 1 when a token needs a decision. @param http how requests are sent, where that is not the usual way */
export async function runAdopt(
  options: AdoptOptions,
  context: CommandContext,
  http: HttpOptions = {},
): Promise<Outcome> {
  const { csv, apply = false } = options;
  const { registryId, file } = await registryAndFile(options, context);
  const source = await readSourceFile(file);
  requireAddable(source, file);
  const sheet = csv === undefined ? undefined : await sheetIn(csv);
  // Without rows there is nothing more to say about them, so Azure need not be asked.
  if (sheet?.rows.length === 0) requireRight(sheet.problems);
  const registry = await readTokens(registryId, context, http);
  const { registryName } = parseRegistryId(registryId);
  const customers = source.content?.customers ?? [];
  const owner = ownerIn({ customers, ...registry }, registryName);
  const day = today(context.env);
  const { sheetProblems, ...found } = draftEntries({
    ...registry,
    customers,
    hasDefaultActions: hasDefaultActions(source.text),
    today: day,
    now: now(context.env).toISOString(),
    ...(owner === undefined ? {} : { owner }),
    ...(sheet === undefined ? {} : { sheet }),
  });
  requireRight(sheetProblems);
  const commented = new Set(waitingIn(source.text));
  const isWaiting = ({ token }: Draft) => commented.has(token);
  const drafts = found.drafts.filter((draft) => !isWaiting(draft));
  const waiting = found.drafts.filter(isWaiting).map(({ token }) => token);
  const result = { ...found, drafts, waiting };
  const summary = summaryLines(result, { registryName, file, today: day, sheet });
  const line = apply && drafts.length > 0 ? await writeDrafts(source, drafts, file) : undefined;
  return {
    exitCode: waiting.length > 0 || drafts.some(({ problems }) => problems.length > 0) ? 1 : 0,
    lines:
      line === undefined
        ? printed(drafts, summary)
        : [
            `${file}:${line}: ${counted(drafts)}`,
            ...summary,
            "next: `npm run plan` shows what each adoption takes; then commit the file and open a pull request",
          ],
    isVerbatim: line === undefined,
    data: { registry: registryId, today: day, ...result, written: line !== undefined },
  };
}

/** A customers file of its own, so that the output can be kept as one. */
function printed(drafts: readonly Draft[], summary: readonly string[]): string[] {
  const head = summary
    .flatMap((text) => wrapped(text, COMMENT_WIDTH - "# ".length))
    .map((line) => `# ${line}`);
  if (drafts.length === 0) return head;
  return [
    ...head,
    "customers:",
    ...draftLines(drafts, USUAL),
    "# nothing was written; add --apply to add this to the file",
  ];
}

function hasDefaultActions(text: string): boolean {
  return readDocument(text).hasIn(["defaults", "actions"]);
}

async function sheetIn(file: string): Promise<Sheet> {
  try {
    return readSheet(await readFile(file), file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw new UserError(`${file}: cannot be read (${code})`, {
      remedy: "name the spreadsheet, saved as CSV, with --csv <file>",
      cause,
    });
  }
}

function requireRight(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new UserError(problems.join("\n"), {
    remedy: "correct the spreadsheet and save it as CSV again; nothing was drafted",
  });
}
