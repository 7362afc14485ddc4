// Runs `npm run drift` in this process, and takes its report apart.

import picocolors from "picocolors";
import type { HttpOptions } from "../../azure/http";
import type { Outcome } from "../../cli/command";
import { type DriftReport, driftSchema } from "../../cli/drift/driftSchema";
import { type DriftOptions, runDrift } from "../../cli/drift/runDrift";

/** What the command gave. */
export interface Drift extends Outcome {
  readonly data: DriftReport;
}

/** Runs it for the stack `dev` of a folder. */
export async function driftIn(
  { folder, env, http }: { folder: string; env: NodeJS.ProcessEnv; http: HttpOptions },
  options: Partial<DriftOptions> = {},
): Promise<Drift> {
  const outcome = await runDrift(
    { folder, stack: "dev", ...options },
    {
      env,
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: () => {},
    },
    http,
  );
  // What is printed as JSON is what the schema says.
  return { ...outcome, data: driftSchema.parse(JSON.parse(JSON.stringify(outcome.data))) };
}

/** Each finding in one line, `kind | customer | subject: message`; random ends of names are replaced. */
export function foundIn({ findings }: DriftReport): string[] {
  return findings.map(({ kind, customer, subject, message }) =>
    `${kind} | ${customer ?? "-"} | ${subject}: ${message}`.replaceAll(
      /-(registry|sync)-[a-z0-9]{8}/g,
      "-$1-********",
    ),
  );
}
