// What a customer may pull at one moment, and who can pull a repository: by spans, and by passwords that work.

import { covers } from "../access/pattern";
import type { Life, Lives, PasswordLife, Span } from "./lives";

/** The span that holds after an update; undefined where the customer is not there. */
export function spanAt({ spans }: Life, update: number): Span | undefined {
  return spans.find(({ from, to }) => from <= update && (to === undefined || update < to));
}

/** The passwords that work at an instant (ISO 8601), if the token is enabled. */
export function workingAt({ passwords }: Life, instant: string): PasswordLife[] {
  return passwords.filter(
    ({ from, end }) => from <= instant && (end === undefined || instant < end),
  );
}

/** Did the registry stop accepting it, as it does at the beginning of a day? No run did anything then. */
export function endedByItself({ how, end }: PasswordLife): boolean {
  return (how === "expired" || how === "rotated") && end?.endsWith("T00:00:00.000Z") === true;
}

/** Is the token enabled, by what the span says? */
export function isLetIn(span: Span | undefined): boolean {
  return span?.state === "active" && span.isDisabledAtEnd !== true;
}

/**
 * Is it possible to log in: the token is enabled, and a password works? What ends with the access is one of the two.
 *
 * Passwords that the state does not name count as working.
 */
export function canLogIn(life: Life, span: Span | undefined, instant: string): boolean {
  return (
    isLetIn(span) && (life.hasUnknownPasswords === true || workingAt(life, instant).length > 0)
  );
}

/** Can somebody log in, and pull something? Rights that are not known count. */
export function canPullAt(life: Life, span: Span | undefined, instant: string): boolean {
  return canLogIn(life, span, instant) && span !== undefined && grantsPull(span);
}

/** Is there anything that may be pulled with the token, as far as it is known? */
export function grantsPull({ repositories, hasUnknownRights }: Span): boolean {
  return repositories.length > 0 || hasUnknownRights === true;
}

/** Number of the update since which it is there without a break, at a span. */
export function thereSince({ spans }: Life, span: Span): number {
  let { from } = span;
  for (const before of spans.slice(0, spans.indexOf(span)).toReversed()) {
    if (before.to !== from) break;
    from = before.from;
  }
  return from;
}

/** In place of repositories where the state does not say what the scope map grants. */
export const UNKNOWN_RIGHTS = "not known";

/** The granted lines that reach a repository: itself, or a prefix such as `base/*`. */
export function linesFor(span: Span, repository: string): string[] {
  if (span.hasUnknownRights === true) return [UNKNOWN_RIGHTS];
  return span.repositories.filter((pattern) => covers(pattern, repository.toLowerCase()));
}

/** The last update of the lives; 0 where there is none. */
export function lastUpdate({ updates }: Lives): number {
  return updates.at(-1)?.number ?? 0;
}
