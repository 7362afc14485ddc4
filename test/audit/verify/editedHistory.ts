// Edits of single fields in a history's files, and whether an answer or an anchor notices.

import { createRequire } from "node:module";
import { join } from "node:path";
import fc from "fast-check";
import { PROJECT } from "../../model/engine/product";
import type { StoredRun } from "../history/storedHistory";

/** The reader, the answers and the verdict, of the project or of a copy in which something is broken. */
export type Product = typeof import("../../../audit/answers/access") &
  typeof import("../../../audit/answers/changes") &
  typeof import("../../../audit/answers/credentials") &
  typeof import("../../../audit/answers/customer") &
  typeof import("../../../audit/head") &
  typeof import("../../../audit/history/makeHistory") &
  typeof import("../../../audit/history/readCheckpoint") &
  typeof import("../../../audit/history/readEntry") &
  typeof import("../../../audit/livesOf") &
  typeof import("../../../audit/verify/verdict");

/** The files that have them. */
export const PRODUCT_FILES: readonly string[] = [
  "audit/answers/access",
  "audit/answers/changes",
  "audit/answers/credentials",
  "audit/answers/customer",
  "audit/head",
  "audit/history/makeHistory",
  "audit/history/readCheckpoint",
  "audit/history/readEntry",
  "audit/livesOf",
  "audit/verify/verdict",
];

/** Loads the project's own. */
export function loadProduct(): Product {
  const load = createRequire(join(PROJECT, "package.json"));
  return Object.assign({}, ...PRODUCT_FILES.map((file) => load(`./${file}.ts`))) as Product;
}

/** One edit: which file, by which way to a field, and what is done there. */
export interface Edit {
  readonly run: number;
  readonly file: "entry" | "checkpoint";
  /** At each level one of so many keys. */
  readonly way: readonly number[];
  readonly does: "change" | "remove" | "empty" | "hide";
}

/** Any edit. */
export const edits: fc.Arbitrary<Edit> = fc.record({
  run: fc.nat({ max: 1_000 }),
  file: fc.constantFrom("entry", "checkpoint"),
  way: fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 10 }),
  does: fc.constantFrom("change", "remove", "empty", "hide"),
});

/** Does the edit. @returns the runs with it, and where it is, in words; undefined where it changes nothing */
export function edited(
  runs: readonly StoredRun[],
  { run, file, way, does }: Edit,
): { readonly runs: readonly StoredRun[]; readonly where: string } | undefined {
  const index = run % runs.length;
  const text = runs[index]?.[file];
  if (text === undefined) return undefined;
  const whole = JSON.parse(text) as object;
  const path: string[] = [];
  let inner = whole as Record<string, unknown>;
  for (const choice of way) {
    const keys = Object.keys(inner);
    if (keys.length === 0) break;
    const key = keys[choice % keys.length] ?? "";
    path.push(key);
    const next = inner[key];
    if (typeof next !== "object" || next === null || path.length === way.length) {
      change(inner, key, does);
      break;
    }
    inner = next as Record<string, unknown>;
  }
  const altered = JSON.stringify(whole);
  if (altered === text) return undefined;
  return {
    runs: runs.map((each, at) => (at === index ? { ...each, [file]: altered } : each)),
    where: `${does} ${path.join("/")} in the ${file} of ${runs[index]?.name}`,
  };
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";

function change(within: Record<string, unknown>, key: string, does: Edit["does"]): void {
  const value = within[key];
  if (does === "remove") {
    if (Array.isArray(within)) within.splice(Number(key), 1);
    else delete within[key];
  } else if (does === "empty") within[key] = null;
  else if (does === "hide" && typeof value === "object" && value !== null) {
    within[key] = { ...value, [SIGNATURE]: null };
  } else if (typeof value === "number") within[key] = value + 1;
  else if (typeof value === "boolean") within[key] = !value;
  else if (typeof value === "string") within[key] = later(value) ?? `${value}x`;
  else within[key] = "x";
}

/** A time stays one. */
function later(value: string): string | undefined {
  return /^\d{4}-\d\d-\d\d/.test(value)
    ? value.replace(/\d(?=T|$)/, (day) => `${(Number(day) + 1) % 10}`)
    : undefined;
}

/** Reads histories of these runs, of which only some differ each time. */
export function reader(product: Product, present: string) {
  const known = new Map<string, unknown>();
  const read = <Value>(text: string | undefined, understand: (text: string) => Value) => {
    if (text === undefined) return undefined;
    const value = (known.get(text) as Value | undefined) ?? understand(text);
    if (known.size < 100) known.set(text, value);
    return value;
  };
  return (runs: readonly StoredRun[]) =>
    product.makeHistory({
      stack: "customer-access/dev",
      source: "/history",
      entries: runs.map(({ name, entry, checkpoint }) => {
        const said = read(entry, product.readEntry);
        const left = read(checkpoint, product.readCheckpoint);
        return {
          name,
          ...(said === undefined ? {} : { entry: said }),
          ...(left === undefined ? {} : { checkpoint: left }),
        };
      }),
      present: product.readCheckpoint(present),
      gaps: [],
    });
}

type History = ReturnType<ReturnType<typeof reader>>;

/** All that an auditor is told, as one text. */
export function toldBy(product: Product, history: History): string {
  const lives = product.livesOf(history, "2027-01-01T00:00:00.000Z");
  const ids = lives.customers.map(({ id }) => id);
  return JSON.stringify([
    product.accessAnswer(lives).data,
    product.credentialsAnswer(lives).data,
    product.changesAnswer(lives, { from: "2000-01-01T00:00:00.000Z", to: lives.asOf }).data,
    ids.map((id) => product.customerAnswer(lives, id)?.data),
  ]);
}

/** An anchor after so many of the runs. */
export function anchorOf(product: Product, history: History, count: number) {
  const written = history.written.slice(0, count);
  const coverage = product.coverageOf({ written });
  const guard = written.at(-1)?.snapshot?.guard;
  if (coverage === undefined || guard?.recordSha256 === undefined) throw new Error("no head");
  const { revision, recordSha256 } = guard;
  return {
    name: `anchors.jsonl:${count}`,
    stack: history.stack,
    revision,
    recordSha256,
    ...coverage,
  };
}

/** What the anchors contradict, as `at: words`. */
export function contradicted(
  product: Product,
  history: History,
  anchors: readonly ReturnType<typeof anchorOf>[],
): string[] {
  const lives = product.livesOf(history, "2027-01-01T00:00:00.000Z");
  const { findings } = product.verdictOn(history, lives, anchors).data as {
    findings: { kind: string; at: string | null; words: string }[];
  };
  return findings.flatMap(({ kind, at, words }) => (kind === "anchor" ? [`${at}: ${words}`] : []));
}
