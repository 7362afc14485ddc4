// Status, end and tags of a secret, as Resource Manager returns and accepts them, and whether they are as wanted.

import { isDeepStrictEqual } from "node:util";
import { AzureError } from "../azureError";
import { fieldAt } from "../jsonAnswer";

/** What can be changed in a secret without its value. */
export interface SecretStatus {
  enabled: boolean;
  /** ISO 8601 instant, kept to the second; absent for one that never ends. */
  expiresAt?: string;
  /** All of them: others are removed. */
  tags: Readonly<Record<string, string>>;
}

/** Reads a secret from Resource Manager's answer. @throws AzureError when the answer lacks what makes a secret */
export function asManagedSecret(
  operation: string,
  answer: unknown,
): SecretStatus & { name: string; version: string; contentType?: string } {
  const field = <Value>(path: string, is: (value: unknown) => value is Value): Value => {
    const value = fieldAt(answer, path);
    if (is(value)) return value;
    const reason = `the answer has no ${path}`;
    throw new AzureError({ operation, status: 200, reason, advice: "run again" });
  };
  const name = field("name", isText);
  const enabled = field("properties.attributes.enabled", isBoolean);
  const address = field("properties.secretUriWithVersion", isVersioned);
  const exp = fieldAt(answer, "properties.attributes.exp");
  const contentType = fieldAt(answer, "properties.contentType");
  return {
    name,
    version: address.split("/").at(-1) ?? "",
    enabled,
    ...(exp === undefined
      ? {}
      : { expiresAt: instantOf(field("properties.attributes.exp", isNumber)) }),
    tags: (fieldAt(answer, "tags") ?? {}) as Record<string, string>,
    ...(isText(contentType) ? { contentType } : {}),
  };
}

/** Key Vault's attributes of a status; without an end, a PATCH keeps the previous one. */
export function attributesOf({ enabled, expiresAt }: Omit<SecretStatus, "tags">): {
  enabled: boolean;
  exp?: number;
} {
  return { enabled, ...(expiresAt === undefined ? {} : { exp: secondsOf(expiresAt) }) };
}

/** The differences from what was asked: `status`, `end`, `tags`. */
export function differences(secret: SecretStatus, asked: SecretStatus): string[] {
  const end = ({ expiresAt }: { expiresAt?: string }) =>
    expiresAt === undefined ? undefined : secondsOf(expiresAt);
  return [
    ...(secret.enabled === asked.enabled ? [] : ["status"]),
    ...(end(secret) === end(asked) ? [] : ["end"]),
    ...(isDeepStrictEqual({ ...secret.tags }, { ...asked.tags }) ? [] : ["tags"]),
  ];
}

function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => Number.isInteger(value);
const isVersioned = (value: unknown): value is string =>
  isText(value) && /\/secrets\/[^/]+\/[0-9a-f]{32}$/i.test(value);
