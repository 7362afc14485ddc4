// The schema of `sync`: what is announced to a customer's own registry, and with which header.
import { z } from "zod";
import { BUILT_IN, MOST_ACTIONS } from "./limits";
import { repositorySchema } from "./repositorySchema";

/** `header` of `sync`: which values of the header secret there are, and which one the webhooks send. */
export const headerSchema = z
  .strictObject({
    generation: z
      .int()
      .min(1)
      .max(1_000_000)
      .meta({
        description:
          "Raise it by one to hand over a new value of the header: it becomes the current version of the customer's sync secret, and the webhooks still send the one in use. Lowering it is an error.",
        default: BUILT_IN.sync.header.generation,
      })
      .optional(),
    inUse: z
      .int()
      .min(1)
      .max(1_000_000)
      .meta({
        description:
          "Which generation the webhooks send: generation, or the one before it. Raise it once the customer's workflow accepts the new value, in a change after the one that raised generation.",
        default: BUILT_IN.sync.header.inUse,
      })
      .optional(),
  })
  .meta({ description: "The secret header by which the customer's workflow knows our webhooks." });

/** `sync` of a customer. */
export const syncSchema = z
  .strictObject({
    repositories: z
      .array(repositorySchema)
      .min(1)
      .meta({
        description:
          "The repositories whose pushes are announced, each granted by the customer's own repositories. A prefix becomes one webhook for each repository below it whenever the program runs. Default: all that the customer is granted.",
        examples: [["app/api"]],
        maxItems: MOST_ACTIONS,
        uniqueItems: true,
      })
      .optional(),
    webhookScope: z
      .enum(["repository", "prefix"])
      .meta({
        description:
          "repository: one webhook for each repository. prefix: one webhook for each prefix, whose scope is base/*; Azure does not document such a scope, so try whether it fires.",
        default: BUILT_IN.sync.webhookScope,
      })
      .optional(),
    header: headerSchema.optional(),
  })
  .meta({
    description:
      "Announces pushes to a workflow of the customer, which imports them into the customer's own registry. {} announces all that the customer is granted. Needs the action metadata/read.",
  });
