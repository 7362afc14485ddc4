// The inputs of TokenSecret with their defaults.

import { isSameId } from "../../azure/tokens/tokenId";
import type { Wanted } from "../../passwords/validity";
import { type Properties, UNKNOWN } from "../protocol/resource";

/** The program's settings for one token and the secret with its password. */
export interface SecretInputs extends Wanted {
  /** ARM id of the scope map that the token must be bound to. */
  scopeMapId: string;
  /** ARM id of the secret; undefined in the first preview of a stack, which does not know its suffix yet. */
  secretId: string | undefined;
  /** The random id of the stack, which marks its secrets; undefined in that preview. */
  owner: string | undefined;
  /** The stack's name for people: `registry-customer-access/dev`. */
  stack: string;
  /** Was the token adopted, with passwords that somebody may use? Otherwise nobody uses them. */
  adoptsToken: boolean;
  /** May a secret be overwritten that another stack has published? */
  adoptsSecret: boolean;
  /** Must a new password log in before it is published? */
  verifyLogin: boolean;
}

/** Reads inputs as they came over the wire. @throws Error naming an input that is missing */
export function secretInputs(news: Properties): SecretInputs {
  const lifetimeDays = number(news.lifetimeDays, 90);
  return {
    tokenId: required(news, "tokenId"),
    scopeMapId: required(news, "scopeMapId"),
    secretId:
      news.secretName === UNKNOWN
        ? undefined
        : secretIdIn({
            vaultId: required(news, "vaultId"),
            secretName: required(news, "secretName"),
          }),
    owner: news.owner === UNKNOWN ? undefined : required(news, "owner"),
    stack: String(news.stack ?? ""),
    adoptsToken: news.adoptsToken === true,
    adoptsSecret: news.adoptsSecret === true,
    enabled: news.enabled !== false,
    lifetimeDays,
    rotateBeforeDays: number(
      news.rotateBeforeDays,
      Math.max(2, Math.min(30, Math.floor(lifetimeDays / 3))),
    ),
    rotation: news.rotation === "manual" ? "manual" : "automatic",
    generation: number(news.generation, 1),
    revokeBefore: number(news.revokeBefore, 1),
    notAfter: typeof news.notAfter === "string" ? news.notAfter : undefined,
    verifyLogin: news.verifyLogin !== false,
  };
}

/** Is a value unknown that a plan needs? The secret's name and the owner may be unknown. */
export function hasUnknown(news: Properties): boolean {
  return Object.entries(news).some(
    ([key, value]) => value === UNKNOWN && key !== "secretName" && key !== "owner",
  );
}

/** Keeps the first name of a secret in its vault, because customers use that name. */
export function withFirstName(olds: Properties, news: Properties): Properties {
  const { secretName, vaultId } = olds;
  if (typeof secretName !== "string" || typeof vaultId !== "string") return news;
  return isSameId(vaultId, String(news.vaultId)) ? { ...news, secretName } : news;
}

function secretIdIn({ vaultId, secretName }: { vaultId: string; secretName: string }): string {
  return `${vaultId}/secrets/${secretName}`;
}

function required(news: Properties, name: string): string {
  const value = news[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`TokenSecret.${name} is missing; see components/tokenSecret.ts`);
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
