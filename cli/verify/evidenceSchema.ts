// What `npm run verify` found, as --json prints it and --evidence keeps it; docs/evidence.schema.json is made from it.
import { z } from "zod";

/** What is tried for a customer, in this order. */
export const CHECKS = [
  "deployed",
  "token",
  "secret",
  "tags of the secret",
  "login",
  "pull",
  "layer",
  "outside",
  "refused pull",
  "push",
  "rights",
  "tag list",
  "catalog",
  "older password",
] as const;

/** What an answer means; the most serious first. */
export const VERDICTS = ["found", "undecided", "as declared", "not tried"] as const;

const instant = z.iso.datetime();

const check = z.strictObject({
  what: z.enum(CHECKS),
  of: z.string().nullable().meta({
    description:
      "The repository, the slot, or the name of token or secret; null where it is clear.",
  }),
  verdict: z.enum(VERDICTS).meta({
    description:
      "`found`: not as the file says. `undecided`: no answer that decides. `not tried`: there was nothing to try it with or on.",
  }),
  answer: z.string().meta({ description: "What was answered, in words; never a password." }),
  reason: z.string().nullable().meta({
    description: "What is wrong and what to do, or why it is not known; null when all is well.",
  }),
  at: instant.meta({ description: "When, by the clock of the machine that asked." }),
});

const customer = z.strictObject({
  id: z.string(),
  state: z.enum(["active", "suspended", "offboarded", "ended", "removed"]).meta({
    description:
      "`ended`: the last day of access is over. `removed`: not in the file any more, but still in the stack.",
  }),
  username: z.string(),
  repositories: z.array(z.string()).meta({ description: "As the file has them." }),
  secretName: z.string().nullable(),
  secretVersion: z.string().nullable().meta({ description: "The version that logged in." }),
  slot: z.string().nullable().meta({ description: "`password1` or `password2`." }),
  expiresAt: instant.nullable().meta({ description: "When the secret says that it ends." }),
  verdict: z.enum(["found", "undecided", "as declared"]),
  refused: z.int().meta({ description: "How many repositories the access token does not allow." }),
  checks: z.array(check),
});

/** The whole of it. */
export const evidenceSchema = z
  .strictObject({
    version: z.literal(1),
    madeAt: instant,
    stack: z.string(),
    registryId: z.string().meta({ description: "ARM id." }),
    loginServer: z.string().meta({ description: "The host that was asked." }),
    vaultId: z.string().meta({ description: "ARM id." }),
    file: z.strictObject({
      path: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      commit: z.string().nullable().meta({
        description:
          "The commit that has this content of the file; null where none has, or where git does not answer, which a note says.",
      }),
    }),
    notes: z.array(z.string()),
    customers: z.array(customer),
  })
  .meta({
    title: "Evidence of customer access",
    description:
      "What `npm run verify -- --json` prints and `--evidence` writes: what was tried, when, by which slot and secret version, and what was answered.",
  });

/** What was found. */
export type Evidence = z.output<typeof evidenceSchema>;

/** What was found of one customer. */
export type CustomerEvidence = z.output<typeof customer>;

/** One thing that was tried. */
export type Check = z.output<typeof check>;

/** The text of docs/evidence.schema.json. */
export function evidenceSchemaText(): string {
  const schema = z.toJSONSchema(evidenceSchema, { target: "draft-7", reused: "inline" });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
