// The schema of `credential`: lifetime and rotation of a customer's passwords.
import { z } from "zod";
import { BUILT_IN } from "./limits";

/** `credential`, of a customer or of the defaults. */
export const credentialSchema = z
  .strictObject({
    lifetimeDays: z
      .int()
      .min(7)
      .max(3650)
      .meta({
        description: "How many days a password works after it was issued.",
        default: BUILT_IN.credential.lifetimeDays,
      })
      .optional(),
    rotateBeforeDays: z
      .int()
      .min(2)
      .max(1825)
      .meta({
        description:
          "How many days before its end the next password is issued; until then both work. At least 2, at most half of lifetimeDays. Default: a third of lifetimeDays, at most 30.",
        examples: [30],
      })
      .optional(),
    rotation: z
      .enum(["automatic", "manual"])
      .meta({
        description:
          "automatic issues a new password in time. manual issues passwords without an end and only reports their age, for customers who cannot rotate automatically.",
        default: BUILT_IN.credential.rotation,
      })
      .optional(),
    generation: z
      .int()
      .min(1)
      .max(1_000_000)
      .meta({
        description:
          "Raise it by one to issue a new password now; the previous one works until its announced end. Lowering it is an error.",
        default: BUILT_IN.credential.generation,
      })
      .optional(),
    revokeBefore: z
      .int()
      .min(1)
      .max(1_000_000)
      .meta({
        description:
          "No password of a lower generation works. After a leak, raise it together with generation: the leaked password ends as soon as the new one is in the vault.",
        default: BUILT_IN.credential.revokeBefore,
      })
      .optional(),
  })
  .meta({ description: "How long passwords live and when they are followed by new ones." });
