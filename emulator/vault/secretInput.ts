// Reads a secret's fields out of request bodies, with the limits that Key Vault documents.
import { Refusal, type Reply } from "../http/reply";
import { isObject, type JsonObject } from "../http/request";
import type { SecretChange, SecretInput } from "./secretStore";

/** Documented: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
const MOST_VALUE_BYTES = 25 * 1024;
const MOST_CONTENT_TYPE_LENGTH = 255;
const MOST_TAGS = 15;

/** A secret's name. */
export const SECRET_NAME = /^[a-zA-Z0-9-]{1,127}$/;

/** Reads a whole secret; `refuse` makes the host's own answer. */
export function readSecretInput(
  fields: JsonObject,
  tags: unknown,
  refuse: (message: string) => Reply,
): SecretInput {
  const { value } = fields;
  if (typeof value !== "string") {
    throw new Refusal(refuse("The property 'value' is required."));
  }
  if (Buffer.byteLength(value) > MOST_VALUE_BYTES) {
    throw new Refusal(refuse("The value of a secret can be at most 25 KB."));
  }
  return { ...readSecretChange(fields, tags, refuse), value };
}

/** Reads what is given of attributes, content type and tags. */
export function readSecretChange(
  fields: JsonObject,
  tags: unknown,
  refuse: (message: string) => Reply,
): SecretChange {
  const attributes = isObject(fields.attributes) ? fields.attributes : {};
  return {
    ...optional("contentType", readContentType(fields.contentType, refuse)),
    ...optional("tags", readTags(tags, refuse)),
    ...optional("enabled", readBoolean(attributes.enabled, refuse)),
    ...optional("nbf", readSeconds("nbf", attributes.nbf, refuse)),
    ...optional("exp", readSeconds("exp", attributes.exp, refuse)),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

function readContentType(value: unknown, refuse: (message: string) => Reply): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== "string" || value.length > MOST_CONTENT_TYPE_LENGTH) {
    throw new Refusal(refuse("The content type must be a text of at most 255 characters."));
  }
  return value;
}

function readTags(
  value: unknown,
  refuse: (message: string) => Reply,
): Record<string, string> | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isObject(value) || Object.keys(value).length > MOST_TAGS) {
    throw new Refusal(refuse("The tags must be an object with at most 15 entries."));
  }
  return Object.fromEntries(Object.entries(value).map(([key, tag]) => [key, String(tag)]));
}

function readBoolean(value: unknown, refuse: (message: string) => Reply): boolean | undefined {
  if (value === undefined || value === null || typeof value === "boolean") {
    return value ?? undefined;
  }
  throw new Refusal(refuse("The attribute 'enabled' must be true or false."));
}

function readSeconds(
  name: string,
  value: unknown,
  refuse: (message: string) => Reply,
): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Number.isInteger(value)) {
    throw new Refusal(refuse(`The attribute '${name}' must be in whole seconds since 1970.`));
  }
  return Number(value);
}
