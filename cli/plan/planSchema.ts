// What `npm run plan -- --json` prints: the shape of a plan, from which docs/plan.schema.json is made.
import { z } from "zod";

/** What happens to one customer, in one word; the most serious first, which is also the order in a plan. */
export const VERDICTS = [
  "leaves",
  "suspends",
  "loses",
  "rotates",
  "returns",
  "resumes",
  "gains",
  "new",
  "unchanged",
] as const;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const words = z.array(z.string());

const prefix = z.strictObject({
  gained: z.boolean().meta({ description: "False for one that is taken away." }),
  pattern: z.string().meta({ description: "Such as `base/*`." }),
  repositories: z.array(z.string()).meta({
    description:
      "What it reaches today; of one that is gained, a repository that is added below it later is reached by itself.",
  }),
});

const absent = z.strictObject({
  pattern: z.string().meta({ description: "A repository or a prefix." }),
  nearest: z
    .string()
    .nullable()
    .meta({ description: "What the registry has under a similar name, if anything." }),
});

const acknowledgement = z.strictObject({
  customers: z.array(z.string()),
  reason: z.string(),
  until: day.meta({ description: "The last day (UTC) on which it counts." }),
  counts: z.boolean().meta({ description: "False once that day is over." }),
  idle: z
    .array(z.string())
    .meta({ description: "Those of the customers who lose nothing by this change." }),
});

const customerPlan = z.strictObject({
  id: z.string(),
  displayName: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  cause: z.enum(["this change", "an earlier change", "the next run"]).nullable().meta({
    description:
      "With --base: does the entry differ from that version of the file, was it changed before and is not applied yet, or would the next run do it anyway? null without --base.",
  }),
  gains: words,
  losses: words,
  toCorrect: words.meta({
    description:
      "What has to be corrected before the run: it would fail for this customer alone, or leave what cannot be corrected afterwards.",
  }),
  lockedOut: words.meta({
    description: "Working passwords that would stop working; empty when there are none.",
  }),
  passwords: words.meta({
    description: "What happens to passwords, and until when each goes on working. Never a value.",
  }),
  notes: words,
  prefixes: z.array(prefix),
  absent: z.array(absent).meta({
    description:
      "What is given although the registry has nothing of it today; empty also where the registry could not be asked.",
  }),
});

/** The whole plan. */
export const planSchema = z
  .strictObject({
    today: day.meta({ description: "The day (UTC) with which end dates were compared." }),
    file: z.string(),
    stack: z.string().nullable().meta({ description: "null with --files-only." }),
    base: z.string().nullable().meta({ description: "The commit of --base, or null without it." }),
    customers: z.array(customerPlan).meta({
      description: "Each customer for whom anything changes, the most serious verdict first.",
    }),
    unchanged: z.int().meta({ description: "How many customers are not listed." }),
    losses: z.strictObject({
      customers: z.array(z.string()).meta({ description: "Who has access and loses any of it." }),
      acknowledged: z.array(z.string()).meta({ description: "Those whom the file acknowledges." }),
      limit: z.int().meta({ description: "How many others may lose access in one change." }),
      active: z.int().meta({ description: "How many customers have access now." }),
    }),
    acknowledge: z.array(acknowledgement),
    refusals: words.meta({
      description: "Why the guard refuses the change; empty when it does not.",
    }),
    failures: words.meta({ description: "Other errors that ended the preview early." }),
    warnings: words,
  })
  .meta({ title: "Access plan", description: "What `npm run plan -- --json` prints." });

/** A plan. */
export type Plan = z.output<typeof planSchema>;

/** The part of a plan about one customer. */
export type CustomerPlan = z.output<typeof customerPlan>;

/** What happens to one customer, in one word. */
export type Verdict = (typeof VERDICTS)[number];

/** The text of docs/plan.schema.json. */
export function planSchemaText(): string {
  const schema = z.toJSONSchema(planSchema, { target: "draft-7", reused: "inline" });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
