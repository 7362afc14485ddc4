// Rules about one customer and about the defaults section, after defaults were applied.
import { dateComplaint } from "../calendar";
import { lineComplaint, type Path, quote } from "../problem";
import { isId, MOST_ACTIONS, TOKEN_NAME_PATTERN } from "../schema/limits";
import type { Draft } from "./draft";
import type { Rule } from "./rule";

/** A rule about one customer; the path is relative to the customer. */
export type CustomerRule = Rule<Draft, Path>;

/** A customer's id is lower-case letters, digits and single hyphens, a letter first, 2 to 40 characters. */
export const idIsValid: CustomerRule = ({ id }, report) => {
  const complaint = id === undefined ? undefined : idComplaint(id);
  if (complaint !== undefined) report([], complaint);
};

/** Says why a text is no customer's id; undefined for one. */
export function idComplaint(text: string): string | undefined {
  if (isId(text)) return undefined;
  return `${quote(text)} is not a customer's id; use 2 to 40 lower-case letters, digits and single hyphens, a letter first, such as contoso`;
}

/** Texts for people are not blank and stand on one line, without control characters and commands to a pipeline. */
export const textIsOneLine: CustomerRule = (customer, report) => {
  for (const field of ["displayName", "contact"] as const) {
    const text = customer[field];
    const mayJoin = field === "displayName";
    if (text === undefined || text === "") continue;
    const complaint = lineComplaint(text, { mayJoin });
    if (complaint !== undefined) report([field], complaint);
    else if (text.trim() === "") report([field], "is blank; write something or remove it");
  }
};

/** Every customer may do at least one thing: pull. */
export const actionsIncludePull: CustomerRule = ({ actions }, report) => {
  if (!actions || actions.includes("content/read") || actions.includes(undefined)) return;
  report(["actions"], 'nothing can be pulled without "content/read"; add it');
};

/** An action is listed once. */
export const actionsAreListedOnce: CustomerRule = ({ actions }, report) => {
  for (const [index, action] of repeated(actions)) {
    report(["actions", index], `${quote(action)} is listed twice; remove one`);
  }
};

/** A scope map has at most 500 actions. */
export const scopeMapHasAtMost500Actions: CustomerRule = ({ repositories, actions }, report) => {
  const perRepository = new Set(actions).size;
  const distinct = new Set(repositories).size;
  const count = distinct * perRepository;
  if (count <= MOST_ACTIONS) return;
  report(
    ["repositories"],
    `${distinct} repositories with ${perRepository} ${perRepository === 1 ? "action" : "actions"} each make ${count} actions, and a scope map has at most ${MOST_ACTIONS}; use a prefix such as base/*, or make two customers of it`,
  );
};

/** The last day of access is a day of the calendar, written as YYYY-MM-DD. */
export const accessUntilIsADate: CustomerRule = ({ accessUntil }, report) => {
  const complaint = accessUntil === undefined ? undefined : dateComplaint(accessUntil, NO_END);
  if (complaint !== undefined) report(["accessUntil"], complaint);
};

const NO_END = { endless: "remove accessUntil where access has no end, or give an earlier day" };

/** A token's name is letters, digits and hyphens, a letter first, 5 to 50 characters. */
export const tokenNameIsValid: CustomerRule = ({ entry: { tokenName } }, report) => {
  const complaint = tokenName === undefined ? undefined : tokenNameComplaint(tokenName);
  if (complaint !== undefined) report(["tokenName"], complaint);
};

/** Says why a text is no token's name; undefined for one. */
export function tokenNameComplaint(text: string): string | undefined {
  if (TOKEN_NAME_PATTERN.test(text)) return undefined;
  return `${quote(text)} is not a token's name; use 5 to 50 letters, digits and hyphens, a letter first`;
}

/** Another stack's secret is adopted together with its token. */
export const adoptedSecretHasItsToken: CustomerRule = ({ entry: { adopt } }, report) => {
  if (!adopt?.includes("secret") || adopt.includes("token")) return;
  report(["adopt"], "adopts a secret without its token; write [token, scopeMap, secret]");
};

/** What is adopted is named. */
export const adoptedTokenIsNamed: CustomerRule = ({ entry: { adopt, tokenName } }, report) => {
  if (!adopt?.length || tokenName !== undefined) return;
  report(
    ["adopt"],
    "does not say which token is adopted; add tokenName: <its name in the registry>",
  );
};

/** Rotation begins in the second half of a password's lifetime. */
export const rotationFitsTheLifetime: CustomerRule = ({ credential, entry }, report) => {
  const { lifetimeDays, rotateBeforeDays } = credential;
  if (lifetimeDays === undefined || rotateBeforeDays === undefined) return;
  const most = Math.floor(lifetimeDays / 2);
  if (rotateBeforeDays <= most) return;
  const given = entry.credential ?? {};
  if (given.rotateBeforeDays === undefined && given.lifetimeDays !== undefined) {
    report(
      ["credential", "lifetimeDays"],
      `half of ${lifetimeDays} days is less than the rotateBeforeDays of the defaults, ${rotateBeforeDays}; add rotateBeforeDays: ${most} or less here`,
    );
    return;
  }
  report(
    ["credential", "rotateBeforeDays"],
    `${rotateBeforeDays} is more than half of lifetimeDays, ${lifetimeDays}; use at most ${most}`,
  );
};

/** No generation is revoked that was not followed by another. */
export const revokeBeforeIsAtMostGeneration: CustomerRule = ({ credential }, report) => {
  const { generation, revokeBefore } = credential;
  if (generation === undefined || revokeBefore === undefined || revokeBefore <= generation) return;
  report(
    ["credential", "revokeBefore"],
    `${revokeBefore} is more than generation, ${generation}, and would leave no password; raise generation to ${revokeBefore} too`,
  );
};

/** Every rule about one customer that is not about its repositories. */
export const CUSTOMER_RULES = [
  idIsValid,
  textIsOneLine,
  actionsIncludePull,
  actionsAreListedOnce,
  scopeMapHasAtMost500Actions,
  accessUntilIsADate,
  tokenNameIsValid,
  adoptedTokenIsNamed,
  adoptedSecretHasItsToken,
  rotationFitsTheLifetime,
  revokeBeforeIsAtMostGeneration,
] as const;

/** The elements of a list that stand in it already, with their indexes. */
export function repeated(list: readonly (string | undefined)[] = []): [number, string][] {
  const seen = new Set<string>();
  return list.flatMap((element, index): [number, string][] => {
    if (element === undefined) return [];
    if (seen.has(element)) return [[index, element]];
    seen.add(element);
    return [];
  });
}
