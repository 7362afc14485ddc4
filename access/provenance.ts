// Who and what is behind a run, as the pipeline notes it: in a variable for the record, and in trailers of the update's message.

/** Who and what was behind a run. All of it is absent where a run was started by hand. */
export interface RunProvenance {
  /** The commit of the customers file, 40 hex digits. */
  readonly commit?: string;
  readonly author?: string;
  /** Number of the pull request. */
  readonly pullRequest?: string;
  /** Who approved the pull request or the run. */
  readonly approvers?: readonly string[];
  /** URL of the run. */
  readonly run?: string;
}

/** The variable in which a pipeline hands it to the plugin and to `npm run apply`, as a JSON object. */
export const PROVENANCE_VARIABLE = "CUSTOMER_ACCESS_PROVENANCE";

/** What a variable holds; `problem` is a message for people where it is ignored. */
export interface ReadProvenance {
  readonly provenance?: RunProvenance;
  readonly problem?: string;
}

/**
 * Reads the variable. Empty strings and lists count as absent. A pull request may also be a number.
 *
 * The text comes from titles and names that anybody may choose. So each value becomes one line, and `##` and `::`, which
 * pipelines obey where a line is printed, become `# #` and `: :`.
 */
export function readProvenance(text: string | undefined): ReadProvenance {
  if (text === undefined || text.trim() === "") return {};
  const found = isTooLong(text, MOST.variable)
    ? `longer than ${MOST.variable} characters`
    : parsed(text);
  if (typeof found !== "string")
    return Object.keys(found).length === 0 ? {} : { provenance: found };
  return {
    problem: `${PROVENANCE_VARIABLE}: ${found}; the record of this run does not say who is behind it: write a JSON object such as {"commit": "<40 hex digits>", "author": "alice", "pullRequest": "12", "approvers": ["bob"], "run": "https://…"}`,
  };
}

/** Writes the trailers, one line each, without a line for what is absent: the last paragraph of an update's message. */
export function writeTrailers(provenance: RunProvenance): string {
  const { commit, author, pullRequest, approvers = [], run } = provenance;
  const values = [
    ["Commit", commit],
    ["Author", author],
    ["Pull-Request", pullRequest],
    // A comma separates two names.
    [
      "Approved-by",
      approvers.map((each) => each.replaceAll(",", " ").replace(/ +/g, " ")).join(", "),
    ],
    ["Run", run],
  ];
  return values
    .flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value)}`] : []))
    .join("\n");
}

/** A message with its trailers as the last paragraph; the message alone where there are none. */
export function withTrailers(message: string, provenance: RunProvenance): string {
  const trailers = writeTrailers(provenance);
  return trailers === "" ? message : `${message.trimEnd()}\n\n${trailers}`;
}

/**
 * Reads the trailers of a message: from its last paragraph, if that has nothing but trailers. The first paragraph is the
 * title. Unknown names are passed over, as in git; the first value of a name counts, and `Approved-by` may repeat.
 */
export function readTrailers(message: string): RunProvenance {
  const paragraphs = message.trim().split(/\r?\n[ \t]*(?:\r?\n)+/);
  const lines = paragraphs.length < 2 ? [] : (paragraphs.at(-1) ?? "").split(/\r?\n/);
  const trailers = lines.map((line) => /^([A-Za-z][A-Za-z-]*):[ \t]+(\S.*)$/.exec(line.trimEnd()));
  if (trailers.includes(null)) return {};
  const valuesOf = (name: string) =>
    trailers.flatMap((found) => (found?.[1]?.toLowerCase() === name ? [found[2] ?? ""] : []));
  const approvers = valuesOf("approved-by")
    .flatMap((value) => value.split(/, */))
    .filter(Boolean);
  return onlyGiven({
    commit: valuesOf("commit")[0],
    author: valuesOf("author")[0],
    pullRequest: valuesOf("pull-request")[0],
    approvers: approvers.length === 0 ? undefined : approvers,
    run: valuesOf("run")[0],
  });
}

/** A message as somebody wrote it: without the paragraph of its trailers, if it has one. */
export function withoutTrailers(message: string): string {
  if (Object.keys(readTrailers(message)).length === 0) return message;
  const last =
    message
      .trim()
      .split(/\r?\n[ \t]*(?:\r?\n)+/)
      .at(-1) ?? "";
  return message.slice(0, message.lastIndexOf(last)).trimEnd();
}

/** The most characters of each, and the most approvers: a state holds no essays. */
const MOST = { variable: 16_384, name: 200, url: 500, approvers: 50 };

/** What a text says, or what is wrong with it. */
function parsed(text: string): RunProvenance | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "is not JSON";
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return "is not a JSON object";
  }
  const { commit, author, pullRequest, approvers, run, ...others } = value as Record<
    string,
    unknown
  >;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `has ${JSON.stringify(unknown.slice(0, 40))}, which is unknown`;
  const wrong = [
    isAbsent(commit) || (typeof commit === "string" && /^[0-9a-f]{40}$/.test(commit))
      ? undefined
      : "commit",
    isName(author) ? undefined : "author",
    isNumber(pullRequest) ? undefined : "pullRequest",
    isAbsent(approvers) || isListOfNames(approvers) ? undefined : "approvers",
    isAbsent(run) || isUrl(run) ? undefined : "run",
  ].filter((name) => name !== undefined);
  if (wrong.length > 0) return `has another form than it may have in ${wrong.join(", ")}`;
  const names = ((approvers ?? []) as string[]).map(oneLine).filter(Boolean);
  return onlyGiven({
    commit: given(commit),
    author: given(author),
    pullRequest: given(pullRequest),
    approvers: names.length === 0 ? undefined : names,
    run: given(run),
  });
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function isName(value: unknown): boolean {
  return isAbsent(value) || (typeof value === "string" && !isTooLong(value, MOST.name));
}

function isNumber(value: unknown): boolean {
  if (isAbsent(value)) return true;
  return /^(string|number)$/.test(typeof value) && /^[1-9]\d{0,18}$/.test(String(value));
}

function isListOfNames(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MOST.approvers &&
    value.every((each) => typeof each === "string" && isName(each))
  );
}

function isUrl(value: unknown): boolean {
  return (
    typeof value === "string" &&
    !isTooLong(value, MOST.url) &&
    /^https?:\/\/[^\s\p{C}]+$/u.test(value)
  );
}

function isTooLong(text: string, most: number): boolean {
  return text.length > most;
}

function given(value: unknown): string | undefined {
  return isAbsent(value) ? undefined : oneLine(String(value)) || undefined;
}

function oneLine(text: string): string {
  return text
    .replace(/[\s\p{C}]+/gu, " ")
    .replace(/#(?=#)/g, "# ")
    .replace(/:(?=:)/g, ": ")
    .trim();
}

function onlyGiven(
  values: {
    [Key in keyof RunProvenance]: RunProvenance[Key] | undefined;
  },
): RunProvenance {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
