// Reads what a client wants a workflow to be, and refuses what the service would not deploy.
import { badRequest } from "../../arm/errors";
import { json, Refusal, type Reply } from "../../http/reply";
import { isObject, type JsonObject } from "../../http/request";
import type { Workflow, WorkflowParameter } from "../../world/workflows";
import { findBadRanges } from "../call/callers";
import { isSchema } from "../call/triggerInput";
import { findParameterProblems } from "../definition/parameters";
import type { Definition } from "../definition/schema";
import { definitionOf, validateDefinition } from "../definition/validate";

/** What a workflow shall be. */
export type Wanted = Pick<
  Workflow,
  "definition" | "parameters" | "state" | "accessControl" | "tags"
> & {
  readonly hasIdentity: boolean;
};

const KNOWN: ReadonlySet<string> = new Set(["definition", "parameters", "state", "accessControl"]);

/** Reads the body of a PUT and its properties. @throws Refusal with all that is wrong */
export function readWanted(body: JsonObject, properties: JsonObject): Wanted {
  const { definition, state = "Enabled", accessControl } = properties;
  const parameters = readParameters(properties.parameters);
  const unknown = Object.keys(properties).filter(
    (name) => !KNOWN.has(name) && !READ_ONLY.has(name) && properties[name] !== undefined,
  );
  if (unknown.length > 0) {
    throw new Refusal(badRequest(`The emulator has no '${unknown.join("', '")}' of workflows.`));
  }
  if (state !== "Enabled" && state !== "Disabled") {
    throw new Refusal(badRequest(`The state '${state}' is neither 'Enabled' nor 'Disabled'.`));
  }
  const ranges = findBadRanges(accessControl);
  if (ranges.length > 0) {
    throw new Refusal(badRequest(`'${ranges.join("', '")}' is no range of IP addresses.`));
  }
  const checked = requireDefinition(definition);
  const problems = findParameterProblems(checked, parameters);
  if (problems.length > 0) throw new Refusal(invalidTemplate(problems));
  return {
    definition: definition as JsonObject,
    parameters,
    state,
    hasIdentity: readIdentity(body.identity),
    tags: isObject(body.tags) ? (body.tags as Record<string, string>) : {},
    ...(isObject(accessControl) ? { accessControl } : { accessControl: undefined }),
  };
}

/** Refuses to turn off a trigger's concurrency, which can only be turned on. */
export function requireConcurrency(existing: Workflow, wanted: Wanted): void {
  const { triggers } = requireDefinition(wanted.definition);
  for (const [name, { runtimeConfiguration: before }] of Object.entries(
    definitionOf(existing).triggers,
  )) {
    const after = triggers[name];
    const isKept = after === undefined || after.runtimeConfiguration?.concurrency !== undefined;
    if (before?.concurrency !== undefined && !isKept) {
      throw new Refusal(
        badRequest(`The concurrency of the trigger '${name}' cannot be turned off.`),
      );
    }
  }
}

/** What a client may send back as it was shown. */
const READ_ONLY: ReadonlySet<string> = new Set([
  "provisioningState",
  "createdTime",
  "changedTime",
  "version",
  "accessEndpoint",
  "endpointsConfiguration",
  "sku",
]);

function requireDefinition(definition: unknown): Definition {
  const validated = validateDefinition(definition);
  if ("problems" in validated) throw new Refusal(invalidTemplate(validated.problems));
  const badSchemas = Object.entries(validated.definition.triggers).flatMap(([name, trigger]) =>
    trigger.type === "Request" &&
    trigger.inputs.schema !== undefined &&
    !isSchema(trigger.inputs.schema)
      ? [`The schema of the template trigger '${name}' is not valid.`]
      : [],
  );
  if (badSchemas.length > 0) throw new Refusal(invalidTemplate(badSchemas));
  return validated.definition;
}

/** Only the identity that comes and goes with the workflow is emulated. */
function readIdentity(identity: unknown): boolean {
  if (!isObject(identity) || identity.type === "None") return false;
  if (identity.type === "SystemAssigned") return true;
  throw new Refusal(badRequest(`The emulator has no identity of type '${identity.type}'.`));
}

function readParameters(given: unknown): Record<string, WorkflowParameter> {
  if (!isObject(given)) return {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, parameter]) =>
      isObject(parameter) ? [[name, { ...parameter, value: parameter.value }]] : [],
    ),
  );
}

/** 400 with the first problem in the service's words, and all of them in the details, which the service does not have. */
function invalidTemplate(problems: readonly string[]): Reply {
  const error = (problem: string) => ({
    code: "InvalidTemplate",
    message: `The template validation failed: '${problem}'.`,
  });
  return json(400, { error: { ...error(problems[0] ?? ""), details: problems.map(error) } });
}
