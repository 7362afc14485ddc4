// Reads the stack's configuration; only this file does.
import * as pulumi from "@pulumi/pulumi";
import type { CustomerSyncArgs, Password } from "./args";

/**
 * Reads `customer-sync:*`. Lists are JSON, as `pulumi config set --path 'customer-sync:repositories[0]' app/api` writes them.
 *
 * @throws pulumi.RunError naming every setting that is missing, not known or of another form, with what corrects it
 */
export function readConfig(): CustomerSyncArgs {
  const config = new pulumi.Config("customer-sync");
  const problems: string[] = unknownSettings(pulumi.runtime.allConfig());
  const need = (name: string, example: string, flag = "") => {
    const value = config.get(name);
    if (value) return value;
    problems.push(`missing: pulumi config set ${flag}customer-sync:${name} ${example}`);
    return "";
  };
  const list = (name: string, value: string | undefined, example: string): string[] => {
    const read = parseList(value);
    if (read !== undefined) return read;
    problems.push(`no list: pulumi config set --path 'customer-sync:${name}[0]' ${example}`);
    return [];
  };
  const secretOr = (name: string) => config.getSecret(name) ?? pulumi.secret("");
  const vaultId = config.get("vaultId");
  const password: Password =
    vaultId === undefined
      ? { secretId: need("passwordSecretId", "<id of the secret>") }
      : { vaultId, value: secretOr("password") };
  if (vaultId !== undefined) need("password", "<the token's password>", "--secret ");
  need("headerSecret", "<the vendor's>", "--secret ");
  const callers = config.get("allowedCallers");
  const previous = config.getSecret("previousHeaderSecret");
  const prefix = config.get("targetPrefix");
  const hours = config.getNumber("catchUpHours");
  const actionGroupId = config.get("actionGroupId");
  const args: CustomerSyncArgs = {
    resourceGroupName: need("resourceGroupName", "<name>"),
    location: need("location", "<region>"),
    vendorRegistry: need("vendorRegistry", "<name>.azurecr.io"),
    tokenName: need("tokenName", "<the vendor's>"),
    password,
    headerSecret: secretOr("headerSecret"),
    ...(previous === undefined ? {} : { previousHeaderSecret: previous }),
    repositories: list("repositories", config.get("repositories"), "<repository>"),
    targetRegistryId: need("targetRegistryId", "<id of your registry>"),
    ...(prefix === undefined ? {} : { targetPrefix: prefix }),
    allowedCallers: callers === "any" ? "any" : list("allowedCallers", callers, "<range>, or any"),
    ...(hours === undefined ? {} : { catchUpHours: hours }),
    waitsForImports: config.getBoolean("waitsForImports") ?? true,
    ...(actionGroupId === undefined ? {} : { alert: { actionGroupId } }),
  };
  if (problems.length > 0) {
    throw new pulumi.RunError(
      ["the stack's configuration is not complete:", ...problems].join("\n  "),
    );
  }
  return args;
}

/** The name of every setting, without `customer-sync:`. */
export const SETTINGS: readonly string[] = [
  ...["resourceGroupName", "location", "vendorRegistry", "tokenName", "repositories"],
  ...["password", "vaultId", "passwordSecretId", "headerSecret", "previousHeaderSecret"],
  ...["targetRegistryId", "targetPrefix", "allowedCallers", "catchUpHours", "waitsForImports"],
  "actionGroupId",
];

const PREFIX = "customer-sync:";

/** A misspelled setting would leave its default in force. */
function unknownSettings(config: Readonly<Record<string, string>>): string[] {
  return Object.keys(config)
    .filter((key) => key.startsWith(PREFIX) && !SETTINGS.includes(key.slice(PREFIX.length)))
    .map((key) => `${key} is not known; remove it with \`pulumi config rm ${key}\``);
}

function parseList(value: string | undefined): string[] | undefined {
  try {
    const read: unknown = JSON.parse(value ?? "");
    const isList = Array.isArray(read) && read.every((each) => typeof each === "string");
    return isList ? read : undefined;
  } catch {
    return undefined;
  }
}
