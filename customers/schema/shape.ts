// Validates a value against the schema, and removes invalid parts so that the rest can be checked.
import type { z } from "zod";
import type { Path } from "../problem";
import { applyRules, type Report } from "../rules/rule";
import { SHAPE_RULES } from "../rules/shapeRules";
import { REPORTED } from "../yaml/yamlValues";

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
  const { issues } = result.error;
  for (const issue of issues) {
    const path = issue.path as Path;
    const found = valueAt(value, path);
    if (found === REPORTED) continue;
    applyRules(SHAPE_RULES, { issue, path, found, source: sourceOf(path) }, report);
  }
  const sound = without(
    value,
    issues.map(({ path }) => path as Path),
  );
  return (sound as object | undefined) ?? {};
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown>)[key],
    value,
  );
}

/** A copy with undefined at the paths; the original may be shared by other customers through an alias. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner = new Map<string | number, Path[]>();
  for (const [key, ...rest] of paths) {
    if (key === undefined) continue;
    const rests = inner.get(key);
    if (rests) rests.push(rest);
    else inner.set(key, [rest]);
  }
  const fields = copy as Record<string | number, unknown>;
  for (const [key, rests] of inner) fields[key] = without(fields[key], rests);
  return copy;
}
