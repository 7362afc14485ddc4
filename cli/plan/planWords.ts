// The sentences of a plan that the terminal and the pull request share.
import { isPrefix } from "../../access/pattern";
import { type CustomerPlan, type Plan, VERDICTS, type Verdict } from "./planSchema";

/** `customers.yaml against stack dev, since origin/main, on 2026-11-21`. */
export function headline({ file, stack, base, today }: Plan): string {
  const parts = [
    `${file} ${stack === null ? "without a stack" : `against stack ${stack}`}`,
    ...(base === null ? [] : [`since ${base}`]),
    `on ${today}`,
  ];
  return parts.join(", ");
}

/** `2 of 12 customers change: 1 suspends, 1 loses`, or that nobody does. */
export function verdictCounts({ customers, unchanged }: Plan): string {
  const changed = customers.filter(({ verdict }) => verdict !== "unchanged");
  const all = customers.length + unchanged;
  if (changed.length === 0) return `none of ${counted(all)} gains or loses anything`;
  const parts = VERDICTS.flatMap((verdict) => {
    const count = changed.filter((customer) => customer.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? verdict : (PLURAL[verdict] ?? verdict)}`];
  });
  return `${changed.length} of ${counted(all)} ${changed.length === 1 ? "changes" : "change"}: ${parts.join(", ")}`;
}

const PLURAL: Partial<Record<Verdict, string>> = {
  leaves: "leave",
  suspends: "suspend",
  loses: "lose",
  rotates: "rotate",
  returns: "return",
  resumes: "resume",
  gains: "gain",
};

/** `access is taken from 2 of 11 customers who have it (1 acknowledged); at most 2 others may lose it in one change`. */
export function lossWords({ losses }: Plan): string {
  const { customers, acknowledged, limit, active } = losses;
  const known = acknowledged.length === 0 ? "" : ` (${acknowledged.length} acknowledged)`;
  const others = acknowledged.length === 0 ? "" : limit === 1 ? " other" : " others";
  return `access is taken from ${customers.length} of ${active} customers who have it${known}; at most ${limit}${others} may lose it in one change`;
}

/** `acknowledged until 2026-12-01: contoso (contract ended, TICKET-1)`, or that it is no longer valid. */
export function acknowledgeWords(
  { customers, reason, until, counts, idle }: Plan["acknowledge"][number],
  today: string,
): string {
  const names = `${customers.join(", ")} (${reason})`;
  const nothing =
    idle.length === 0 ? "" : `; ${idle.join(", ")} ${idle.length === 1 ? "loses" : "lose"} nothing`;
  return counts
    ? `acknowledged until ${until}: ${names}${nothing}`
    : `acknowledged until ${until} is no longer valid on ${today}: ${names}`;
}

/** The number of repositories that are named for a prefix. */
const MOST_NAMED = 8;

/** `base/* is 3 repositories today (base/go, base/node, base/python); one that is added below base/ later is included`. */
export function prefixWords({
  pattern,
  gained,
  repositories,
}: CustomerPlan["prefixes"][number]): string {
  const named = repositories.slice(0, MOST_NAMED);
  const more = repositories.length - named.length;
  const list = more > 0 ? [...named, `${more} more`] : named;
  const count = `${repositories.length} ${repositories.length === 1 ? "repository" : "repositories"}`;
  const today = `${pattern} is ${count} today${list.length === 0 ? "" : ` (${list.join(", ")})`}`;
  const where = pattern === "*" ? "" : ` below ${pattern.slice(0, -1)}`;
  return gained ? `${today}; one that is added${where} later is included` : today;
}

/** `app/webb is not in the registry today; did you mean app/web?` */
export function absentWords({ pattern, nearest }: CustomerPlan["absent"][number]): string {
  const what = isPrefix(pattern) ? `nothing is below ${pattern.slice(0, -1)}` : `${pattern} is not`;
  const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
  return `${what} in the registry today${hint}`;
}

function counted(count: number): string {
  return `${count} ${count === 1 ? "customer" : "customers"}`;
}
