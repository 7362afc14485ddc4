// The form of triggers: a URL or a schedule, and each of their fields; all else is refused.
import { z } from "zod";
import { secure, value } from "./fields";

const conditions = z.array(z.strictObject({ expression: z.string() })).optional();
const concurrency = z
  .strictObject({ runs: z.int().min(1).max(100), maximumWaitingRuns: z.int().min(1).max(100) })
  .partial()
  .optional();

const request = z.strictObject({
  type: z.literal("Request"),
  kind: z.literal("Http").optional(),
  description: z.string().optional(),
  metadata: value.optional(),
  inputs: z
    .strictObject({
      schema: value.optional(),
      method: z.enum(["GET", "PUT", "POST", "PATCH", "DELETE"]).optional(),
    })
    .default({}),
  conditions,
  operationOptions: z.literal("EnableSchemaValidation").optional(),
  runtimeConfiguration: secure("inputs", "outputs").extend({ concurrency }).optional(),
});

const recurrence = z.strictObject({
  type: z.literal("Recurrence"),
  description: z.string().optional(),
  metadata: value.optional(),
  recurrence: z.strictObject({
    frequency: z.enum(["Second", "Minute", "Hour", "Day", "Week", "Month"]),
    interval: z.int().min(1),
    startTime: z.iso.datetime().optional(),
    timeZone: z.literal("UTC").optional(),
  }),
  conditions,
  runtimeConfiguration: z.strictObject({ concurrency }).optional(),
});

/** A trigger. */
export const trigger = z.discriminatedUnion("type", [request, recurrence]);

/** A trigger of either kind. */
export type Trigger = z.infer<typeof trigger>;
/** A trigger that has a URL. */
export type RequestTrigger = z.infer<typeof request>;
/** A trigger that the clock fires. */
export type RecurrenceTrigger = z.infer<typeof recurrence>;
