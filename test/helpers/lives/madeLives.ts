// Makes up plausible lives of customers: as many as wanted, the same ones for the same seed, with all that can happen to one.

import type { Life, Lives, PasswordLife, Span, UpdateFact } from "../../../audit/lives";

/** How many of what. */
export interface Amounts {
  readonly customers: number;
  readonly repositories: number;
  readonly updates: number;
  readonly seed?: number;
}

const FIRST = Date.UTC(2025, 5, 2, 6);
const AS_OF = Date.UTC(2026, 10, 30, 12);
const DAY = 86_400_000;

/** Lives from June 2025 to November 2026. */
export function madeLives({ customers, repositories, updates, seed = 1 }: Amounts): Lives {
  const random = randomOf(seed);
  const lines = linesOf(repositories);
  const times = Array.from({ length: updates }, (_, index) =>
    Math.round(FIRST + ((AS_OF - DAY - FIRST) * index) / Math.max(updates - 1, 1)),
  );
  const made = Array.from({ length: customers }, (_, index) =>
    lifeOf(index, { lines, times, random }),
  );
  const busy = new Set(
    made.flatMap(({ spans, passwords }) => [
      ...spans.flatMap(({ from, to }) => [from, to]),
      ...passwords.map(({ seenIn }) => seenIn),
    ]),
  );
  return {
    stack: "customer-access/production",
    source: "azblob://history-copy",
    registryId:
      "/subscriptions/5f0b1c1e-0000-4000-8000-000000000001/resourceGroups/registry/providers/Microsoft.ContainerRegistry/registries/contosoregistry",
    vaultId:
      "/subscriptions/5f0b1c1e-0000-4000-8000-000000000001/resourceGroups/registry/providers/Microsoft.KeyVault/vaults/customer-passwords",
    asOf: new Date(AS_OF).toISOString(),
    updates: times.map((time, index) => updateOf(index + 1, time, !busy.has(index + 1), random)),
    customers: made,
    others: [],
    gaps: [
      { at: `production-${times[3]}`, words: "the checkpoint is cut off after 8,192 bytes" },
      { words: "a run before 2026-02-11T09:30:00Z left no entry: it was killed" },
    ],
  };
}

type Random = () => number;

/** Numbers from 0 to 1, by mulberry32. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const AREAS = ["app", "base", "ml", "tools", "docs", "data", "edge", "platform/runtime"];
const WORDS = ["api", "web", "worker", "inference", "training", "cli", "site", "gateway", "node"];

function linesOf(amount: number): string[] {
  const prefixes = ["base/*", "platform/*"].slice(0, Math.max(0, amount - 4));
  const names = Array.from({ length: amount - prefixes.length }, (_, index) => {
    const area = AREAS[index % AREAS.length];
    const round = Math.floor(index / AREAS.length);
    const word = WORDS[round % WORDS.length];
    return `${area}/${word}${round < WORDS.length ? "" : `-${Math.floor(round / WORDS.length) + 1}`}`;
  });
  return [...names, ...prefixes];
}

const CUSTOMERS = ["contoso", "fabrikam", "northwind", "adventure-works", "tailspin", "wingtip"];
const MORE = ["litware", "proseware", "fourth-coffee", "woodgrove", "lucerne", "graphic-design"];

function lifeOf(
  index: number,
  made: { lines: readonly string[]; times: readonly number[]; random: Random },
): Life {
  const names = [...CUSTOMERS, ...MORE];
  const round = Math.floor(index / names.length);
  const id = `${names[index % names.length]}${round === 0 ? "" : `-${round + 1}`}`;
  const spans = spansOf(id, index, made);
  return { id, tokenNames: [`${id}-pull`], spans, passwords: passwordsOf(spans, index, made) };
}

/** What happens after the first span, by turns: most customers live quietly. */
const FATES: readonly (readonly Partial<Span & { gone: true }>[])[] = [
  [],
  [{ repositories: [] }],
  [{ state: "suspended" }, { state: "active" }],
  [{ state: "offboarded" }],
  [{ state: "suspended" }],
  [{ accessUntil: "2026-09-30" }],
  [{ state: "offboarded" }, { state: "active" }],
  [{ declared: "suspended" }],
  [{ gone: true }],
  [{ actions: ["content/read", "content/write"] }],
  [{ accessUntil: "2027-06-30" }],
];

