// The rules about a text, by its field, so that advice never suggests a text that the rules refuse.

import { dateComplaint } from "../calendar";
import { type Path, quote } from "../problem";
import { ACTIONS } from "../schema/limits";
import { acknowledgedIdComplaint } from "./acknowledgementRules";
import { tokenNameComplaint } from "./customerRules";
import { readerComplaint } from "./readerRules";
import { repositoryComplaint } from "./repositoryRules";

/** Says why a text cannot stand at a path, in the words of the rule for it; undefined where it can. */
export function textComplaint(path: Path, text: string): string | undefined {
  const last = path.at(-1);
  const field = typeof last === "number" ? path.at(-2) : last;
  return COMPLAINTS[String(field)]?.(text);
}

/** Can a text stand in a list without quotes, as an item that the rules accept? */
export function isPlainItem(list: Path, text: string): boolean {
  // A value that YAML does not read as text is not one.
  if (!/^[a-z0-9][\w./*-]{0,58}$/i.test(text) || /^(true|false|null)$/i.test(text)) return false;
  if (!Number.isNaN(Number(text))) return false;
  return textComplaint([...list, 0], text) === undefined;
}

const COMPLAINTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  accessUntil: dateComplaint,
  until: dateComplaint,
  tokenName: tokenNameComplaint,
  repositories: repositoryComplaint,
  readers: readerComplaint,
  customers: acknowledgedIdComplaint,
  actions: (text) => noneOf(ACTIONS, text),
  adopt: (text) => noneOf(["token", "scopeMap", "secret"], text),
};

function noneOf(choices: readonly string[], text: string): string | undefined {
  return choices.includes(text) ? undefined : `${quote(text)} is not one of the choices`;
}
