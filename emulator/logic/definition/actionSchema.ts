// The form of actions: which types there are, and each of their fields; all else is refused.
import { z } from "zod";
import type { Value } from "../language/value";
import { duration, secure, value } from "./fields";

const STATUSES = ["Succeeded", "Failed", "Skipped", "TimedOut"] as const;
const status = z.preprocess(
  (given) => STATUSES.find((each) => each.toLowerCase() === String(given).toLowerCase()) ?? given,
  z.enum(STATUSES),
);
const bothSecure = secure("inputs", "outputs");

const common = {
  description: z.string().optional(),
  metadata: value.optional(),
  runAfter: z.record(z.string(), z.array(status)).default({}),
};

// https://learn.microsoft.com/azure/logic-apps/error-exception-handling#retry-policies
const count = z.int().min(1).max(90);
const retryPolicy = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("fixed"), count, interval: duration }),
  z.strictObject({
    type: z.literal("exponential"),
    count,
    interval: duration,
    minimumInterval: duration.optional(),
    maximumInterval: duration.optional(),
  }),
]);

// https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#authentication-types-supported-triggers-actions
const authentication = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("ManagedServiceIdentity"),
    identity: z.literal("SystemAssigned").optional(),
    audience: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("Basic"), username: z.string(), password: z.string() }),
]);

const http = z.strictObject({
  ...common,
  type: z.literal("Http"),
  kind: z.literal("Http").optional(),
  inputs: z.strictObject({
    method: z.string(),
    uri: z.string(),
    queries: value.optional(),
    headers: value.optional(),
    body: value.optional(),
    authentication: authentication.optional(),
    retryPolicy: retryPolicy.optional(),
  }),
  limit: z.strictObject({ timeout: duration }).optional(),
  operationOptions: z.literal("DisableAsyncPattern").optional(),
  runtimeConfiguration: bothSecure.optional(),
});

const query = z.strictObject({
  ...common,
  type: z.literal("Query"),
  inputs: z.strictObject({ from: value, where: value }),
  runtimeConfiguration: bothSecure.optional(),
});

const response = z.strictObject({
  ...common,
  type: z.literal("Response"),
  kind: z.literal("Http").optional(),
  inputs: z.strictObject({
    statusCode: value,
    headers: value.optional(),
    body: value.optional(),
    schema: value.optional(),
  }),
  runtimeConfiguration: secure("inputs").optional(),
});

const terminate = z.strictObject({
  ...common,
  type: z.literal("Terminate"),
  inputs: z.strictObject({
    runStatus: z.enum(["Succeeded", "Failed", "Cancelled"]),
    runError: z.strictObject({ code: z.string(), message: z.string() }).partial().optional(),
  }),
});

/** A group of actions. */
export const actions = z.lazy((): z.ZodType<Actions> => z.record(z.string(), action));

const scope = z.strictObject({ ...common, type: z.literal("Scope"), actions });

const condition = z.strictObject({
  ...common,
  type: z.literal("If"),
  expression: value,
  actions,
  else: z.strictObject({ actions }).optional(),
});

const foreach = z
  .strictObject({
    ...common,
    type: z.literal("Foreach"),
    foreach: value,
    actions,
    operationOptions: z.literal("Sequential").optional(),
    runtimeConfiguration: z
      .strictObject({
        concurrency: z.strictObject({ repetitions: z.int().min(1).max(50) }).optional(),
      })
      .optional(),
  })
  // https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#sequential-for-each
  .refine((each) => !(each.operationOptions && each.runtimeConfiguration?.concurrency), {
    message: "has both operationOptions Sequential and runtimeConfiguration.concurrency",
  });

const until = z.strictObject({
  ...common,
  type: z.literal("Until"),
  expression: value,
  limit: z
    .strictObject({ count: z.int().min(1).max(5000), timeout: duration })
    .partial()
    .refine((limit) => Object.keys(limit).length > 0, { message: "names no limit" }),
  actions,
  operationOptions: z.literal("FailWhenLimitsReached").optional(),
});

const action = z.discriminatedUnion("type", [
  http,
  query,
  response,
  terminate,
  scope,
  condition,
  foreach,
  until,
]);

/** Actions by their names. */
export type Actions = { readonly [name: string]: Action };
/** An action of any type. */
export type Action =
  | HttpAction
  | QueryAction
  | ResponseAction
  | TerminateAction
  | ScopeAction
  | IfAction
  | ForeachAction
  | UntilAction;

/** Sends a request. */
export type HttpAction = z.infer<typeof http>;
/** Filters an array. */
export type QueryAction = z.infer<typeof query>;
/** Answers the caller of the trigger. */
export type ResponseAction = z.infer<typeof response>;
/** Ends the run. */
export type TerminateAction = z.infer<typeof terminate>;

interface Common {
  readonly description?: string;
  readonly metadata?: Value;
  readonly runAfter: Readonly<Record<string, readonly (typeof STATUSES)[number][]>>;
}

/** Groups actions. */
export interface ScopeAction extends Common {
  readonly type: "Scope";
  readonly actions: Actions;
}

/** Chooses between two groups of actions. */
export interface IfAction extends Common {
  readonly type: "If";
  readonly expression: Value;
  readonly actions: Actions;
  readonly else?: { readonly actions: Actions };
}

/** Does actions for each item of an array. */
export interface ForeachAction extends Common {
  readonly type: "Foreach";
  readonly foreach: Value;
  readonly actions: Actions;
  readonly operationOptions?: "Sequential";
  readonly runtimeConfiguration?: { readonly concurrency?: { readonly repetitions: number } };
}

/** Does actions until a condition holds. */
export interface UntilAction extends Common {
  readonly type: "Until";
  readonly expression: Value;
  readonly limit: { readonly count?: number; readonly timeout?: string };
  readonly actions: Actions;
  readonly operationOptions?: "FailWhenLimitsReached";
}
