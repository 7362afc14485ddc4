// The fields that triggers and actions have in common.
import { z } from "zod";
import type { Value } from "../language/value";
import { durationMs } from "./duration";

/** Anything; what may stand in the fields of inputs is found out when the expressions in them are evaluated. */
export const value = z.json() as unknown as z.ZodType<Value>;

/** A duration: `PT20S`. */
export const duration = z
  .string()
  .refine((text) => durationMs(text) !== undefined, { message: "is not a duration such as PT20S" });

/** `secureData` with those of the properties that a trigger or action can secure. */
export const secure = (...properties: ["inputs" | "outputs", ...("inputs" | "outputs")[]]) =>
  z
    .strictObject({ secureData: z.strictObject({ properties: z.array(z.enum(properties)) }) })
    .partial();
