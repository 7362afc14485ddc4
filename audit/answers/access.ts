// Who may pull what at a moment.

import type { Life, Lives, Span } from "../lives";
import { canLogIn, canPullAt, lastUpdate, spanAt, UNKNOWN_RIGHTS, workingAt } from "../moment";
import { count } from "../words";
import {
  type Answer,
  accessNotes,
  besideCount,
  besideState,
  frame,
  hasGaps,
  type OtherNow,
  ofStack,
  otherData,
  othersNow,
  updateData,
  updateLine,
} from "./answer";

const DAY_MS = 86_400_000;

/** Every customer who is there: state, repositories, actions, age of the password in use, next rotation. */
export function accessAnswer(lives: Lives): Answer {
  const found = lives.customers.flatMap((life) => customerNow(lives, life));
  const able = found.filter(({ canPull }) => canPull);
  const others = othersNow(lives);
  return {
    title: `Who may pull what: ${ofStack(lives)}`,
    columns: ["customer", "state", "may pull", "actions", "password", "next"],
    rows: [
      ...found.map((each) => [
        each.id,
        each.canPull || each.state !== "active" ? each.state : `${each.state}, ${each.why}`,
        ...rightsCells(each),
        each.passwordAgeDays === null ? "none works" : `${count(each.passwordAgeDays, "day")} old`,
        each.rotateOn ?? "-",
      ]),
      ...others.map((each) => otherRow(lives, each)),
    ],
    notes: [
      `${count(able.length, "customer")} of ${found.length} can pull${besideCount(others)}`,
      ...found.flatMap(({ id, declared, since }) =>
        declared === null
          ? []
          : [
              `${id} is not as declared since ${updateLine(lives.updates[since.number - 1])}: ${declaredWords(declared)}`,
            ],
      ),
      ...accessNotes(lives),
    ],
    hasFindings: hasGaps(lives) || found.some(({ declared }) => declared !== null),
    data: {
      ...frame(lives, "access"),
      customers: found,
      others: others.map((each) => ({
        ...otherData(lives, each),
        isPasswordKnown: each.other.hasUnknownPasswords !== true,
        repositories: each.span.repositories,
        actions: each.span.actions,
      })),
    },
  };
}

function rightsCells(
  rights: Pick<Span, "repositories" | "actions" | "hasUnknownRights">,
): string[] {
  const { repositories, actions, hasUnknownRights } = rights;
  if (hasUnknownRights === true) return [UNKNOWN_RIGHTS, UNKNOWN_RIGHTS];
  return [repositories.join(" ") || "nothing", actions.join(" ") || "none"];
}

function otherRow({ asOf }: Lives, each: OtherNow): string[] {
  const { other, span } = each;
  const [youngest] = workingAt(other, asOf).toReversed();
  const age =
    youngest === undefined ? "none works" : `${count(ageDays(youngest.from, asOf), "day")} old`;
  const password = other.hasUnknownPasswords === true ? "not known" : age;
  return [other.id, besideState(each), ...rightsCells(span), password, "-"];
}

function ageDays(from: string, asOf: string): number {
  return Math.floor((Date.parse(asOf) - Date.parse(from)) / DAY_MS);
}

/** What the record declares. */
export function declaredWords(line: string): string {
  return line === "" ? "the record does not list them" : `the record says "${line}"`;
}

function customerNow(lives: Lives, life: Life) {
  const span = spanAt(life, lastUpdate(lives));
  if (span === undefined) return [];
  const { asOf } = lives;
  const working = workingAt(life, asOf);
  const inUse = working.find(({ how }) => how === "in use") ?? working.at(-1);
  const canPull = canPullAt(life, span, asOf);
  return [
    {
      id: life.id,
      state: span.state,
      canPull,
      why: canPull ? null : whyNot(life, span, asOf),
      repositories: span.repositories,
      actions: span.actions,
      ...(span.hasUnknownRights === undefined ? {} : { hasUnknownRights: span.hasUnknownRights }),
      accessUntil: span.accessUntil ?? null,
      passwordIssuedAt: inUse?.from ?? null,
      passwordAgeDays: inUse === undefined ? null : ageDays(inUse.from, asOf),
      passwordEndsOn: inUse?.announcedEnd ?? null,
      rotateOn: inUse?.rotateOn ?? null,
      declared: span.declared ?? null,
      drift: [...(span.drift ?? [])],
      since: updateData(lives, span.from),
    },
  ];
}

function whyNot(life: Life, span: Span, asOf: string): string {
  if (span.state !== "active") return span.state;
  if (hasEnded(span, asOf)) return "access has ended";
  return canLogIn(life, span, asOf) ? "nothing is granted" : "no password works";
}

function hasEnded({ accessUntil }: Span, asOf: string): boolean {
  return accessUntil !== undefined && accessUntil < asOf.slice(0, 10);
}
