// What the forms of several answers have in common: updates, events, passwords, and what every answer begins with.
import { z } from "zod";

export const instant = z.iso.datetime({ offset: true });
export const day = z.iso.date();
export const gaps = z
  .array(
    z.strictObject({
      at: z
        .string()
        .optional()
        .meta({ description: "The entry; absent where it is about the history as a whole." }),
      words: z.string(),
    }),
  )
  .meta({ description: "What the history does not tell, or what is wrong with it." });

export const update = z
  .strictObject({
    number: z.int().meta({ description: "Its place in the history, from 1." }),
    name: z.string().meta({ description: "The entry; `(no entry)` for a run that left none." }),
    kind: z.string().meta({ description: "`update`, `refresh`, `destroy`, …" }),
    startedAt: instant,
    endedAt: instant.meta({ description: "What it did counts from here." }),
    result: z.enum(["succeeded", "failed", "unfinished"]),
    message: z.string(),
    isDirty: z.literal(true).optional().meta({
      description: "The folder had changes that are in no commit, as Pulumi noted.",
    }),
    revision: z.int().optional().meta({ description: "Of the record after it." }),
    fileSha256: z.string().optional(),
    commit: z.string().optional(),
    author: z.string().optional(),
    pullRequest: z.string().optional(),
    approvers: z.array(z.string()).optional().meta({ description: "As the run noted them." }),
    run: z.string().optional().meta({ description: "URL of the run." }),
  })
  .meta({ id: "update" });

export const numberOnly = z.strictObject({ number: z.int() });
export const someUpdate = z.union([update, numberOnly]);

export const event = z.strictObject({
  at: instant,
  customer: z.string(),
  kind: z.string(),
  words: z.string(),
  update: z.int().nullable().meta({ description: "null: time did it, an announced end came." }),
});

/** What each token beside those that customers have is described by. */
export const beside = {
  id: z.string().meta({ description: "Such as `contoso, old token contoso-pull`." }),
  customer: z.string().nullable().meta({ description: "null: it is below no customer." }),
  why: z.enum(["replaced", "second", "stray"]).meta({
    description:
      "`replaced`: it waits for its deletion. `second`: its customer has another one. `stray`: it is below no customer.",
  }),
};

export const state = z.enum(["active", "suspended", "offboarded"]);

export const frame = {
  stack: z.string(),
  source: z.string(),
  registryId: z.string().optional().meta({ description: "ARM id." }),
  vaultId: z.string().optional().meta({ description: "ARM id." }),
  asOf: instant,
  updates: z.int(),
  gaps,
};

export const password = {
  slot: z.enum(["password1", "password2"]),
  from: instant,
  seenIn: z.int(),
  goneIn: z.int().optional(),
  generation: z.int().optional(),
  announcedEnd: day.optional().meta({
    description:
      "It works until this day (UTC) begins; one without an end of its own works until a run replaces it.",
  }),
  rotateOn: day.optional(),
  end: instant.optional(),
  how: z.string(),
};

/** One line of a run log. */
export const loggedRun = {
  time: instant,
  stack: z.string().optional(),
  commit: z.string().optional(),
  verdict: z.string(),
  reason: z.string().optional(),
  revision: z.number().optional(),
  recordSha256: z.string().optional(),
};

/** How many there were at a moment. */
export const people = z
  .strictObject({ customers: z.int(), active: z.int(), canPull: z.int() })
  .nullable()
  .meta({ description: "null: no run is known of before." });

/** A file of evidence. */
export const evidence = z.strictObject({
  name: z.string(),
  sha256: z.string(),
  kind: z.enum(["verify", "drift"]),
  madeAt: z.string(),
  stack: z.string(),
  findings: z.int(),
  notLookedAt: z.array(z.string()),
  counts: z.boolean().meta({ description: "Is it of one of the stacks, and of this time?" }),
});
