// Asks npm run audit as the command line does, on a fixed day.

import { expect } from "chai";
import picocolors from "picocolors";
import type { AuditOptions } from "../../../cli/audit/options";
import { runAudit } from "../../../cli/audit/runAudit";

/** The answer. @param columns of the terminal. @default - there is none. @param now @default 2026-12-01T08:00:00Z */
export async function ask(
  options: Partial<AuditOptions>,
  columns?: number,
  now = "2026-12-01T08:00:00Z",
) {
  return runAudit(
    { folder: ".", ...options },
    {
      env: { ARM_METADATA_HOSTNAME: "localhost", CUSTOMER_ACCESS_NOW: now },
      isTerminal: false,
      ...(columns === undefined ? {} : { columns }),
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => undefined,
      progress: () => undefined,
    },
  );
}

/** Why it is refused, and what to do. */
export async function refusal(options: Partial<AuditOptions>): Promise<string> {
  return ask(options).then(
    () => expect.fail("it ran"),
    ({ message, remedy }: Error & { remedy: string }) => `${message} | ${remedy}`,
  );
}
