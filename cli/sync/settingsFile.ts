// The settings file of npm run sync: what stays the same from run to run, by the options' names.
import { readFile } from "node:fs/promises";

/** What a settings file may hold, beside the list of repositories. */
export const FILE_KEYS = [
  "source",
  "username",
  "passwordSecret",
  "target",
  "targetPrefix",
  "deletes",
  "maxDeletes",
  "importMinutes",
  "state",
] as const;

/** The values of a settings file as texts, as options give them. */
export type FileSettings = Partial<Record<(typeof FILE_KEYS)[number], string>> & {
  readonly repositories?: readonly string[];
};

/** Reads it. @param problems gets what is wrong with the file @returns undefined where it cannot be read */
export async function readSettingsFile(
  file: string,
  problems: string[],
): Promise<FileSettings | undefined> {
  const content = await readJson(file);
  if (typeof content === "string") {
    problems.push(`--settings: ${file} ${content}`);
    return undefined;
  }
  const found: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(content)) {
    if (key === "repositories") {
      if (isTexts(value)) found[key] = value;
      else problems.push(`${file}: repositories is not a list of names`);
    } else if (!(FILE_KEYS as readonly string[]).includes(key)) {
      problems.push(`${file}: ${key} is not a setting; use ${FILE_KEYS.join(", ")}, repositories`);
    } else if (typeof value === "string" || typeof value === "number") {
      found[key] = String(value);
    } else {
      problems.push(`${file}: ${key} is neither a text nor a number`);
    }
  }
  return found;
}

async function readJson(file: string): Promise<object | string> {
  try {
    const content: unknown = JSON.parse(await readFile(file, "utf8"));
    const isObject = typeof content === "object" && content !== null && !Array.isArray(content);
    return isObject ? content : "is not a JSON object";
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    return code === undefined ? "is not JSON" : `cannot be read (${code})`;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