function spansOf(
  id: string,
  index: number,
  { lines, times, random }: { lines: readonly string[]; times: readonly number[]; random: Random },
): Span[] {
  const some = (amount: number) =>
    [...new Set(Array.from({ length: amount }, () => pick(lines, random)))].sort();
  const fate = FATES[index % FATES.length] ?? [];
  const latest = Math.max(times.length - 1, 1);
  let from = 1 + Math.floor(random() * latest * 0.5);
  let span: Omit<Span, "from"> = {
    state: "active",
    repositories: some(1 + Math.floor(random() * 6)),
    actions: random() < 0.3 ? ["content/read", "metadata/read"] : ["content/read"],
  };
  const spans: Span[] = [];
  for (const { gone, ...change } of fate) {
    const to = Math.min(from + 1 + Math.floor(random() * latest * 0.3), times.length);
    if (to <= from) break;
    spans.push({ from, ...span, to });
    if (gone) return spans;
    from = to;
    span = { ...span, ...change };
    if (change.repositories !== undefined) span = { ...span, repositories: some(5) };
    if (change.declared !== undefined) {
      const rights = `content/read; ${span.repositories.join(" ")}`;
      span = { ...span, declared: `suspended; ${id}-pull; ${rights}` };
    }
  }
  return [...spans, { from, ...span }];
}

function passwordsOf(
  spans: readonly Span[],
  index: number,
  { times, random }: { times: readonly number[]; random: Random },
): PasswordLife[] {
  const lives: PasswordLife[] = [];
  const first = spans[0]?.from ?? 1;
  const last = spans.at(-1);
  const stop = last?.state === "offboarded" ? last.from : (last?.to ?? times.length + 1);
  let generation = 1;
  for (let each = first, slot = 1; each < stop; slot = 3 - slot) {
    const from = times[each - 1] ?? 0;
    const ends = from + 90 * DAY;
    const isLastOne = from + 60 * DAY > (times[stop - 1] ?? AS_OF);
    lives.push({
      ...{
        slot: slot === 1 ? "password1" : "password2",
        from: iso(from),
        seenIn: each,
        generation,
      },
      ...endOf({ ends, isLastOne, stopAt: times[stop - 1], odd: random(), index }),
    });
    const next = times.findIndex((time) => time >= from + 60 * DAY);
    if (next < 0) break;
    each = next + 1;
    generation += 1;
  }
  return lives;
}

function endOf(about: {
  ends: number;
  isLastOne: boolean;
  stopAt: number | undefined;
  odd: number;
  index: number;
}): Omit<PasswordLife, "slot" | "from" | "seenIn"> {
  const { ends, isLastOne, stopAt, odd } = about;
  if (stopAt !== undefined && stopAt < ends) return { end: iso(stopAt), how: "offboarded" };
  const announcedEnd = iso(ends).slice(0, 10);
  if (isLastOne) return { how: "in use" };
  if (ends > AS_OF) return { announcedEnd, how: "still works" };
  if (odd < 0.04) return { end: iso(ends - 40 * DAY), how: "revoked" };
  if (odd < 0.07) return { announcedEnd, end: iso(ends), how: "expired" };
  if (odd < 0.09) return { end: iso(ends - 20 * DAY), how: "removed by others" };
  if (odd < 0.11) return { end: iso(ends - 10 * DAY), how: "unknown" };
  return { announcedEnd, end: `${announcedEnd}T00:00:00.000Z`, how: "rotated" };
}

const AUTHORS = ["Ada Author", "Grace Green", "Linus Lund", "Margaret Moss"];
const MESSAGES = [
  "Give contoso the new gateway",
  "Suspend a customer over an unpaid bill",
  "Rotate what is due",
  "Offboard after the end of the contract",
  "Welcome a customer",
];

function updateOf(number: number, time: number, isQuiet: boolean, random: Random): UpdateFact {
  const result = random() < 0.02 ? "failed" : "succeeded";
  const [author, approver] = [pick(AUTHORS, random), pick(AUTHORS, random)];
  const usual = {
    ...{
      number,
      name: `production-${time}`,
      kind: isQuiet && number % 7 === 0 ? "refresh" : "update",
    },
    ...({ startedAt: iso(time - 90_000), endedAt: iso(time), result, isQuiet } as const),
    revision: number,
    acknowledged: [],
  };
  if (isQuiet) return { ...usual, message: "Nightly run", provenance: {} };
  return {
    ...usual,
    message: pick(MESSAGES, random),
    provenance: {
      commit: Math.floor(random() * 2 ** 40)
        .toString(16)
        .padStart(40, "5b"),
      author,
      pullRequest: `${100 + number}`,
      ...(random() < 0.9
        ? { approvers: author === approver ? [approver] : [approver, "Kay Keen"] }
        : {}),
      run: `https://github.example/contoso/access/actions/runs/${number}`,
    },
  };
}

function pick<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
