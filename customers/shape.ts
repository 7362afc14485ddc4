// Holds a value against the schema, and takes out what does not fit so that the rest can be checked further.
import type { z } from "zod";
import type { Path } from "./problem";
import { applyRules, type Report } from "./rule";
import { SHAPE_RULES } from "./shapeRules";
import { REPORTED } from "./yamlValues";

/**
 * The part of a value that fits the schema; what does not fit is reported and left as undefined.
 *
 * @param sourceOf how the plain value at a path is written in the file
 */
export function soundPart(
  schema: z.ZodType,
  value: unknown,
  { report, sourceOf }: { report: Report<Path>; sourceOf: (path: Path) => string },
): object {
  const result = schema.safeParse(value);
  if (result.success) return result.data as object;
  let sound = value;
  for (const issue of result.error.issues) {
    const path = issue.path as Path;
    const found = valueAt(value, path);
    sound = without(sound, path);
    if (found !== REPORTED) {
      applyRules(SHAPE_RULES, { issue, path, found, source: sourceOf(path) }, report);
    }
  }
  return (sound as object | undefined) ?? {};
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown>)[key],
    value,
  );
}

/** A copy with undefined at the path; the original may be shared by other customers through an alias. */
function without(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || value === undefined) return undefined;
  if (Array.isArray(value)) {
    return value.with(Number(key), without(value[Number(key)], rest));
  }
  const object = value as Record<string, unknown>;
  return { ...object, [key]: without(object[key], rest) };
}
