// What was out of order for some time, also where it began before the time that is asked for: rights and tokens.

import { declaredWords } from "../answers/access";
import type { Lives, OtherLife, Span } from "../lives";
import { isLetIn } from "../moment";
import type { Beside } from "../snapshot";
import { listed } from "../words";

/** One of them, with all times that it lasted. */
export interface Lasting {
  readonly kind: "beside" | "differs";
  /** When it began: ISO 8601. */
  readonly at: string;
  /** Number of the update that began it. */
  readonly update: number;
  readonly customer: string | null;
  readonly words: string;
}

/** Replaced and not deleted in that run, a second one, or one below no customer; also what began before the time. */
export function tokensBeside(lives: Lives, { from, to }: { from: string; to: string }): Lasting[] {
  return lives.others.flatMap((other) => {
    const stays = staysOf(other);
    return stays.flatMap((stay): Lasting[] => {
      const begun = endOf(lives, stay.from) ?? "";
      const ended = endOf(lives, stay.to);
      if (begun > to || (ended !== undefined && ended <= from)) return [];
      const until = stay.to === undefined ? "on" : `until update ${stay.to}`;
      const pulled = stay.spans.filter((span) => couldLogIn(lives, other, span));
      const repositories = new Set(pulled.flatMap((span) => span.repositories));
      if (pulled.some(({ hasUnknownRights }) => hasUnknownRights === true)) {
        repositories.add("what is not known");
      }
      const what =
        repositories.size === 0
          ? "nobody could pull with it"
          : `whoever had its password could pull ${listed([...repositories].sort())}`;
      return [
        {
          kind: "beside",
          at: begun,
          update: stay.from,
          customer: other.customer ?? null,
          words: `${other.id} ${WAS[other.why]} from update ${stay.from} ${until}: ${what}`,
        },
      ];
    });
  });
}

const WAS: Readonly<Record<Beside, string>> = {
  replaced: "was replaced, and not deleted,",
  second: "was there beside the customer's own",
  stray: "was there, below no customer,",
};

/** Was it enabled, and did a password work, at any time of the span? */
function couldLogIn(lives: Lives, other: OtherLife, span: Span): boolean {
  if (!isLetIn(span)) return false;
  const from = endOf(lives, span.from) ?? "";
  const to = endOf(lives, span.to) ?? lives.asOf;
  return (
    other.hasUnknownPasswords === true ||
    other.passwords.some(
      (password) => password.from < to && (password.end === undefined || password.end > from),
    )
  );
}

/** Times in which it was there without a break. */
function staysOf({ spans }: OtherLife): { from: number; to?: number; spans: Span[] }[] {
  const stays: { from: number; to?: number; spans: Span[] }[] = [];
  for (const span of spans) {
    const last = stays.at(-1);
    const to = span.to === undefined ? {} : { to: span.to };
    if (last?.to === span.from) {
      stays[stays.length - 1] = { from: last.from, ...to, spans: [...last.spans, span] };
    } else stays.push({ from: span.from, ...to, spans: [span] });
  }
  return stays;
}

function endOf({ updates }: Lives, number: number | undefined): string | undefined {
  return number === undefined ? undefined : updates[number - 1]?.endedAt;
}

/** Also what began before the time and lasted into it. */
export function notAsDeclared(lives: Lives, { from, to }: { from: string; to: string }): Lasting[] {
  return lives.customers.flatMap(({ id, spans }) =>
    spans.flatMap((span): Lasting[] => {
      const begun = endOf(lives, span.from) ?? "";
      const ended = endOf(lives, span.to);
      if (span.declared === undefined || begun > to || (ended !== undefined && ended <= from))
        return [];
      const until = span.to === undefined ? "and still is not" : `until update ${span.to}`;
      return [
        {
          kind: "differs",
          at: begun,
          update: span.from,
          customer: id,
          words: `${id} was not as declared since update ${span.from}, ${until}: ${declaredWords(span.declared)}`,
        },
      ];
    }),
  );
}
