// The options of npm run sync, checked: all problems at once.
import { parseRegistryId } from "../../azure/tokens/tokenId";
import { parseSecretAddress, type SecretAddress } from "../../azure/vault/secretAt";
import type { Deletes } from "../../sync/tagsToRemove";
import { isRepositoryName, problemOfPrefix } from "../../sync/targetName";
import { UserError } from "../userError";
import { FILE_KEYS, type FileSettings, readSettingsFile } from "./settingsFile";

/** As commander gives them; what is absent is taken from the settings file, and then by default. */
export interface SyncOptions {
  readonly settings?: string;
  readonly source?: string;
  readonly username?: string;
  readonly passwordSecret?: string;
  readonly passwordStdin?: boolean;
  readonly target?: string;
  /** @default "vendor/" */
  readonly targetPrefix?: string;
  readonly repository?: readonly string[];
  readonly apply?: boolean;
  /** @default "report" */
  readonly deletes?: string;
  /** @default "10" */
  readonly maxDeletes?: string;
  /** @default "30" */
  readonly importMinutes?: string;
  /** @default ".sync" */
  readonly state?: string;
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

const DEFAULTS = {
  targetPrefix: "vendor/",
  deletes: "report",
  maxDeletes: "10",
  importMinutes: "30",
  state: ".sync",
};

/** @throws UserError with all problems */
export async function readSettings(options: SyncOptions): Promise<SyncSettings> {
  const problems: string[] = [];
  const { settings: file, repository, passwordStdin = false, apply = false } = options;
  const read = file === undefined ? {} : await readSettingsFile(file, problems);
  const { repositories: listed, ...kept } = read ?? {};
  // Where the password is read from standard input, the secret of the file does not count.
  const { passwordSecret: keptSecret, ...others } = kept;
  const values = {
    ...DEFAULTS,
    ...others,
    ...(passwordStdin || keptSecret === undefined ? {} : { passwordSecret: keptSecret }),
    ...definedIn(options),
  };
  const need = (flag: string, value: string | undefined, form: string): string => {
    // What is missing may be in the file that cannot be read.
    if (!value && read !== undefined) problems.push(`${flag} is missing; give ${form}`);
    return value ?? "";
  };
  const source = need("--source", values.source, "the host of the vendor's registry");
  if (source !== "" && !/^[a-z0-9.-]+(:\d+)?$/i.test(source)) {
    // An address may hold a password.
    problems.push("--source is not a host; use for example vendorimages.azurecr.io");
  }
  const username = need("--username", values.username, "the name of the vendor's token");
  const target = need("--target", values.target, "the ARM id of your registry");
  if (target !== "") problems.push(...problemOf("--target", () => parseRegistryId(target)));
  const prefix = problemOfPrefix(values.targetPrefix);
  if (prefix !== undefined) {
    problems.push(`--target-prefix: "${values.targetPrefix}" ${prefix}; use for example vendor/`);
  }
  if (read !== undefined && (values.passwordSecret === undefined) !== passwordStdin) {
    problems.push("give either --password-secret or --password-stdin");
  }
  const password = passwordPlace(values.passwordSecret, problems);
  const repositories = sortedNames(repository ?? listed, problems);
  const { deletes } = values;
  if (deletes !== "report" && deletes !== "untag") {
    problems.push(`--deletes: "${deletes}" is neither report nor untag`);
  }
  const maxDeletes = count("--max-deletes", values.maxDeletes, 0, problems);
  const importMinutes = count("--import-minutes", values.importMinutes, 1, problems);
  if (problems.length > 0) {
    throw new UserError(problems.join("\n"), { remedy: "`npm run sync -- --help` has examples" });
  }
  return {
    source: source.toLowerCase(),
    username,
    password: password ?? "stdin",
    target,
    targetPrefix: values.targetPrefix,
    repositories,
    isApplied: apply,
    deletes: deletes === "untag" ? "untag" : "report",
    maxDeletes,
    importLimitMs: importMinutes * 60_000,
    stateFolder: values.state,
  };
}

function definedIn(options: SyncOptions): FileSettings {
  return Object.fromEntries(
    FILE_KEYS.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]),
  );
}

function passwordPlace(
  secret: string | undefined,
  problems: string[],
): SecretAddress | "stdin" | undefined {
  if (secret === undefined) return "stdin";
  const address = parseSecretAddress(secret);
  if (address === undefined) {
    problems.push(
      // Never what was given: it may be the password.
      "--password-secret is not the address of a secret; use https://<vault>.vault.azure.net/secrets/<name>",
    );
  }
  return address;
}

/** @returns undefined for all */
function sortedNames(
  names: readonly string[] | undefined,
  problems: string[],
): readonly string[] | undefined {
  for (const name of (names ?? []).filter((each) => !isRepositoryName(each))) {
    problems.push(
      name.endsWith("/*") && isRepositoryName(name.slice(0, -2))
        ? `"${name}" is a prefix, below which a token may not list; name each repository, such as ${name.slice(0, -1)}node`
        : `"${name}" is not a repository's name; use for example app/api`,
    );
  }
  if (names?.length === 0)
    problems.push("the list of repositories is empty; name one, or leave it out");
  return names === undefined ? undefined : [...new Set(names)].sort();
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
