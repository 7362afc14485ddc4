// A plan as `pulumi preview --save-plan` writes it.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../userError";

/** Reads when a plan was made. @throws UserError for a file that is not a plan; the file is not changed */
export async function readPlanTime(
  plan: string | undefined,
  /** The line that creates one. */
  createLine: string,
): Promise<{ file: string; madeAt: string }> {
  const remedy = `create one: ${createLine}`;
  if (plan === undefined) throw new UserError("--plan is missing", { remedy });
  const file = resolve(plan);
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(`${plan}: cannot be read (${cause.code})`, { remedy, cause });
  });
  const time = timeIn(text);
  if (time === undefined) throw new UserError(`${plan}: is not a Pulumi plan`, { remedy });
  return { file, madeAt: time.slice(0, "2026-11-21T15:29".length).concat("Z") };
}

function timeIn(text: string): string | undefined {
  try {
    const { manifest, resourcePlans } = JSON.parse(text) ?? {};
    if (typeof resourcePlans !== "object") return undefined;
    return new Date(manifest.time).toISOString();
  } catch {
    return undefined;
  }
}
