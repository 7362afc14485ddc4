// Asks the product's reader and answers, the project's own or ones in which something is broken.

import { createRequire } from "node:module";
import { join } from "node:path";
import type { Gap, History } from "../../../../audit/snapshot";
import { PROJECT } from "../../../model/engine/product";
import type { Facts } from "./facts";
import type { Question } from "./questions";

/** What answers questions about one history. */
export interface Asked {
  readonly history: History;
  /** The answer in the lines of {@link expectedAnswer}, and the gaps that it names. */
  ask(question: Question): { lines: string[]; gaps: History["gaps"] };
  /** What `--verify` finds beside gaps, but for what answers say themselves: where the record declares something else. */
  findings(): readonly Finding[];
}

/** What `--verify` finds. */
export interface Finding extends Gap {
  /** Of which customer all that comes later is in doubt as well, as the finding says. */
  readonly lastingFor?: string;
}

/** What of the product is asked. */
export type Product = typeof import("../../../../audit/answers/access") &
  typeof import("../../../../audit/answers/changes") &
  typeof import("../../../../audit/answers/credentials") &
  typeof import("../../../../audit/answers/repository") &
  typeof import("../../../../audit/livesOf") &
  typeof import("../../../../audit/verify/verdict") &
  typeof import("../../../../cli/audit/moments") &
  typeof import("../../../../cli/audit/sources/openHistory");

/** The files that have it. */
export const PRODUCT_FILES: readonly string[] = [
  "audit/answers/access",
  "audit/answers/changes",
  "audit/answers/credentials",
  "audit/answers/repository",
  "audit/livesOf",
  "audit/verify/verdict",
  "cli/audit/moments",
  "cli/audit/sources/openHistory",
];

/** Loads the project's own. */
export function loadProduct(): Product {
  const load = createRequire(join(PROJECT, "package.json"));
  return Object.assign({}, ...PRODUCT_FILES.map((file) => load(`./${file}.ts`))) as Product;
}

/**
 * Opens the history below `folder`.
 *
 * @param product the project's own, or one in which something is broken
 * @param folder or the address of a container, which `env` opens
 * @param facts by whose times updates are told apart
 */
export async function openAsked(
  product: Product,
  {
    folder,
    cacheFolder,
    facts,
    env = {},
  }: {
    folder: string;
    cacheFolder: string;
    facts: readonly Facts[];
    env?: NodeJS.ProcessEnv;
  },
): Promise<Asked> {
  const history = await product.openHistory(
    { history: folder, cacheFolder },
    { env, signal: new AbortController().signal, progress: () => {} },
  );
  return {
    history,
    ask: (question) => {
      const lives = product.livesOf(history, momentOf(question, product));
      return { lines: linesOf(question, lives, product, facts), gaps: lives.gaps };
    },
    findings: () => {
      const lives = product.livesOf(history, "9999-12-31T23:59:59.999Z");
      const { findings } = product.verdictOn(history, lives, undefined).data as VerdictData;
      return findings
        .filter(({ kind }) => kind !== "contradicts")
        .map(({ at, words }) => ({
          ...(at === null ? {} : { at }),
          words,
          ...(words.endsWith("nothing after that seals its passwords")
            ? { lastingFor: words.slice(0, words.indexOf(":")) }
            : {}),
        }));
    },
  };
}

/** As somebody would type it: a day, or an instant. */
function momentOf(question: Question, product: Product): string {
  if (question.asks === "changes") return new Date(question.toMs).toISOString();
  const iso = new Date(question.atMs).toISOString();
  return product.momentOf(question.byDay ? iso.slice(0, 10) : iso, "--at");
}

function linesOf(
  question: Question,
  lives: ReturnType<Product["livesOf"]>,
  product: Product,
  facts: readonly Facts[],
): string[] {
  switch (question.asks) {
    case "access": {
      const { customers } = product.accessAnswer(lives).data as AccessData;
      return customers.map(({ id, canPull, repositories }) =>
        repositories.length === 0 && !canPull
          ? "without a token"
          : `${id} ${canPull ? "can" : "cannot"} pull ${repositories.join(" ")}`,
      );
    }
    case "repository": {
      const answer = product.repositoryAnswer(lives, question.repository).data as RepositoryData;
      return answer.pulledBy.filter(({ canPull }) => canPull).map(({ customer }) => customer);
    }
    case "passwords": {
      const answer = product.credentialsAnswer(lives).data as CredentialsData;
      return answer.passwords.map(({ customer, slot, from, announcedEnd = "-", end }) => {
        const works = end === undefined || Date.parse(end) > question.atMs;
        return `${customer} ${slot} of ${new Date(from).toISOString()} announced ${announcedEnd} ${works ? "works" : "has ended"}`;
      });
    }
    default: {
      const from = new Date(question.fromMs).toISOString();
      const to = new Date(question.toMs).toISOString();
      const answer = product.changesAnswer(lives, { from, to }).data as ChangesData;
      return answer.changes.flatMap(({ endedAt, events }) => {
        const number = numberAt(Date.parse(endedAt), facts);
        return events.flatMap(({ customer, kind, words }) => {
          const what = changeIn(kind, words);
          return what === undefined ? [] : [`${number}: ${customer} ${what}`];
        });
      });
    }
  }
}

/** The update that was over then, in whole seconds. */
function numberAt(ms: number, facts: readonly Facts[]): number {
  return (
    facts.findIndex(({ beganMs, endedMs }) => ms > beganMs - 2_000 && ms < endedMs + 2_000) + 1
  );
}

function changeIn(kind: string, words: string): string | undefined {
  const named = words.replace(/^may (also|no longer) pull /, "").replace(/,? and |, /g, " ");
  switch (kind) {
    case "created":
    case "returned":
      return "comes";
    case "removed":
      return "goes";
    case "gained":
      return `gains ${named}`;
    case "lost":
      return `loses ${named}`;
    case "suspended":
    case "offboarded":
      return "is shut out";
    case "resumed":
      return "is let in";
    default:
      return undefined;
  }
}

interface VerdictData {
  findings: { kind: string; at: string | null; words: string }[];
}
interface AccessData {
  customers: { id: string; canPull: boolean; repositories: string[] }[];
}
interface RepositoryData {
  pulledBy: { customer: string; canPull: boolean }[];
}
interface CredentialsData {
  passwords: {
    customer: string;
    slot: string;
    from: string;
    announcedEnd?: string;
    end?: string;
  }[];
}
interface ChangesData {
  changes: { endedAt: string; events: { customer: string; kind: string; words: string }[] }[];
}
