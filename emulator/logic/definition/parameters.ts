// The values of a definition's parameters: those that are given, else the defaults.
import type { WorkflowParameter } from "../../world/workflows";
import type { Value } from "../language/value";
import type { Definition, ParameterDefinition } from "./schema";

type Given = Readonly<Record<string, WorkflowParameter>>;

/** What is wrong with the values that are given, each with the name of its parameter. */
export function findParameterProblems({ parameters }: Definition, given: Given): string[] {
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => `The workflow parameter '${name}' is not declared in the definition.`);
  const wrong = Object.entries(parameters).flatMap(([name, declared]) => {
    const value = givenOrDefault(declared, given[name]);
    if (value === undefined) return [`The workflow parameter '${name}' has no value.`];
    return isOfType(value, declared.type)
      ? []
      : [`The value of the workflow parameter '${name}' is not of type '${declared.type}'.`];
  });
  return [...unknown, ...wrong];
}

/** The value of each parameter. */
export function parameterValues({ parameters }: Definition, given: Given): Map<string, Value> {
  return new Map(
    Object.entries(parameters).map(([name, declared]) => [
      name,
      givenOrDefault(declared, given[name]) ?? null,
    ]),
  );
}

/** Whether a parameter's value is never shown. */
export function isSecret({ type }: ParameterDefinition): boolean {
  return type === "securestring" || type === "secureobject";
}

function givenOrDefault(
  declared: ParameterDefinition,
  given?: WorkflowParameter,
): Value | undefined {
  return (given?.value as Value | undefined) ?? declared.defaultValue;
}

function isOfType(value: Value, type: ParameterDefinition["type"]): boolean {
  switch (type) {
    case "string":
    case "securestring":
      return typeof value === "string";
    case "int":
      return Number.isInteger(value);
    case "float":
      return typeof value === "number";
    case "bool":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value);
    case "object":
    case "secureobject":
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}
