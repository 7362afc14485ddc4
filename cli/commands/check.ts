// npm run check: checks customers.yaml.
import type { LoadResult } from "../../customers/load";
import type { Command, Outcome } from "../command";

interface CheckOptions {
  readonly customers: string;
}

/** Checks a customers file and lists every problem with its line. */
export const check: Command<CheckOptions> = {
  name: "check",
  summary: "is customers.yaml right?",
  details:
    "Reads the file, changes nothing and needs no network. Exit code 1 when there are problems, 2 when the file cannot be read. Warnings about what may fail in Azure do not count. GitHub Actions and Azure Pipelines also show each problem and warning at its line.",
  examples: [
    { arguments: "", does: "check customers.yaml in this folder" },
    { arguments: "--customers other.yaml --json", does: "check another file, for a program" },
  ],
  options: [
    { flags: "--customers <file>", description: "the file to check", default: "customers.yaml" },
  ],
  async run({ customers: file }, { colors, env, print }) {
    const { readCustomersFile } = await import("../readCustomersFile.js");
    const { today } = await import("../../clock.js");
    const { formatProblem, formatWarning } = await import("../../customers/problem.js");
    const { annotations } = await import("../annotations.js");
    const result = await readCustomersFile(file, { today: today(env) });
    if (result.ok) {
      const { warnings } = result;
      for (const line of annotations(warnings, env, "warning")) print(line, { isVerbatim: true });
      const shown = warnings.map((warning) => colors.yellow(formatWarning(warning)));
      return fine(file, { ...result, shown });
    }
    const { problems } = result;
    for (const line of annotations(problems, env)) print(line, { isVerbatim: true });
    const count = `${counted(problems.length, "problem", "problems")} in ${file}`;
    return {
      exitCode: 1,
      lines: [...problems.map(formatProblem), colors.red(count)],
      data: { file, ok: false, customers: null, problems, warnings: [] },
    };
  },
};

function fine(
  file: string,
  {
    file: { customers },
    warnings,
    shown,
  }: Extract<LoadResult, { ok: true }> & { shown: readonly string[] },
): Outcome {
  const byState = (["active", "suspended", "offboarded"] as const)
    .map((state) => ({ state, count: customers.filter((one) => one.state === state).length }))
    .flatMap(({ state, count }) => (count > 0 ? [`${count} ${state}`] : []));
  const repositories = new Set(customers.flatMap((customer) => customer.repositories));
  const found = `${counted(customers.length, "customer", "customers")} (${byState.join(", ")})`;
  const granted = counted(repositories.size, "repository or prefix", "repositories and prefixes");
  const warned =
    warnings.length === 0 ? "" : `, ${counted(warnings.length, "warning", "warnings")}`;
  return {
    exitCode: 0,
    lines: [...shown, `${file}: ${found}, ${granted}: no problems${warned}`],
    data: { file, ok: true, customers: customers.length, problems: [], warnings },
  };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
