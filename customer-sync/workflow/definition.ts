// The form of a workflow definition, as far as the workflows of this project use it.

/** A value in a definition; texts that begin with `@` are expressions, and `@{…}` stands for one within a text. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A definition: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language */
export interface Definition {
  readonly $schema: typeof SCHEMA;
  readonly contentVersion: "1.0.0.0";
  readonly parameters: Readonly<Record<string, { readonly type: ParameterType }>>;
  readonly triggers: Readonly<Record<string, Trigger>>;
  readonly actions: Actions;
}

/** The values of `securestring` are never shown by Resource Manager. */
export type ParameterType = "string" | "securestring" | "int" | "array";

/** Starts runs: by a request, or by the clock. */
export type Trigger = RequestTrigger | RecurrenceTrigger;

/** Starts a run for each request that fits the schema and for which all conditions hold. */
export interface RequestTrigger {
  readonly type: "Request";
  readonly kind: "Http";
  readonly inputs: { readonly method: "POST"; readonly schema: Value };
  readonly conditions: readonly { readonly expression: string }[];
  readonly operationOptions: "EnableSchemaValidation";
  readonly runtimeConfiguration: Secured;
}

/** Starts a run again and again. */
export interface RecurrenceTrigger {
  readonly type: "Recurrence";
  readonly recurrence: { readonly frequency: "Hour"; readonly interval: number };
}

/** Actions by their names, which are unique in the whole definition. */
export type Actions = Readonly<Record<string, Action>>;

/** One step of a run. */
export type Action =
  | HttpAction
  | QueryAction
  | IfAction
  | ForeachAction
  | UntilAction
  | TerminateAction;

interface Common {
  /** Which actions of the same group must have ended, and how. */
  readonly runAfter: Readonly<Record<string, readonly Ending[]>>;
}

/** How an action ended. */
export type Ending = "Succeeded" | "Failed" | "Skipped" | "TimedOut";

/** Sends a request. */
export interface HttpAction extends Common {
  readonly type: "Http";
  readonly inputs: {
    readonly method: "GET" | "POST";
    readonly uri: string;
    readonly queries?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Value;
    readonly authentication?: Authentication;
    readonly retryPolicy: RetryPolicy;
  };
  readonly limit: { readonly timeout: string };
  /** An answer of 202 is the end. */
  readonly operationOptions?: "DisableAsyncPattern";
  readonly runtimeConfiguration?: Secured;
}

/** Who sends a request: the workflow's identity, or somebody with a password. */
export type Authentication =
  | { readonly type: "ManagedServiceIdentity"; readonly audience: string }
  | { readonly type: "Basic"; readonly username: string; readonly password: string };

/** After which waits a request is sent again. */
export interface RetryPolicy {
  readonly type: "exponential";
  readonly count: number;
  readonly interval: string;
  readonly minimumInterval: string;
  readonly maximumInterval: string;
}

/** Keeps those items of a list for which the condition holds. */
export interface QueryAction extends Common {
  readonly type: "Query";
  readonly inputs: { readonly from: string; readonly where: string };
}

/** Does actions if the condition holds. */
export interface IfAction extends Common {
  readonly type: "If";
  readonly expression: string;
  readonly actions: Actions;
  readonly else?: { readonly actions: Actions };
}

/** Does actions for each item of a list. */
export interface ForeachAction extends Common {
  readonly type: "Foreach";
  readonly foreach: string;
  readonly actions: Actions;
  readonly operationOptions?: "Sequential";
  readonly runtimeConfiguration?: { readonly concurrency: { readonly repetitions: number } };
}

/** Does actions until the condition holds; at its limits it fails. */
export interface UntilAction extends Common {
  readonly type: "Until";
  readonly expression: string;
  readonly limit: { readonly count: number; readonly timeout: string };
  readonly operationOptions: "FailWhenLimitsReached";
  readonly actions: Actions;
}

/** Ends the run; it may not stand within a loop. */
export interface TerminateAction extends Common {
  readonly type: "Terminate";
  readonly inputs: {
    readonly runStatus: "Failed";
    readonly runError: { readonly code: string; readonly message: string };
  };
}

/** What run history does not show: https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate */
export interface Secured {
  readonly secureData: { readonly properties: readonly ("inputs" | "outputs")[] };
}

const SCHEMA =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/** A definition of these parts. */
export function definition(
  parts: Pick<Definition, "parameters" | "triggers" | "actions">,
): Definition {
  return { $schema: SCHEMA, contentVersion: "1.0.0.0", ...parts };
}

/** Hides inputs, outputs or both in run history. */
export function secured(...properties: ("inputs" | "outputs")[]): Secured {
  return { secureData: { properties } };
}

/** Runs when these have succeeded. */
export function after(...names: readonly string[]): Common["runAfter"] {
  return Object.fromEntries(names.map((name) => [name, ["Succeeded"] as const]));
}

/** Runs when this one has succeeded or failed. */
export function afterAnyEndOf(name: string): Common["runAfter"] {
  return { [name]: ["Succeeded", "Failed"] };
}

/** Runs when this one has failed, or taken too long. */
export function afterFailureOf(name: string): Common["runAfter"] {
  return { [name]: ["Failed", "TimedOut"] };
}
