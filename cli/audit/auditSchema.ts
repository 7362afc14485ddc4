// What `npm run audit -- --json` prints: one form for each question, from which docs/audit.schema.json is made.
import { z } from "zod";
import { envelopeSchema, headSchema } from "./headSchema";
import {
  beside,
  day,
  event,
  evidence,
  frame,
  instant,
  loggedRun,
  password,
  people,
  someUpdate,
  state,
  update,
} from "./schemaParts";

const hasUnknownRights = z.literal(true).optional().meta({
  description: "The state does not say what the token's scope map grants: it may be anything.",
});

const access = z.strictObject({
  question: z.literal("access"),
  ...frame,
  customers: z.array(
    z.strictObject({
      id: z.string(),
      state,
      canPull: z.boolean(),
      why: z.string().nullable().meta({ description: "Why not; null for who can pull." }),
      drift: z.array(z.string()).meta({ description: "What others changed of token or secret." }),
      repositories: z.array(z.string()),
      actions: z.array(z.string()),
      hasUnknownRights,
      accessUntil: day.nullable(),
      passwordIssuedAt: instant.nullable(),
      passwordAgeDays: z.int().nullable(),
      passwordEndsOn: day.nullable(),
      rotateOn: day.nullable(),
      declared: z.string().nullable().meta({
        description:
          "The record's line where the resources say something else; empty where it lists nobody of this id.",
      }),
      since: someUpdate,
    }),
  ),
  others: z
    .array(
      z.strictObject({
        ...beside,
        canPull: z.boolean(),
        isPasswordKnown: z.boolean().meta({
          description: "Does the state say which passwords it has? If not, they count as working.",
        }),
        repositories: z.array(z.string()),
        actions: z.array(z.string()),
        since: someUpdate,
      }),
    )
    .meta({ description: "Tokens beside those that customers have." }),
});

const changes = z.strictObject({
  question: z.literal("changes"),
  ...frame,
  from: instant,
  to: instant,
  changes: z.array(z.strictObject({ ...update.shape, events: z.array(event) })),
  byTime: z.array(event),
  runs: z.array(z.strictObject(loggedRun)).nullable().meta({
    description:
      "Refused and failed runs without an entry; null where no log was given, or none of its runs is of this stack.",
  }),
  quiet: z.strictObject({
    count: z.int(),
    longestGapHours: z
      .int()
      .nullable()
      .meta({ description: "null: no run is known of the time, or of before." }),
  }),
});

const spans = z.array(
  z.strictObject({
    from: z.int(),
    to: z.int().optional(),
    state,
    repositories: z.array(z.string()),
    actions: z.array(z.string()),
    hasUnknownRights,
    accessUntil: day.optional(),
    isDisabledAtEnd: z.literal(true).optional().meta({
      description: "The last day is over, and a run has disabled the token for that.",
    }),
    drift: z.array(z.string()).optional(),
    declared: z.string().optional(),
  }),
);

const customer = z.strictObject({
  question: z.literal("customer"),
  ...frame,
  customer: z.string(),
  tokenNames: z.array(z.string()),
  spans,
  passwords: z.array(z.strictObject(password)),
  others: z.array(
    z.strictObject({
      id: beside.id,
      why: beside.why,
      spans,
      passwords: z.array(z.strictObject(password)),
    }),
  ),
  events: z.array(z.strictObject({ ...event.shape, by: update.nullable() })),
});

const repository = z.strictObject({
  question: z.literal("repository"),
  ...frame,
  repository: z.string(),
  pulledBy: z.array(
    z.strictObject({
      customer: z.string(),
      lines: z.array(z.string()),
      state,
      canPull: z.boolean(),
      drift: z.array(z.string()),
      since: someUpdate,
    }),
  ),
  others: z.array(
    z.strictObject({
      ...beside,
      lines: z.array(z.string()),
      canPull: z.boolean(),
      since: someUpdate,
    }),
  ),
});

const repositoryHistory = z.strictObject({
  question: z.literal("repository history"),
  ...frame,
  repository: z.string(),
  periods: z.array(
    z.strictObject({
      customer: z.string(),
      lines: z.array(z.string()),
      from: someUpdate,
      to: someUpdate.nullable(),
      pulledBetween: z.array(z.strictObject({ from: instant, to: instant.nullable() })).meta({
        description: "When a password worked, while it was granted; null: one still does.",
      }),
      canPull: z.boolean().meta({ description: "Can they still pull it?" }),
    }),
  ),
});

const credentials = z.strictObject({
  question: z.literal("credentials"),
  ...frame,
  passwords: z.array(z.strictObject({ customer: z.string(), ...password })),
});

const attest = z.strictObject({
  question: z.literal("attest"),
  period: z.strictObject({ name: z.string(), first: day, last: day }),
  tool: z
    .string()
    .meta({ description: "The commit of this project; `unknown` where it is in no clone." }),
  madeAt: instant,
  stacks: z.array(
    z.strictObject({
      stack: z.string(),
      source: z.string(),
      registryId: z.string().nullable(),
      vaultId: z.string().nullable(),
      before: people,
      after: people,
      changes,
    }),
  ),
  exceptions: z.array(
    z.strictObject({
      stack: z.string(),
      kind: z.string(),
      at: instant.nullable(),
      update: z.int().nullable(),
      customer: z.string().nullable(),
      words: z.string(),
    }),
  ),
  decisions: z
    .array(
      z.strictObject({
        customer: z.string(),
        decision: z.enum(["keep", "remove"]),
        by: z.string(),
        on: day,
      }),
    )
    .nullable(),
  undecided: z.array(z.strictObject({ customer: z.string(), words: z.string() })),
  evidence: z.array(evidence),
  cannotTell: z.array(z.string()),
});

const verify = z.strictObject({
  question: z.literal("verify"),
  ...frame,
  head: z.string().nullable().meta({ description: "SHA-256 of the last record." }),
  revision: z.int().nullable(),
  findings: z.array(
    z.strictObject({ kind: z.string(), at: z.string().nullable(), words: z.string() }),
  ),
  anchors: z
    .strictObject({
      compared: z.int(),
      ofRecordsAlone: z.int().meta({ description: "Of the earlier form: no entry is covered." }),
      upToRevision: z.int().nullable(),
      upToEntry: z.string().nullable().meta({ description: "The last entry that is covered." }),
    })
    .nullable(),
  verdict: z.string(),
});

/** All that is printed: answers, and anchors. */
export const auditSchema = z
  .union([
    access,
    changes,
    customer,
    repository,
    repositoryHistory,
    credentials,
    attest,
    verify,
    headSchema,
    envelopeSchema,
  ])
  .meta({ title: "Audit", description: "What `npm run audit -- --json` prints." });

/** The schema as the text of a file. */
export function auditSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(auditSchema, { target: "draft-7", reused: "inline" }), undefined, 2)}\n`;
}
