// The options of npm run sync, checked: all problems at once.
import { readFile } from "node:fs/promises";
import { parseRegistryId } from "../../azure/tokenId";
import { parseSecretAddress, type SecretAddress } from "../../azure/vault/secretAt";
import type { Deletes } from "../../sync/tagsToRemove";
import { isRepositoryName, problemOfPrefix } from "../../sync/targetName";
import { UserError } from "../userError";

/** As commander gives them. */
export interface SyncOptions {
  readonly source?: string;
  readonly username?: string;
  readonly passwordSecret?: string;
  readonly passwordStdin?: boolean;
  readonly target?: string;
  readonly targetPrefix: string;
  readonly repository?: readonly string[];
  readonly repositories?: string;
  readonly apply?: boolean;
  readonly deletes: string;
  readonly maxDeletes: string;
  readonly importMinutes: string;
  readonly state: string;
}

/** What a sync does. */
export interface SyncSettings {
  /** Host, and port where there is one, of the vendor's registry. */
  readonly source: string;
  readonly username: string;
  /** Where the password is; `stdin` for standard input. */
  readonly password: SecretAddress | "stdin";
  /** ARM id of our registry. */
  readonly target: string;
  /** `vendor/` */
  readonly targetPrefix: string;
  /** Sorted; undefined for all that the token may list. */
  readonly repositories: readonly string[] | undefined;
  readonly isApplied: boolean;
  readonly deletes: Deletes;
  readonly maxDeletes: number;
  readonly importLimitMs: number;
  /** The folder with the file of running imports. */
  readonly stateFolder: string;
}

/** @throws UserError with all problems */
export async function readSettings(options: SyncOptions): Promise<SyncSettings> {
  const problems: string[] = [];
  const need = (flag: string, value: string | undefined, form: string): string => {
    if (!value) problems.push(`${flag} is missing; give ${form}`);
    return value ?? "";
  };
  const source = need("--source", options.source, "the host of the vendor's registry");
  if (source !== "" && !/^[a-z0-9.-]+(:\d+)?$/i.test(source)) {
    problems.push(`--source: "${source}" is not a host; use for example vendorimages.azurecr.io`);
  }
  const username = need("--username", options.username, "the name of the vendor's token");
  const target = need("--target", options.target, "the ARM id of your registry");
  if (target !== "") problems.push(...problemOf("--target", () => parseRegistryId(target)));
  const prefix = problemOfPrefix(options.targetPrefix);
  if (prefix !== undefined) {
    problems.push(`--target-prefix: "${options.targetPrefix}" ${prefix}; use for example vendor/`);
  }
  const password = passwordPlace(options, problems);
  const repositories = await namesIn(options, problems);
  const deletes = options.deletes;
  if (deletes !== "report" && deletes !== "untag") {
    problems.push(`--deletes: "${deletes}" is neither report nor untag`);
  }
  const maxDeletes = count("--max-deletes", options.maxDeletes, 0, problems);
  const importMinutes = count("--import-minutes", options.importMinutes, 1, problems);
  if (problems.length > 0) {
    throw new UserError(problems.join("\n"), { remedy: "npm run sync -- --help has examples" });
  }
  return {
    source: source.toLowerCase(),
    username,
    password: password ?? "stdin",
    target,
    targetPrefix: options.targetPrefix,
    repositories,
    isApplied: options.apply === true,
    deletes: deletes === "untag" ? "untag" : "report",
    maxDeletes,
    importLimitMs: importMinutes * 60_000,
    stateFolder: options.state,
  };
}

function passwordPlace(
  { passwordSecret, passwordStdin }: SyncOptions,
  problems: string[],
): SecretAddress | "stdin" | undefined {
  if ((passwordSecret === undefined) === (passwordStdin !== true)) {
    problems.push("give either --password-secret or --password-stdin");
  }
  if (passwordSecret === undefined) return "stdin";
  const address = parseSecretAddress(passwordSecret);
  if (address === undefined) {
    problems.push(
      `--password-secret: "${passwordSecret}" is not the address of a secret; use https://<vault>.vault.azure.net/secrets/<name>, as \`az keyvault secret show --query id\` prints it`,
    );
  }
  return address;
}

async function namesIn(
  { repository = [], repositories: file }: SyncOptions,
  problems: string[],
): Promise<readonly string[] | undefined> {
  const listed = file === undefined ? [] : await linesOf(file, problems);
  const names = [...repository, ...listed];
  for (const name of names.filter((each) => !isRepositoryName(each))) {
    problems.push(`"${name}" is not a repository's name; use for example app/api`);
  }
  if (file !== undefined && names.length === 0 && problems.length === 0) {
    problems.push(`--repositories: ${file} names no repository`);
  }
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}

async function linesOf(file: string, problems: string[]): Promise<string[]> {
  try {
    const text = await readFile(file, "utf8");
    return text
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trim())
      .filter((line) => line !== "");
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    problems.push(`--repositories: ${file} cannot be read (${code})`);
    return [];
  }
}

function count(flag: string, text: string, least: number, problems: string[]): number {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < least) {
    problems.push(`${flag}: "${text}" is not a number from ${least}`);
  }
  return value;
}

function problemOf(flag: string, parse: () => unknown): string[] {
  try {
    parse();
    return [];
  } catch (thrown) {
    return [`${flag}: ${(thrown as Error).message}`];
  }
}
