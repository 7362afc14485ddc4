// What the right answer to a question is, by the facts of the emulator alone.

import type { Facts, PasswordFact, TokenFact } from "./facts";
import type { Question } from "./questions";

/** An answer in lines that can be compared; a line is one statement. */
export interface Lines {
  /** All of these must be there. */
  readonly required: readonly string[];
  /** These may be there too: what the history cannot or need not tell. */
  readonly allowed: readonly string[];
}

/** The right answer. */
export function expectedAnswer(question: Question, facts: readonly Facts[]): Lines {
  if (question.asks === "changes") return changes(question, facts);
  const { atMs } = question;
  const index = facts.findLastIndex(({ beganMs }) => beganMs < atMs);
  const tokens = facts[index]?.tokens ?? new Map<string, TokenFact>();
  if (question.asks === "passwords") return passwords(facts.slice(0, index + 1), atMs);
  const able = [...tokens].filter(([, token]) => canPull(token, atMs));
  if (question.asks === "repository") {
    const { repository } = question;
    const found = able.filter(([, token]) =>
      pulled(token).some((each) => reaches(each, repository)),
    );
    return { required: found.map(([id]) => id), allowed: [] };
  }
  return {
    required: [
      ...able.map(([id, token]) => `${id} can pull ${pulled(token).join(" ")}`),
      ...[...tokens]
        .filter(([, token]) => !canPull(token, atMs))
        .map(([id, token]) => `${id} cannot pull ${pulled(token).join(" ")}`),
    ],
    // Who was declared and refused by Azure is in the record, without a token.
    allowed: tokens.size === 0 ? [] : ["without a token"],
  };
}

/** Repositories that a token may pull from, in order. */
function pulled({ actions }: TokenFact): string[] {
  return actions
    .flatMap((action) => /^repositories\/(.+)\/content\/read$/.exec(action)?.[1] ?? [])
    .sort();
}

/** The registry lets in whoever has a password that has not ended, if the token is enabled. */
function canPull(token: TokenFact, atMs: number): boolean {
  const works = token.passwords.some(({ endMs }) => endMs === undefined || endMs > atMs);
  return token.enabled && works && pulled(token).length > 0;
}

/** `base/*` reaches everything below `base/`. */
function reaches(pattern: string, repository: string): boolean {
  return pattern.endsWith("/*")
    ? repository.startsWith(pattern.slice(0, -1))
    : pattern === repository;
}

function passwords(facts: readonly Facts[], atMs: number): Lines {
  const found = new Map<string, { line: (works: boolean) => string; isDoubtful: boolean }>();
  const last = facts.at(-1);
  const standing = new Set<string>();
  for (const [index, each] of facts.entries()) {
    for (const [id, token] of each.tokens) {
      for (const password of token.passwords) {
        const key = `${id} ${password.slot} ${password.fromMs}`;
        // What only a killed run has seen may be in no state.
        const next = facts[index + 1]?.tokens.get(id)?.passwords ?? [];
        const isDoubtful = each.isKilled && !next.some(({ fromMs }) => fromMs === password.fromMs);
        const isKnown = found.get(key)?.isDoubtful === false;
        const line = (works: boolean) => passwordLine(id, password, works);
        found.set(key, { line, isDoubtful: isDoubtful && !isKnown });
        const { endMs } = password;
        if (each === last && (endMs === undefined || endMs > atMs)) standing.add(key);
      }
    }
  }
  const all = [...found].map(([key, { line, isDoubtful }]) => ({
    line: line(standing.has(key)),
    isDoubtful,
  }));
  return {
    required: all.filter(({ isDoubtful }) => !isDoubtful).map(({ line }) => line),
    allowed: all.filter(({ isDoubtful }) => isDoubtful).map(({ line }) => line),
  };
}

function passwordLine(id: string, { slot, fromMs, endMs }: PasswordFact, works: boolean): string {
  const until = endMs === undefined ? "-" : new Date(endMs).toISOString().slice(0, 10);
  return `${id} ${slot} of ${new Date(fromMs).toISOString()} announced ${until} ${works ? "works" : "has ended"}`;
}

function changes(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  facts: readonly Facts[],
): Lines {
  const required: string[] = [];
  const allowed: string[] = [];
  for (const [index, after] of facts.entries()) {
    if (after.beganMs <= fromMs || after.beganMs > toMs) continue;
    const before = facts[index - 1];
    // A killed run's changes count as its own or as those of the next run, by what got into the state.
    const isDoubtful = after.isKilled || before?.isKilled === true;
    for (const id of new Set([...after.tokens.keys(), ...(before?.tokens.keys() ?? [])])) {
      const { certain, possible } = changesOf(id, before, after);
      const numbered = (lines: readonly string[]) =>
        lines.map((line) => `${index + 1}: ${id} ${line}`);
      (isDoubtful ? allowed : required).push(...numbered(certain));
      allowed.push(...numbered(possible));
    }
  }
  return { required, allowed };
}

function changesOf(
  id: string,
  before: Facts | undefined,
  after: Facts,
): { certain: string[]; possible: string[] } {
  const [was, is] = [before?.tokens.get(id), after.tokens.get(id)];
  if (was === undefined || before === undefined) return { certain: ["comes"], possible: [] };
  if (is === undefined) return { certain: ["goes"], possible: [] };
  const gained = pulled(is).filter((each) => !pulled(was).includes(each));
  const lost = pulled(was).filter((each) => !pulled(is).includes(each));
  const certain = [
    ...(gained.length > 0 ? [`gains ${gained.join(" ")}`] : []),
    ...(lost.length > 0 ? [`loses ${lost.join(" ")}`] : []),
  ];
  if (was.enabled === is.enabled) {
    // Who was suspended may be offboarded, which changes no token.
    return { certain, possible: is.enabled ? [] : ["is shut out"] };
  }
  const line = is.enabled ? "is let in" : "is shut out";
  // After the last day of access a run disables the token, which is no suspension.
  const isByTime = isOver(id, is.enabled ? before : after);
  return isByTime ? { certain, possible: [line] } : { certain: [...certain, line], possible: [] };
}

function isOver(id: string, { beganMs, accessUntil }: Facts): boolean {
  const last = accessUntil.get(id);
  return last !== undefined && last < new Date(beganMs).toISOString().slice(0, 10);
}
