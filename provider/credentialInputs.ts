// The inputs of TokenCredentials with their defaults.

import type { Wanted } from "../passwords/validity";
import type { Properties } from "./protocol/resource";

/** What the program asks of one token. */
export interface CredentialInputs extends Wanted {
  /** ARM id of the scope map that the token must be bound to. */
  scopeMapId: string;
  /** Must a new password log in before it is stored? */
  verifyLogin: boolean;
}

/** Reads inputs as they came over the wire. @throws Error naming an input that is missing */
export function credentialInputs(news: Properties): CredentialInputs {
  const lifetimeDays = number(news.lifetimeDays, 90);
  return {
    tokenId: required(news, "tokenId"),
    scopeMapId: required(news, "scopeMapId"),
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

function required(news: Properties, name: string): string {
  const value = news[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`TokenCredentials.${name} is missing; set it to the ARM id`);
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
