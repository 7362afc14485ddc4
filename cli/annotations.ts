// Problems as lines that GitHub Actions and Azure Pipelines show beside the line of the file they are about.
import { isAbsolute, relative, sep } from "node:path";
import type { Problem } from "../customers/problem";

/**
 * The commands to print for these problems; none where neither system runs us.
 *
 * Each is one line. Both systems look for commands in standard output and standard error alike, so a program that
 * prints JSON on the one prints these on the other:
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/ScriptHandler.cs (both go to an OutputManager)
 * https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Agent.Worker/Handlers/NodeHandler.cs (both to OnDataReceived)
 *
 * @param problems whose files are named from the present folder, or absolutely
 */
export function annotations(problems: readonly Problem[], env: NodeJS.ProcessEnv): string[] {
  if (env.GITHUB_ACTIONS === "true") {
    return problems.map((problem) => gitHubError(problem, env.GITHUB_WORKSPACE));
  }
  if (env.TF_BUILD?.toLowerCase() === "true") {
    return problems.map((problem) => azureIssue(problem, env.BUILD_SOURCESDIRECTORY));
  }
  return [];
}

/**
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 *
 * What is escaped is what the runner takes back:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function gitHubError(problem: Problem, root: string | undefined): string {
  const data = (text: string) => replaced(text, { "%": "%25", "\r": "%0D", "\n": "%0A" });
  const value = (text: string) => replaced(data(text), { ":": "%3A", ",": "%2C" });
  const { line, column, rule } = problem;
  const file = value(fromRoot(problem.file, root));
  return `::error file=${file},line=${line},col=${column},title=${value(rule)}::${data(sentence(problem))}`;
}

/**
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#logissue-log-an-error-or-warning
 *
 * What is escaped is what the agent takes back, and how its own tasks do it:
 * https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts
 */
function azureIssue(problem: Problem, root: string | undefined): string {
  const data = (text: string) => replaced(text, { "%": "%AZP25", "\r": "%0D", "\n": "%0A" });
  const value = (text: string) => replaced(data(text), { "]": "%5D", ";": "%3B" });
  const { line, column, rule } = problem;
  const file = value(fromRoot(problem.file, root));
  return `##vso[task.logissue type=error;sourcepath=${file};linenumber=${line};columnnumber=${column};code=${value(rule)}]${data(sentence(problem))}`;
}

function sentence({ path, message }: Problem): string {
  const place = path.replace(/^customers\./, "");
  return place === "" ? message : `${place}: ${message}`;
}

/** The path from the root of the repository, with slashes; one that lies outside of it stays as it was given. */
function fromRoot(file: string, root: string | undefined): string {
  const path = relative(root ?? "", file);
  const isWithin = path !== "" && !path.startsWith("..") && !isAbsolute(path);
  return (isWithin ? path : file).replaceAll(sep, "/");
}

function replaced(text: string, characters: Readonly<Record<string, string>>): string {
  return [...text].map((character) => characters[character] ?? character).join("");
}
