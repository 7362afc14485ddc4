// The requests that a run sent, in words that tests can compare whole.

import type { JournalEntry } from "../../../emulator/journal";

/** What the resource asks of Azure; everything else is named as the emulator does. */
const NAMES: Readonly<Record<string, string>> = {
  Tokens_Get: "GetToken",
  Tokens_List: "ListTokens",
  Tokens_Update: "PatchToken",
  Registries_Get: "GetRegistry",
  Registries_GenerateCredentials: "Generate",
  ScopeMaps_Get: "GetScopeMap",
  VaultSecrets_Get: "GetSecret",
  VaultSecrets_List: "ListSecrets",
  VaultSecrets_CreateOrUpdate: "PutSecret",
  VaultSecrets_Update: "PatchSecret",
  Vaults_Get: "GetVault",
  Secrets_UpdateVersion: "PatchVersion",
  Secrets_Delete: "DeleteSecret",
  DeletedSecrets_Recover: "RecoverSecret",
  DeletedSecrets_Get: "GetDeleted",
};

/** Requests that are sent side by side, so that their order says nothing. */
const READINGS = new Set([
  "GetToken",
  "GetSecret",
  "ListTokens",
  "ListSecrets",
  "GetRegistry",
  "GetVault",
]);

/** A reading of both sides. */
export const READ = ["GetSecret 200", "GetToken 200"];

/** The one before a run compares, and the one before it changes anything. */
export const READ_TWICE = ["GetSecret 200", "GetSecret 200", "GetToken 200", "GetToken 200"];

/** The same, where the change ends a password that was perhaps published: it is looked for in the vault's list, and both sides are read twice more. */
export const READ_AGAIN = [
  ...Array<string>(4).fill("GetSecret 200"),
  ...Array<string>(4).fill("GetToken 200"),
  "ListSecrets 200",
];

/** A reading where there is no secret yet. */
export const READ_FIRST = ["GetSecret 404", "GetToken 200", "GetVault 200"];

/** The same of a token that is not this run's own: two answers must agree, for no state knows it. */
export const READ_FIRST_TWICE = READ_FIRST.flatMap((each) => [each, each]);

/** The same where the token has passwords: another secret may hand one of them out. */
export const READ_TAKEN = [...READ_FIRST, "ListSecrets 200"];

export const READ_TAKEN_TWICE = [...READ_FIRST_TWICE, "ListSecrets 200"];

/** A password from its making to both readings after its publication; only the first login looks for the registry. */
export function issuing(slot: string, { isFirst = false } = {}): string[] {
  return [
    `Generate ${slot} 200`,
    ...(isFirst ? ["GetRegistry 200"] : []),
    "GetToken 200",
    "Login 200",
    `PutSecret ${isFirst ? 201 : 200}`,
    ...READ,
  ];
}

/** Those to Resource Manager, the vault and the registry: `Generate password1 200`; readings side by side are sorted. */
export function requestsIn(entries: readonly JournalEntry[]): string[] {
  const said = entries.filter(isOfRun).map(words);
  const sorted: string[] = [];
  for (const request of said) {
    let place = sorted.length;
    while (isReading(request) && place > 0 && isAfter(sorted[place - 1] ?? "", request)) place -= 1;
    sorted.splice(place, 0, request);
  }
  return sorted;
}

function isReading(request: string): boolean {
  return READINGS.has(request.split(" ")[0] ?? "");
}

function isAfter(one: string, other: string): boolean {
  return isReading(one) && one > other;
}

/** Is it neither a person's request nor one of an identity's? The vault's client asks once for its challenge, too. */
function isOfRun({ host, userAgent, status }: JournalEntry): boolean {
  if (!RUN.test(userAgent)) return false;
  return host === "arm" || host.startsWith("registry:") || (/^vault:/.test(host) && status !== 401);
}

/** The names under which Azure's clients send, and this project's own way. */
const RUN = /azsdk|core-rest-pipeline/;

function words({ host, operation, detail, status }: JournalEntry): string {
  const outcome = status ?? "reset";
  if (host.startsWith("registry:")) return `Login ${outcome}`;
  const name = NAMES[operation] ?? operation.replace(/^.*_/, "");
  const facts = name === "PatchToken" ? detail?.properties : detail?.passwordName;
  return [name, facts, outcome].filter((part) => part !== undefined).join(" ");
}
