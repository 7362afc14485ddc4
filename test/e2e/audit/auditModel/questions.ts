// Random questions of an auditor, at moments at which no update was under way.

import { REPOSITORIES } from "./edits";
import type { Facts } from "./facts";
import type { Random } from "./random";

/** One question; moments in milliseconds since 1970. */
export type Question =
  | { readonly asks: "access" | "passwords"; readonly atMs: number; readonly byDay: boolean }
  | {
      readonly asks: "repository";
      readonly repository: string;
      readonly atMs: number;
      readonly byDay: boolean;
    }
  | { readonly asks: "changes"; readonly fromMs: number; readonly toMs: number };

/** So many questions, none about a time in which a killed run had left what no state knows. */
export function questionsAbout(facts: readonly Facts[], count: number, random: Random): Question[] {
  const questions: Question[] = [];
  while (questions.length < count) {
    const question = anyQuestion(facts, random);
    if (question !== undefined) questions.push(question);
  }
  return questions;
}

/** `passwords at 2026-12-24T10:00:00.000Z` */
export function questionWords(question: Question): string {
  const iso = (ms: number) => new Date(ms).toISOString();
  if (question.asks === "changes") {
    return `changes from ${iso(question.fromMs)} to ${iso(question.toMs)}`;
  }
  const what = question.asks === "repository" ? question.repository : question.asks;
  return `${what} at ${question.byDay ? `the end of ${iso(question.atMs).slice(0, 10)}` : iso(question.atMs)}`;
}

function anyQuestion(facts: readonly Facts[], random: Random): Question | undefined {
  const kind = random.below(4);
  if (kind === 3) {
    const [one, other] = [anyMoment(facts, random), anyMoment(facts, random)];
    if (one === undefined || other === undefined) return undefined;
    return {
      asks: "changes",
      fromMs: Math.min(one.atMs, other.atMs),
      toMs: Math.max(one.atMs, other.atMs),
    };
  }
  const moment = anyMoment(facts, random);
  if (moment === undefined) return undefined;
  if (kind === 2) return { asks: "repository", repository: random.pick(REPOSITORIES), ...moment };
  return { asks: kind === 0 ? "access" : "passwords", ...moment };
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Entries have whole seconds. */
const NEAR_MS = 2_000;

function anyMoment(
  facts: readonly Facts[],
  random: Random,
): { atMs: number; byDay: boolean } | undefined {
  const index = random.below(facts.length);
  const update = facts[index] as Facts;
  const next = facts[index + 1]?.beganMs ?? update.endedMs + 10 * DAY_MS;
  const any = update.endedMs + random.below(next - update.endedMs);
  // Shortly before and after an update, answers that are off by one show.
  const near = random.chance(50)
    ? update.beganMs - NEAR_MS - random.below(10_000)
    : update.endedMs + NEAR_MS + random.below(10_000);
  const chosen = random.chance(50) ? any : near;
  const byDay = random.chance(40);
  const ends = endsIn(facts);
  const isAboutEnd = ends.length > 0 && random.chance(25);
  const instant = isAboutEnd ? random.pick(ends) + (random.below(48) - 12) * HOUR_MS : chosen;
  const atMs = byDay ? Math.floor(instant / DAY_MS) * DAY_MS + DAY_MS - 1 : instant;
  const isUnderWay = facts.some(
    ({ beganMs, endedMs }) => atMs > beganMs - NEAR_MS && atMs < endedMs + NEAR_MS,
  );
  const before = facts.findLast(({ beganMs }) => beganMs < atMs);
  return isUnderWay || before?.isKilled === true ? undefined : { atMs, byDay };
}

/** When passwords and access ended, while there were updates: at midnight. */
function endsIn(facts: readonly Facts[]): number[] {
  const last = facts.at(-1)?.beganMs ?? 0;
  const ends = facts.flatMap(({ tokens, accessUntil }) => [
    ...[...tokens.values()].flatMap(({ passwords }) =>
      passwords.flatMap(({ endMs = [] }) => endMs),
    ),
    ...[...accessUntil.values()].map((day) => Date.parse(day) + DAY_MS),
  ]);
  return [...new Set(ends)].filter((end) => end < last);
}
