// Runs npm run verify -- --check-evidence: are the earlier results still valid? Does not ask Azure.
import { registryId, vaultId } from "../../components/names";
import type { Customer, CustomersFile } from "../../customers/schema/schema";
import type { Outcome } from "../command";
import { UserError } from "../userError";
import { verdictOf } from "./checkLog";
import type { DeployedStack } from "./deployedStack";
import { readEvidence } from "./evidenceFile";
import type { Check, CustomerEvidence, Evidence } from "./evidenceSchema";
import { stateOn } from "./verifyCustomer";

/** What is compared with it. */
export interface Present {
  stack: DeployedStack;
  file: { path: string; content: CustomersFile };
  /** Those of the file who are asked for. */
  customers: readonly Customer[];
  now: Date;
}

/** After so many days an evidence is too old, unless another age is named. */
const MAXIMUM_AGE_DAYS = 7;

const DAY_MS = 86_400_000;

/** Exit code 1 when anything no longer fits, or when something was found then. */
export async function checkEvidence(
  options: { readonly checkEvidence: string; readonly maximumAgeDays?: string },
  present: Present,
): Promise<Outcome> {
  const maximumAgeDays = daysOf(options.maximumAgeDays) ?? MAXIMUM_AGE_DAYS;
  const path = options.checkEvidence;
  const evidence = await readEvidence(path);
  const misfits = misfitsOf(evidence, present, maximumAgeDays);
  const { madeAt } = evidence;
  const count = present.customers.length;
  const fits = `${path} of ${madeAt} fits: ${count} ${count === 1 ? "customer" : "customers, each"} as the file says`;
  return {
    exitCode: misfits.length === 0 ? 0 : 1,
    lines:
      misfits.length === 0
        ? [fits]
        : [`${path} of ${madeAt} does not fit:`, ...misfits.map((each) => `  ${each}`)],
    data: { evidence: path, madeAt, misfits },
  };
}

/** Lists everything that is no longer valid. */
export function misfitsOf(
  evidence: Evidence,
  { stack, file, customers, now }: Present,
  maximumAgeDays: number,
): string[] {
  const ageDays = Math.floor((now.getTime() - Date.parse(evidence.madeAt)) / DAY_MS);
  const { place, appliedSha256, deployed } = stack;
  const { sha256 } = file.content;
  const covered = new Map(evidence.customers.map((each) => [each.id, each]));
  const today = now.toISOString().slice(0, 10);
  return [
    ...(ageDays > maximumAgeDays
      ? [`it is ${ageDays} days old; at most ${maximumAgeDays} are allowed`]
      : []),
    ...(ageDays < 0 ? ["it is from the future: correct the clock of one of the machines"] : []),
    ...(evidence.registryId.toLowerCase() === registryId(place).toLowerCase()
      ? []
      : [`it is of the registry ${evidence.registryId}`]),
    ...(evidence.vaultId.toLowerCase() === vaultId(place).toLowerCase()
      ? []
      : [`it is of the vault ${evidence.vaultId}`]),
    ...(evidence.file.sha256 === sha256 ? [] : [`${file.path} was changed since`]),
    ...(appliedSha256 === undefined || appliedSha256 === evidence.file.sha256
      ? []
      : ["the last update applied another file"]),
    ...customers.flatMap((customer) => {
      const then = covered.get(customer.id);
      if (then === undefined) return [`${customer.id}: it says nothing of them`];
      const state = stateOn(customer, today);
      return [...lacksOf(then, state), ...changesSince(then, deployed.get(customer.id))];
    }),
    ...evidence.customers
      .filter(
        ({ state }) => state === "removed" && customers.length === file.content.customers.length,
      )
      .map(({ id }) => `${id}: they were in the stack then, and not in the file`),
  ];
}

/** What keeps it from being a proof; the verdict that was written is not believed where the checks say another. */
function lacksOf({ id, ...then }: CustomerEvidence, state: CustomerEvidence["state"]): string[] {
  if (then.state !== state) return [`${id}: they were ${then.state} then, and are ${state} now`];
  const verdict = verdictOf([then, ...then.checks]);
  if (verdict === "found") return [`${id}: something was wrong then`];
  if (verdict === "undecided") return [`${id}: it was not known then`];
  const shows = (what: Check["what"]) =>
    then.checks.some((check) => check.what === what && check.verdict === "as declared");
  if (state !== "active") return shows("token") ? [] : [`${id}: it shows no token that is shut`];
  return [
    ...(shows("login") ? [] : [`${id}: it shows no login that was accepted`]),
    ...(shows("pull") ? [] : [`${id}: it shows nothing that was pulled`]),
  ];
}

function changesSince(
  then: CustomerEvidence,
  known: ReturnType<DeployedStack["deployed"]["get"]>,
): string[] {
  const { id, secretName, secretVersion, slot } = then;
  const { credentials } = known ?? {};
  const isLetIn = then.state === "active";
  return [
    ...((known?.secretName ?? null) === secretName
      ? []
      : [`${id}: the password is in another secret since`]),
    ...(isLetIn && credentials?.secretVersion !== secretVersion
      ? [
          `${id}: a new password was published since (${credentials?.currentSlot ?? "none"}, then ${slot ?? "none"})`,
        ]
      : []),
  ];
}

function daysOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,4}$/.test(given)) return Number(given);
  throw new UserError(`--maximum-age-days: "${given}" is not a number of days`, {
    remedy: "give a whole number, for example --maximum-age-days 1",
  });
}
