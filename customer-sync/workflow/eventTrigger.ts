// The trigger that the vendor's webhooks call: which events start a run.
import { type RequestTrigger, secured, type Value } from "./definition";
import { and, type Expression, equals, isGiven, not, or, parameter, text } from "./expressions";
import { REPOSITORIES, VENDOR_REGISTRY } from "./parameters";

/** The header in which the vendor's webhooks send the secret. */
export const SECRET_HEADER = "X-Registry-Sync";

const TARGET = "triggerBody()?['target']";

/** The repository, tag and digest of the event. */
export const REPOSITORY: Expression = `${TARGET}?['repository']`;
export const TAG: Expression = `${TARGET}?['tag']`;
export const DIGEST: Expression = `${TARGET}?['digest']`;

/** What triggers differ in. */
export interface EventTriggerOptions {
  /** Whether the previous header secret still counts, as `previousHeaderSecret`. */
  readonly isHandover: boolean;
  /** Below which every repository is taken, each with its slash: `base/`. Beside the exact names, which are a parameter. */
  readonly prefixes: readonly string[];
}

/**
 * The trigger. A refused call starts no run: with another form it is answered 400, and where a condition does not hold 202.
 *
 * Concurrency is never limited here: with a full queue the trigger answers 429, and a webhook sends nothing twice. Once limited,
 * it cannot be switched off: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#change-trigger-concurrency
 */
export function eventTrigger(options: EventTriggerOptions): RequestTrigger {
  return {
    type: "Request",
    kind: "Http",
    inputs: { method: "POST", schema: SCHEMA },
    conditions: conditions(options).map((condition) => ({ expression: `@${condition}` })),
    operationOptions: "EnableSchemaValidation",
    // The header secret is in its outputs.
    runtimeConfiguration: secured("inputs", "outputs"),
  };
}

/**
 * What an event of a registry looks like; a ping has nothing but an action.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference
 */
const SCHEMA: Value = {
  type: "object",
  properties: {
    action: { type: "string" },
    target: {
      type: "object",
      properties: {
        repository: { type: "string" },
        tag: { type: "string" },
        digest: { type: "string" },
      },
    },
    request: { type: "object", properties: { host: { type: "string" } } },
  },
  required: ["action"],
};

/** All must hold, whatever the schema lets through. */
function conditions({ isHandover, prefixes }: EventTriggerOptions): Expression[] {
  const secrets = ["headerSecret", ...(isHandover ? ["previousHeaderSecret"] : [])];
  return [
    or(...secrets.map(isSecretOfHeader)),
    equals("triggerBody()?['action']", text("push")),
    equals("triggerBody()?['request']?['host']", VENDOR_REGISTRY),
    repositoryCondition(prefixes),
    isTagOrNone(asText(TAG)),
    isDigest(asText(DIGEST)),
  ];
}

function isSecretOfHeader(name: string): Expression {
  const header = `triggerOutputs()?['headers']?['${SECRET_HEADER}']`;
  return and(isGiven(header), isGiven(parameter(name)), equals(header, parameter(name)));
}

/**
 * Whether the customer takes the repository: by its exact name, or by what it begins with. The language's startsWith ignores case,
 * and what has been named by nobody must lead to no other repository of the vendor's.
 */
export function repositoryCondition(prefixes: readonly string[]): Expression {
  const isNamed = `contains(${REPOSITORIES}, ${REPOSITORY})`;
  if (prefixes.length === 0) return isNamed;
  const name = asText(REPOSITORY);
  const path = `concat('/', ${REPOSITORY}, '/')`;
  return or(
    isNamed,
    and(
      or(...prefixes.map((prefix) => `startsWith(${name}, ${text(prefix)})`)),
      equals(`toLower(${name})`, name),
      ...["//", "/.", "./", ".."].map((part) => not(`contains(${path}, ${text(part)})`)),
      ...[":", ...NEVER_IN_NAMES].map((part) => not(`contains(${name}, ${text(part)})`)),
    ),
  );
}

/**
 * A tag as far as the language can tell, which has no patterns: no long one, and none that a URL or the name of an image would
 * read in another way. The registry itself refuses all other tags.
 *
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
function isTagOrNone(value: Expression): Expression {
  return and(
    `lessOrEquals(length(${value}), 128)`,
    ...[".", "-"].map((start) => not(`startsWith(${value}, ${text(start)})`)),
    ...[":", ...NEVER].map((part) => not(`contains(${value}, ${text(part)})`)),
  );
}

function isDigest(value: Expression): Expression {
  return and(
    `startsWith(${value}, ${text("sha256:")})`,
    equals(`length(${value})`, "71"),
    ...NEVER.map((part) => not(`contains(${value}, ${text(part)})`)),
  );
}

/** What is in no name of a repository, in no tag and in no digest. */
const NEVER_IN_NAMES = ["\\", "@", "?", "#", "%", "&", "+", " ", "\t", "\r", "\n", '"', "{", "["];

/** What is in no tag and in no digest. */
const NEVER = ["/", ...NEVER_IN_NAMES];

/** Nothing becomes an empty text, for functions that take texts only. */
function asText(value: Expression): Expression {
  return `concat(${value}, '')`;
}
