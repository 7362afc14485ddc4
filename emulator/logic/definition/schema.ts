// The form of a workflow definition: its parameters, triggers and actions; all else is refused.
import { z } from "zod";
import { type Actions, actions } from "./actionSchema";
import { value } from "./fields";
import { type Trigger, trigger } from "./triggerSchema";

const PARAMETER_TYPES = [
  "string",
  "securestring",
  "int",
  "float",
  "bool",
  "array",
  "object",
  "secureobject",
] as const;
const parameter = z.strictObject({
  // The designer writes `String`.
  type: z.preprocess((given) => String(given).toLowerCase(), z.enum(PARAMETER_TYPES)),
  defaultValue: value.optional(),
  allowedValues: z.array(value).optional(),
  metadata: value.optional(),
});

/** A definition: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language */
export const DEFINITION = z.strictObject({
  $schema: z.string(),
  contentVersion: z.string().optional(),
  description: z.string().optional(),
  metadata: value.optional(),
  parameters: z.record(z.string(), parameter).default({}),
  triggers: z.record(z.string(), trigger),
  actions,
  // None can be declared here: a run has none.
  outputs: z.strictObject({}).optional(),
});

/** A definition whose form is right. */
export interface Definition {
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly triggers: Readonly<Record<string, Trigger>>;
  readonly actions: Actions;
}

/** A parameter that a definition declares. */
export type ParameterDefinition = z.infer<typeof parameter>;
