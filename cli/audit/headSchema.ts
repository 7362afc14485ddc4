// What `npm run audit -- --anchor --json` and `--sign --json` print: no answers, but lines to be kept elsewhere.

import { z } from "zod";
import { instant } from "./schemaParts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The head of a history. */
export const headSchema = z
  .strictObject({
    stack: z.string(),
    recordSha256: sha256.meta({ description: "Of the last record." }),
    revision: z.int(),
    time: instant.meta({ description: "When the history was read." }),
    commit: z.string().optional().meta({ description: "Of the run behind the last record." }),
    entries: z.strictObject({
      count: z.int(),
      last: z.string().meta({ description: "The number in the name of the last one." }),
      sha256: sha256.meta({ description: "Chained over all of them." }),
    }),
    credentials: z.record(z.string(), z.strictObject({ events: z.int(), sha256 })).meta({
      description: "The last event of each customer's credential.",
    }),
  })
  .meta({ description: "What `--anchor` prints." });

/** The same in a DSSE envelope. */
export const envelopeSchema = z
  .strictObject({
    payloadType: z.literal("application/vnd.in-toto+json"),
    payload: z.base64().meta({ description: "The in-toto statement." }),
    signatures: z.array(z.strictObject({ keyid: z.string().optional(), sig: z.base64() })),
  })
  .meta({ description: "What `--sign` prints." });
