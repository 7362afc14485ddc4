// What is wrong with a customer's passwords and can be corrected, with what to do. Pure.
import { addDays } from "../../access/days";
import { notWrittenOver } from "../../passwords/marks";
import type { CustomerReport, Problem } from "./customerReport";
import { countDays, daysBetween } from "./days";
import type { DeployedCredentials, DeployedCustomer } from "./deployedCustomers";

/** The parts of a report other than the problems. */
type Facts = Omit<CustomerReport, "problems" | "losses">;

/** Finds all problems of a customer, the most urgent first. */
export function problemsOf(customer: DeployedCustomer, facts: Facts, today: string): Problem[] {
  return RULES.flatMap((rule) => {
    const problem = rule(customer, facts, today);
    return problem === undefined ? [] : [problem];
  });
}

type Rule = (customer: DeployedCustomer, facts: Facts, today: string) => Problem | undefined;

const currentPasswordWorks: Rule = (_, { state, current }, today) => {
  const end = current?.worksUntil;
  if (state !== "active" || end === undefined || end === null || end > today) return undefined;
  return {
    kind: "ended",
    message: `${current?.slot} ended on ${end}, ${ago(end, today)}: run \`pulumi up\` now, which issues the next one`,
  };
};

const nobodyChangedIt: Rule = ({ credentials }, { current }) => {
  const { currentSlot = "", drift = {}, hasPassword, secretIs } = credentials ?? {};
  const secret = notHandedOut(secretIs) === undefined ? ["secret"] : [];
  const changes = ["enabled", "scopeMapId", ...secret, currentSlot].flatMap(
    (what) => drift[what] ?? [],
  );
  if (changes.length === 0 && hasPassword && current === null) {
    changes.push(`${currentSlot} is gone`);
  }
  if (changes.length === 0) return undefined;
  return {
    kind: "drift",
    message: `${changes.join("; ")}: run \`pulumi up\`, which corrects it`,
  };
};

const statusIsAsDeclared: Rule = ({ credentials }, facts, today) => {
  const { state, accessUntil, current, previous } = facts;
  if (credentials === undefined || credentials.drift.enabled !== undefined) return undefined;
  if (state === "unfinished" || credentials.enabled === (state === "active")) return undefined;
  // The passwords end with the access by themselves, so the next nightly run is early enough.
  const isFirstDay = accessUntil !== null && today === addDays(accessUntil, 1);
  if (state === "ended" && isFirstDay && !current?.works && !previous?.works) return undefined;
  const why = state === "ended" ? `access ended with ${accessUntil}` : `the customer is ${state}`;
  return {
    kind: "wrong-status",
    message: `the token is ${credentials.enabled ? "enabled" : "disabled"}, although ${why}: run \`pulumi up\``,
  };
};

const revocationIsFinished: Rule = ({ credentials, revokedBefore }) => {
  if (credentials === undefined || credentials.revokeBefore <= revokedBefore) return undefined;
  return {
    kind: "not-revoked",
    message: `passwords before generation ${credentials.revokeBefore} may still work: run \`pulumi up\`, which removes them`,
  };
};

const passwordIsPublished: Rule = ({ secretName, credentials }, { state, current }) => {
  const why = notHandedOut(credentials?.secretIs);
  if (state === "offboarded" || current === null || why === undefined) return undefined;
  return { kind: "not-published", message: `secret ${secretName} ${why}` };
};

const passwordIsThere: Rule = ({ credentials, pending }, { state }) => {
  const isOthers = state === "offboarded" || pending.length > 0;
  if (isOthers || credentials?.hasPassword) return undefined;
  // The first password is issued when they become active.
  if (credentials !== undefined && (state === "suspended" || state === "ended")) return undefined;
  const message =
    credentials === undefined
      ? "no password was issued, because the last run did not reach it: `npm run plan` says what must be corrected first, then run `pulumi up`"
      : "no password was published yet: run `pulumi up`, which issues one";
  return { kind: "no-password", message };
};

const rotationIsInTime: Rule = (_, { state, rotatesOn, current }, today) => {
  const isOver = current?.works !== true;
  if (state !== "active" || isOver || rotatesOn === null || rotatesOn >= today) return undefined;
  return {
    kind: "overdue",
    message: `the next password is due since ${rotatesOn} (${countDays(daysBetween(rotatesOn, today))}): run \`pulumi up\`, and look at the nightly run`,
  };
};

const nothingIsHalfDone: Rule = ({ pending }) => {
  if (pending.length === 0) return undefined;
  return {
    kind: "interrupted",
    message: `a killed run left ${pending.join(", ")} half done: \`npm run recover\` shows what to do`,
  };
};

const lastRunFinished: Rule = ({ credentials }) => {
  const failure = credentials?.failure?.split("\n")[0];
  if (failure === undefined) return undefined;
  return { kind: "failed", message: `the last run failed: ${failure}` };
};

const passwordServedByHandIsYoung: Rule = (
  { credentials },
  { state, rotation, current },
  today,
) => {
  if (state !== "active" || rotation !== "manual" || current === null) return undefined;
  const { lifetimeDays } = credentials ?? {};
  if (current.worksUntil !== null || lifetimeDays === undefined) return undefined;
  if (today < addDays(current.issuedOn, lifetimeDays)) return undefined;
  return {
    kind: "old",
    message: `${current.slot} is older than ${countDays(lifetimeDays)} and rotation is manual: raise \`generation\` for a new one`,
  };
};

/** Every rule, named for the correct state, in the order of PROBLEM_KINDS. */
const RULES: readonly Rule[] = [
  currentPasswordWorks,
  nobodyChangedIt,
  statusIsAsDeclared,
  revocationIsFinished,
  passwordIsPublished,
  passwordIsThere,
  rotationIsInTime,
  nothingIsHalfDone,
  lastRunFinished,
  passwordServedByHandIsYoung,
];

/** Why the password is not in the secret, and what to do; undefined if it is. */
function notHandedOut(secretIs: DeployedCredentials["secretIs"]): string | undefined {
  switch (secretIs) {
    case undefined:
    case "altered":
      return undefined;
    case "missing":
      return "was deleted: run `pulumi up`, which recovers it, or issues a new password if it was purged";
    case "purged":
      return "was purged: run `pulumi up`, which issues a new password";
    case "foreign":
    case "unconfirmed":
      return "holds what somebody else wrote: run `pulumi up`, which issues a new password";
    default:
      return notWrittenOver(secretIs);
  }
}

function ago(day: string, today: string): string {
  const days = daysBetween(day, today);
  return days === 0 ? "today" : `${countDays(days)} ago`;
}
