// gh and curl in place of GitHub and Azure DevOps: they answer from a table, and note their calls.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { executable } from "../engine/fakes";

/** Puts both into a folder; they read `$ANSWERS` and append to `$NOTES`. */
export async function fakeTools(folder: string): Promise<void> {
  await executable(join(folder, "gh"), ...GH);
  await executable(join(folder, "curl"), ...CURL);
}

/** Writes the table: what is there under a path without its host, `_apis/` and query. */
export function writeAnswers(file: string, answers: object): void {
  writeFileSync(file, JSON.stringify(answers));
}

const ANSWER =
  'exec jq --raw-output --arg path "$(echo "$path" | cut -d "?" -f 1)" ".[\\$path] | $filter" "$ANSWERS"';

const GH = [
  'method=GET; filter=.; path=""; sent=""',
  "shift",
  'while [ $# -gt 0 ]; do case "$1" in',
  "  --paginate|--silent) ;;",
  "  --header) shift ;;",
  '  --jq) filter="$2"; shift ;;',
  '  --method) method="$2"; shift ;;',
  '  --raw-field) sent="$sent $2"; shift ;;',
  '  --field) case "$2" in body=@*) sent="$sent $(cat "$(echo "$2" | cut -c 7-)")" ;; *) sent="$sent $2" ;; esac; shift ;;',
  '  *) path="$1" ;;',
  "esac; shift; done",
  `if [ "$method" = GET ]; then ${ANSWER}; fi`,
  'printf \'%s\\n\' "$method $path$sent" >> "$NOTES"',
];

/** A query for pull requests is a POST that changes nothing. */
const CURL = [
  'method=GET; filter=.; path=""; sent=""',
  'while [ $# -gt 0 ]; do case "$1" in',
  "  --silent|--show-error|--fail) ;;",
  "  --header) shift ;;",
  '  --request) method="$2"; shift ;;',
  '  --data) sent=" $(cat "$(echo "$2" | cut -c 2-)")"; shift ;;',
  '  *) path="$(echo "$1" | sed "s|.*/_apis/||")" ;;',
  "esac; shift; done",
  `if [ "$method" = GET ]; then ${ANSWER}; fi`,
  'printf \'%s\\n\' "$method $path$sent" >> "$NOTES"',
];
