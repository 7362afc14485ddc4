// Sorts a customers file, or reports what is out of order.
import { loadCustomers } from "../../customers/load";
import { formatProblem } from "../../customers/problem";
import { annotations } from "../annotations";
import type { CommandContext, Outcome } from "../command";
import { UserError } from "../userError";
import { formatText, orderProblems } from "./formatText";
import { replaceFile } from "./replaceFile";
import { haveSameMeaning } from "./sameMeaning";
import { readSourceFile } from "./sourceFile";

/** The arguments of `npm run format`. */
export interface FormatOptions {
  readonly customers: string;
  readonly check?: boolean;
}

/** Formats the file, or checks it. @throws UserError if the file has problems; then nothing is written */
export async function runFormat(
  { customers: file, check = false }: FormatOptions,
  { colors, env, print }: Pick<CommandContext, "colors" | "env" | "print">,
): Promise<Outcome> {
  const { text, content, problems: broken, bytesOf } = await readSourceFile(file);
  if (!content) {
    throw new UserError(broken.map(formatProblem).join("\n"), {
      remedy: `correct ${file} first; nothing was moved`,
    });
  }
  const problems = orderProblems(text, { file });
  const formatted = formatText(text);
  if (formatted === text) {
    return {
      exitCode: 0,
      lines: [`${file}: in order`],
      data: { file, ok: true, written: false, problems: [] },
    };
  }
  const bytes = bytesOf(formatted);
  const result = loadCustomers(bytes, { file });
  if (!result.ok || !haveSameMeaning(content, result.file)) {
    throw new UserError(`${file}: moving its lines would change their meaning; nothing was moved`, {
      remedy: "put the entries in order by hand, or write out what its aliases stand for",
    });
  }
  const shown = problems.map(formatProblem);
  const count = `${problems.length} ${problems.length === 1 ? "entry" : "entries"}`;
  if (check) {
    for (const line of annotations(problems, env)) print(line, { isVerbatim: true });
    const summary = `${file}: ${count} out of order`;
    return {
      exitCode: 1,
      lines: [...shown, colors.red(summary)],
      data: { file, ok: false, written: false, problems },
    };
  }
  await replaceFile(file, bytes);
  return {
    exitCode: 0,
    lines: [
      ...problems.map(({ path }) => `  ${path.replace(/^customers\./, "")}`),
      `${file}: ${count} moved`,
    ],
    data: { file, ok: true, written: true, problems },
  };
}
