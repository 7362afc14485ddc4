// Prints problems so that GitHub Actions and Azure Pipelines show them at their line of the file.
import { isAbsolute, relative, sep } from "node:path";
import type { Problem } from "../customers/problem";

/**
 * The commands to print for these problems; none outside these two systems.
 *
 * Each is one line. Both systems look for commands in standard output and in standard error, so a program that prints
 * JSON on one prints these on the other:
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/ScriptHandler.cs (both go to an OutputManager)
 * https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Agent.Worker/Handlers/NodeHandler.cs (both to OnDataReceived)
 *
 * @param problems whose files are named from the present folder, or absolutely
 * @param level how serious they are
 */
export function annotations(
  problems: readonly Problem[],
  env: NodeJS.ProcessEnv,
  level: Level = "error",
): string[] {
  const shown = shownOf(problems, level);
  if (env.GITHUB_ACTIONS === "true") {
    return shown.map((problem) => gitHubCommand(level, problem, env.GITHUB_WORKSPACE));
  }
  if (env.TF_BUILD?.toLowerCase() === "true") {
    return shown.map((problem) => azureIssue(level, problem, env.BUILD_SOURCESDIRECTORY));
  }
  return [];
}

/** Both systems call it so; a warning lets the job pass. */
type Level = "error" | "warning";

/**
 * Both systems show this number of errors and of warnings per step, and drop the others silently.
 *
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs, and the file of that name in
 * https://github.com/microsoft/azure-pipelines-agent
 */
const MOST_SHOWN = 10;

/** GitHub's runner cuts a message there, in the same file. */
const MOST_CHARACTERS = 4_096;

function shownOf(problems: readonly Problem[], level: Level): Problem[] {
  const [first] = problems.slice(MOST_SHOWN - 1);
  if (first === undefined || problems.length === MOST_SHOWN) return problems.map(shortened);
  const count = problems.length - MOST_SHOWN + 1;
  return [
    ...problems.slice(0, MOST_SHOWN - 1).map(shortened),
    {
      ...first,
      path: "",
      message: `here and below are ${count} more ${NOUNS[level]}: see the log`,
    },
  ];
}

const NOUNS = { error: "problems", warning: "warnings" } as const;

function shortened(problem: Problem): Problem {
  const over = sentence(problem).length - MOST_CHARACTERS;
  if (over <= 0) return problem;
  const end = " … (the rest is in the log)";
  const { message } = problem;
  return { ...problem, message: message.slice(0, message.length - over - end.length) + end };
}

/**
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 *
 * Escapes the characters that the runner unescapes:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function gitHubCommand(level: Level, problem: Problem, root: string | undefined): string {
  const data = (text: string) => replaced(text, { "%": "%25", "\r": "%0D", "\n": "%0A" });
  const value = (text: string) => replaced(data(text), { ":": "%3A", ",": "%2C" });
  const { line, column, rule } = problem;
  const file = value(fromRoot(problem.file, root));
  return `::${level} file=${file},line=${line},col=${column},title=${value(rule)}::${data(sentence(problem))}`;
}

/**
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#logissue-log-an-error-or-warning
 *
 * Escapes the characters that the agent unescapes, as its own tasks do:
 * https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts
 */
function azureIssue(level: Level, problem: Problem, root: string | undefined): string {
  const data = (text: string) => replaced(text, { "%": "%AZP25", "\r": "%0D", "\n": "%0A" });
  const value = (text: string) => replaced(data(text), { "]": "%5D", ";": "%3B" });
  const { line, column, rule } = problem;
  const file = value(fromRoot(problem.file, root));
  return `##vso[task.logissue type=${level};sourcepath=${file};linenumber=${line};columnnumber=${column};code=${value(rule)}]${data(sentence(problem))}`;
}

function sentence({ path, message }: Problem): string {
  const place = path.replace(/^customers\./, "");
  return place === "" ? message : `${place}: ${message}`;
}

/** The path from the root of the repository, with slashes; a path outside of it is not changed. */
function fromRoot(file: string, root: string | undefined): string {
  const path = relative(root ?? "", file);
  const isWithin = path !== "" && !path.startsWith("..") && !isAbsolute(path);
  return (isWithin ? path : file).replaceAll(sep, "/");
}

function replaced(text: string, characters: Readonly<Record<string, string>>): string {
  return [...text].map((character) => characters[character] ?? character).join("");
}
