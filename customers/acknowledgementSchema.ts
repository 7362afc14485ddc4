// The shape of `acknowledge`: who may lose access although more customers do than may in one change.
import { z } from "zod";
import { DATE_PATTERN, ID_PATTERN } from "./limits";

/** How the editor names an id, in the words of the rule acknowledgedIdsAreValid. */
const ID_HELP = "A customer's id, as it stands or stood below customers.";

/** One entry under `acknowledge`. */
export const acknowledgementSchema = z
  .strictObject({
    customers: z
      .array(
        z.string().meta({
          description: ID_HELP,
          pattern: ID_PATTERN.source,
          patternErrorMessage: ID_HELP,
          minLength: 2,
          maxLength: 40,
        }),
      )
      .min(1)
      .meta({
        description:
          "The ids of the customers who may lose access. They need not be listed below customers any more.",
        examples: [["contoso"]],
      }),
    reason: z
      .string()
      .min(1)
      .max(200)
      .meta({
        description:
          "Why they may lose it, on one line, such as a ticket. It is shown in each plan and kept in the stack's history.",
        examples: ["contract ended, TICKET-1"],
      }),
    until: z.string().meta({
      description:
        "The last day (UTC), as YYYY-MM-DD, on which this counts. At most 31 days from today; take a day soon after the change: until then nothing stops these customers from losing access by mistake.",
      examples: ["2026-12-01"],
      pattern: DATE_PATTERN.source,
      patternErrorMessage: "A date as YYYY-MM-DD.",
    }),
  })
  .meta({ description: "Some customers who may lose access, the reason, and until when." });

/** The section `acknowledge`. */
export const acknowledgeSchema = z.array(acknowledgementSchema).meta({
  description:
    "Customers who may lose access although more do than may in one change (maximumLosses, by default a quarter of the active ones). Without it such a change is taken for a mistake and refused.",
  examples: [[{ customers: ["contoso"], reason: "contract ended, TICKET-1", until: "2026-12-01" }]],
});
