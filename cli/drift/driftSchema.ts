// What `npm run drift -- --json` prints: the shape of a report, from which docs/drift.schema.json is made.
import { z } from "zod";
import { KINDS, type Kind } from "../../drift/finding";

const finding = z.strictObject({
  kind: z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]),
  group: z.enum(["access", "loss", "rest"]).meta({
    description:
      "access: somebody can do more than the file says; loss: a customer can do less; rest: to be tidied up.",
  }),
  customer: z
    .string()
    .nullable()
    .meta({ description: "null where it is about nobody in the file." }),
  subject: z.string().meta({ description: "Such as `token contoso-pull`." }),
  message: z.string(),
  advice: z.string(),
});

/** The whole report. */
export const driftSchema = z
  .strictObject({
    today: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .meta({
        description: "The day (UTC) with which ends were compared.",
      }),
    stack: z.string(),
    file: z.string(),
    registry: z.string().meta({ description: "ARM id." }),
    vault: z.string().meta({ description: "ARM id." }),
    customers: z.int(),
    findings: z.array(finding).meta({ description: "The worst first." }),
    limits: z.array(z.strictObject({ name: z.string(), used: z.number(), limit: z.number() })),
    operators: z.array(z.string()).meta({
      description: "Object ids whose rights are known by the setting, and are no findings.",
    }),
    otherStacks: z.array(z.string()).meta({
      description: "Ids of stacks that are known by the setting; what they declare is no finding.",
    }),
    knownWebhooks: z.array(z.string()).meta({
      description: "Names of webhooks that are known by the setting, and are no findings.",
    }),
    lookedAt: z.array(z.string()),
    notLookedAt: z
      .array(z.strictObject({ part: z.string(), reason: z.string() }))
      .meta({ description: "What could not be read; with any of it the exit code is not 0." }),
    cannotBeSeen: z.array(z.string()),
  })
  .meta({ title: "Drift", description: "What `npm run drift -- --json` prints." });

/** A report. */
export type DriftReport = z.output<typeof driftSchema>;

/** The text of docs/drift.schema.json. */
export function driftSchemaText(): string {
  const schema = z.toJSONSchema(driftSchema, { target: "draft-7", reused: "inline" });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
