// Collects the checks of one customer. An inconclusive answer of Azure becomes a reason, and the other checks continue.
import { AzureError } from "../../azure/azureError";
import type { Check, CustomerEvidence } from "./evidenceSchema";

/** The result of a check. */
export interface Tried {
  verdict: Check["verdict"];
  /** As text; never a password. */
  answer: string;
  /** What is wrong and what to do, or why it is not known. @default - all is well */
  reason?: string;
}

/** The checks of one customer, in the order in which they were made. */
export class CheckLog {
  readonly checks: Check[] = [];
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Records a result; returns whether it is as declared. */
  note(what: Check["what"], of: string | null, tried: Tried): boolean {
    const { verdict, answer, reason = null } = tried;
    this.checks.push({ what, of, verdict, answer, reason, at: this.#now().toISOString() });
    return verdict === "as declared";
  }

  /** Makes a check, and records its result. */
  async try(
    what: Check["what"],
    of: string | null,
    attempt: () => Promise<Tried>,
  ): Promise<boolean> {
    try {
      return this.note(what, of, await attempt());
    } catch (thrown) {
      return this.note(what, of, undecided(thrown));
    }
  }

  /** The verdict on the customer. */
  get verdict(): CustomerEvidence["verdict"] {
    return verdictOf(this.checks);
  }
}

/** The most serious verdict of all. */
export function verdictOf(checks: readonly Pick<Check, "verdict">[]): CustomerEvidence["verdict"] {
  const seen = new Set(checks.map(({ verdict }) => verdict));
  if (seen.has("found")) return "found";
  return seen.has("undecided") ? "undecided" : "as declared";
}

/** @throws what is no failure of a request to Azure */
export function undecided(thrown: unknown): Tried {
  if (!(thrown instanceof AzureError)) throw thrown;
  return { verdict: "undecided", answer: "no answer that decides", reason: thrown.message };
}
