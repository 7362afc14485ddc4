// What the scripts of workflows and pipelines may hold, so that each stops at its first failure: one line for each breach.
import { runsAfterFailure, type Script, type ScriptJob, writesStack } from "./scripts";

/** Finds what breaks one rule in one job. */
export type ScriptRule = (job: ScriptJob) => string[];

/** How every script begins: Azure DevOps' shell goes on after a failure, and GitHub's after an unset variable. */
const FIRST = "set -euo pipefail";

const scriptsStopAtFailures: ScriptRule = (job) =>
  each(job, ({ text }) => (text.split("\n")[0] === FIRST ? [] : [`does not begin with ${FIRST}`]));

/** `set -e` looks at a command that is all of an assignment, and at none within an argument or a `local`. */
const failuresAreNotLostInArguments: ScriptRule = (job) =>
  lines(job, (line) =>
    /\$\((?!\()|`/.test(line.replace(/(?<=^|; then )\w+=\$\((?!\()/, "").replace(/'[^']*'/g, "''"))
      ? "loses a failure within an argument"
      : undefined,
  );

/** `set -e` looks away from what stands before `||` and `&&`, behind `!`, and in a condition. */
const failuresAreNotLostInConditions: ScriptRule = (job) =>
  lines(job, (line) => {
    const bare = withoutTests(line).replace(/ \|\| code=\$\?$/, "");
    return /\|\||&&|^! |<\(|&$|^(if|elif|while|until) (?!;)/.test(bare)
      ? "loses a failure in a condition"
      : undefined;
  });

/** Whoever writes into a pipe that nobody reads any more fails. */
const pipesAreReadToTheirEnd: ScriptRule = (job) =>
  lines(job, (line) => (/\| *(head|grep -q)\b/.test(line) ? "ends a pipe early" : undefined));

/** The systems write these into the script before it is run; `$(x y)` is no name of a variable. */
const scriptsHoldNoExpressions: ScriptRule = (job) =>
  each(job, ({ text }) =>
    /\$\{\{|\$\[|\$\([A-Za-z_][\w.-]*\)/.test(text) ? ["has an expression in its script"] : [],
  );

/** Neither the script nor its job, nor by an error that nobody notices in a step before. */
const writersRunAfterSuccessesAlone: ScriptRule = (job) => {
  const writers = job.scripts.filter(({ text }) => writesStack(text));
  if (writers.length === 0) return [];
  const where = `${job.name}: `;
  return [
    ...(job.goesOnAfterErrors ? [`${where}goes on after an error`] : []),
    ...[job, ...writers]
      .filter(({ condition }) => runsAfterFailure(condition))
      .map(({ condition }) => `${where}writes if ${condition}`),
  ];
};

/** An update without a plan is held to the commit that was approved last. */
const updatesStartFromWhatWasApproved: ScriptRule = ({ name, scripts }) => {
  const all = scripts.map(({ text }) => text).join("\n");
  const [before, after] = all.split(/pulumi -- up|npm run (?:--silent )?rotate/, 2);
  if (after === undefined) return [];
  const goesBack = /npm run --silent applied[\s\S]*git checkout --quiet --detach "\$commit"/;
  return goesBack.test(before ?? "") ? [] : [`${name}: updates what nobody approved`];
};

/** For the auditor. */
const updatesSayWhoApproved: ScriptRule = (job) =>
  lines(job, (line) =>
    writesStack(line) && !/ --message "/.test(line) ? "says not who approved" : undefined,
  );

/** npm prints a command before it runs it, and the systems obey what stands there: a title may hold `##vso[`. */
const npmRepeatsNoArguments: ScriptRule = (job) =>
  lines(job, (line) =>
    /npm run (?!--silent )\S+ --/.test(line) ? "has npm print arguments" : undefined,
  );

/** Every rule. */
export const SCRIPT_RULES: Readonly<Record<string, ScriptRule>> = {
  scriptsStopAtFailures,
  failuresAreNotLostInArguments,
  failuresAreNotLostInConditions,
  pipesAreReadToTheirEnd,
  scriptsHoldNoExpressions,
  writersRunAfterSuccessesAlone,
  updatesStartFromWhatWasApproved,
  updatesSayWhoApproved,
  npmRepeatsNoArguments,
};

function each({ name, scripts }: ScriptJob, find: (script: Script) => string[]): string[] {
  return scripts.flatMap((script) =>
    find(script).map((what) => `${name}: "${script.step}" ${what}`),
  );
}

function lines(job: ScriptJob, find: (line: string) => string | undefined): string[] {
  return each(job, ({ text }) =>
    text.split("\n").flatMap((line) => {
      const found = line.trim().startsWith("#") ? undefined : find(line.trim());
      return found === undefined ? [] : [`${found}: ${line.trim()}`];
    }),
  );
}

/** Without what the shell itself compares, and without quoted text. */
function withoutTests(line: string): string {
  return line
    .replace(/'[^']*'/g, "''")
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\[\[.*?\]\]|\(\(.*?\)\)/g, ";")
    .replace(/^(if|elif) ; *;? *then/, "");
}
