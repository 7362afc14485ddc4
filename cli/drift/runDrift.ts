// Runs npm run drift: reads file, settings and Azure, finds what the file does not explain, and reports it.
import type { HttpOptions } from "../../azure/http";
import { dayBegunEverywhere, now } from "../../clock";
import { findDrift, inOneLine } from "../../drift/drift";
import { KINDS } from "../../drift/finding";
import type { CommandContext, Outcome } from "../command";
import { requireCustomersFile } from "../requireCustomersFile";
import { readStackSettings } from "../stackSettings";
import { UserError } from "../userError";
import type { DriftReport } from "./driftSchema";
import { driftMarkdown, driftText } from "./driftText";
import { gather } from "./gather";

/** What is compared, and how it is shown. */
export interface DriftOptions {
  readonly folder: string;
  readonly stack?: string;
  /** @default - the file that the stack declares */
  readonly customers?: string;
  readonly login?: boolean;
  readonly unused?: boolean;
  readonly markdown?: boolean;
}

/** What cannot be read from Azure. */
const CANNOT_BE_SEEN = [
  "who has copied a password",
  "what was pulled (only the registry's logs tell)",
  "who is in a group",
  "roles that somebody may activate for a while (Privileged Identity Management)",
  "who has access by Azure Lighthouse",
  "deny assignments, which take rights away",
  "deleted secrets",
  "where webhooks send (who may change them sees it)",
];

/**
 * Exit code 1 when anything was found, 2 when nothing was found and a part could not be looked at.
 *
 * @param http how requests are sent, where that is not the usual way
 */
export async function runDrift(
  options: DriftOptions,
  context: CommandContext,
  http: HttpOptions = {},
): Promise<Outcome> {
  const { env, progress } = context;
  const settings = await readStackSettings(options, context);
  const { stack, place, customersFile, operators, otherStacks, knownWebhooks } = settings;
  const today = dayBegunEverywhere(env);
  const { customers } = await requireCustomersFile(customersFile, { today });
  const cloud = await connect(env, { ...http, signal: context.signal });
  progress(
    `reading ${place.registryId.split("/").at(-1)} and ${place.vaultId.split("/").at(-1)} ...`,
  );
  const { login = false, unused = false, markdown = false } = options;
  const known = { today, place, customers, operators, otherStacks, knownWebhooks };
  const { facts, lookedAt, notLookedAt } = await gather(cloud, known, {
    login,
    unused,
    now: now(env),
  });
  const findings = findDrift(facts).map(({ kind, customer, subject, message }) => {
    const { group, advice } = KINDS[kind];
    return { kind, group, customer: customer ?? null, subject, message, advice };
  });
  const report: DriftReport = {
    today,
    stack,
    file: customersFile,
    registry: place.registryId,
    vault: place.vaultId,
    customers: customers.length,
    findings,
    limits: [...(facts.usages ?? [])],
    operators: [...operators],
    otherStacks: [...otherStacks],
    knownWebhooks: [...knownWebhooks],
    lookedAt: [...lookedAt],
    notLookedAt: notLookedAt.map(({ part, reason }) => ({ part, reason: inOneLine(reason) })),
    cannotBeSeen: [
      ...CANNOT_BE_SEEN,
      ...(login ? [] : ["whether the passwords in the vault log in (--login tries them)"]),
    ],
  };
  return {
    exitCode: findings.length > 0 ? 1 : notLookedAt.length > 0 ? 2 : 0,
    lines: markdown ? [driftMarkdown(report)] : driftText(report, context),
    isVerbatim: markdown,
    data: report,
  };
}

/** Imported here, since Azure's clients are heavy. */
async function connect(env: NodeJS.ProcessEnv, http: HttpOptions & { signal: AbortSignal }) {
  const { connectCloud } = await import("../../azure/cloud.js");
  const { AzureError } = await import("../../azure/azureError.js");
  return connectCloud(env, http).catch((thrown: unknown) => {
    if (thrown instanceof AzureError || http.signal.aborted) throw thrown;
    throw new UserError((thrown as Error).message, {
      remedy: "docs/azure.md#identity-of-a-run lists the variables",
    });
  });
}
