// Compares answers with the facts: a wrong one is forgiven only where a gap is named that covers its time.

import type { Gap, History } from "../../../../audit/snapshot";
import type { Asked, Finding } from "./asked";
import { expectedAnswer } from "./expected";
import type { Facts } from "./facts";
import { type Question, questionWords } from "./questions";

/** How the questions were answered. */
export interface Verdict {
  right: number;
  /** Wrong, at a time that a gap covers. */
  covered: number;
  /** Wrong, with no gap for it: in words. */
  wrong: string[];
}

/** Asks all questions. `more`: what is known of changes beside the gaps of answers. */
export function judge(
  questions: readonly Question[],
  facts: readonly Facts[],
  asked: Asked,
  more: readonly Finding[] = [],
): Verdict {
  const verdict: Verdict = { right: 0, covered: 0, wrong: [] };
  for (const question of questions) {
    const { lines, gaps } = asked.ask(question);
    const { required, allowed } = expectedAnswer(question, facts);
    const missing = required.filter((line) => !lines.includes(line));
    const wrong = lines.filter((line) => !required.includes(line) && !allowed.includes(line));
    if (missing.length === 0 && wrong.length === 0) verdict.right += 1;
    else if (
      [...gaps, ...more].some((gap) => covers(gap, question, asked.history)) ||
      more.some((each) => outlasts(each, question, asked.history, [...missing, ...wrong]))
    ) {
      verdict.covered += 1;
    } else {
      verdict.wrong.push(
        [
          questionWords(question),
          ...missing.map((line) => `  missing: ${line}`),
          ...wrong.map((line) => `  wrong: ${line}`),
          ...gaps.map(({ at = "-", words }) => `  gap: ${at}: ${words}`),
        ].join("\n"),
      );
    }
  }
  return verdict;
}

/**
 * The history is in doubt from the entry before the one that a gap names to the one after it, by whichever of their
 * times is earlier or later; without a name, all of it.
 */
function covers({ at }: Gap, question: Question, { entries }: History): boolean {
  const index = entries.findIndex(({ name }) => name === at);
  if (index < 0) return true;
  const times = [index - 1, index, index + 1].map((each) => {
    const beyond = each < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return Date.parse(entries[each]?.startedAt ?? "") || beyond;
  });
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times)];
  switch (question.asks) {
    case "changes":
      return question.fromMs < toMs && question.toMs >= fromMs;
    case "passwords":
      // What was missed then is missing in the list for ever.
      return question.atMs >= fromMs;
    default:
      return question.atMs >= fromMs && question.atMs < toMs;
  }
}

/** Does a finding put in doubt every line about one customer from then on, and is nothing else wrong? */
function outlasts(
  { at, lastingFor }: Finding,
  question: Question,
  { entries }: History,
  lines: readonly string[],
): boolean {
  const entry = entries.find(({ name }) => name === at);
  if (lastingFor === undefined || entry === undefined) return false;
  const untilMs = question.asks === "changes" ? question.toMs : question.atMs;
  const isAbout = new RegExp(`(^|[ :])${lastingFor}([ :]|$)`);
  return untilMs >= Date.parse(entry.startedAt) && lines.every((line) => isAbout.test(line));
}
