// The schema of `acknowledge`: customers who may lose access beyond the limit of one change.
import { z } from "zod";
import { DATE_PATTERN, ID_PATTERN } from "./limits";

/** How the editor names an id, in the words of the rule acknowledgedIdsAreValid. */
const ID_HELP = "A customer's id that is or was listed below customers.";

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
          "The ids of the customers who may lose access. They may already be removed from customers.",
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
        "The last day (UTC), as YYYY-MM-DD, on which this counts. At most 31 days from today; choose a day soon after the change: until then the guard does not protect these customers against a mistake.",
      examples: ["2026-12-01"],
      pattern: DATE_PATTERN.source,
      patternErrorMessage: "A date as YYYY-MM-DD.",
    }),
  })
  .meta({ description: "Some customers who may lose access, the reason, and until when." });

/** The section `acknowledge`. */
export const acknowledgeSchema = z.array(acknowledgementSchema).meta({
  description:
    "Customers who may lose access beyond the limit for one change (maximumLosses, by default a quarter of the active ones). Without it such a change is refused as a mistake.",
  examples: [[{ customers: ["contoso"], reason: "contract ended, TICKET-1", until: "2026-12-01" }]],
});
