// Reads the stack's configuration; only this file does.
import * as pulumi from "@pulumi/pulumi";
import { type CloudName, cloudName, isKnownCloud, KNOWN_CLOUDS } from "../azure/clouds";
import { isLoopback } from "../clock";
import { type CustomerSyncArgs, type Password, VAULT_ACCESSES } from "./args";
import { findProblems, headerSecretProblem } from "./problems";
import { Settings } from "./settings";

/**
 * Reads `customer-sync:*`, and the cloud from azure-native's `metadataHost` and `environment`, or `ARM_METADATA_HOSTNAME` and
 * `ARM_ENVIRONMENT`. Lists are JSON, as `pulumi config set --path 'customer-sync:repositories[0]' app/api` writes them.
 *
 * @throws pulumi.RunError naming every setting that is missing, not known or of another form, with what corrects it
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): CustomerSyncArgs {
  const all = pulumi.runtime.allConfig();
  const settings = new Settings(all, isConfigSecret);
  const callers = settings.get("allowedCallers");
  const actionGroupId = settings.get("actionGroupId");
  const header = settings.needSecret("headerSecret") || undefined;
  const previous = settings.secret("previousHeaderSecret");
  const args: CustomerSyncArgs = {
    resourceGroupName: settings.need("resourceGroupName", "<name>"),
    location: settings.need("location", "<region>"),
    vendorRegistry: settings.need("vendorRegistry", "<name>.azurecr.io"),
    tokenName: settings.need("tokenName", "<token>"),
    password: passwordIn(settings),
    headerSecret: hidden("headerSecret", header, settings) ?? "",
    ...given("previousHeaderSecret", hidden("previousHeaderSecret", previous, settings)),
    repositories: settings.needList("repositories", "<repository>"),
    targetRegistryId: settings.need("targetRegistryId", "<id of your registry>"),
    ...given("targetPrefix", settings.get("targetPrefix")),
    allowedCallers:
      callers === "any" ? "any" : settings.needList("allowedCallers", "<range>", "any"),
    ...given("catchUpHours", settings.number("catchUpHours", "<hours>")),
    ...given("waitsForImports", settings.boolean("waitsForImports")),
    ...given("vaultAccess", settings.oneOf("vaultAccess", VAULT_ACCESSES)),
    cloud: cloudIn(all, env, settings),
    ...(actionGroupId === undefined ? {} : { alert: { actionGroupId } }),
  };
  settings.refuseUnknown();
  const problems = [...settings.problems, ...findProblems(args, settings.wrong)];
  if (problems.length > 0) {
    throw new pulumi.RunError(
      ["the stack's configuration cannot be used:", ...problems].join("\n  "),
    );
  }
  return args;
}

/** The password's secret, or the password and the vault for it: one of both. */
function passwordIn(settings: Settings): Password {
  const [secretId, vaultId] = ["passwordSecretId", "vaultId"].map((name) => settings.get(name));
  const value = settings.secret("password");
  if (secretId !== undefined && (vaultId ?? value) !== undefined) {
    settings.refuse(
      "password",
      "customer-sync:passwordSecretId is set beside vaultId or password; keep passwordSecretId alone, or the two others",
    );
  }
  if ((vaultId ?? value) === undefined) {
    if (!secretId) settings.wrong.add("password");
    return { secretId: settings.need("passwordSecretId", "<id of the secret>") };
  }
  if (!vaultId || !value) settings.wrong.add("password");
  return {
    vaultId: settings.need("vaultId", "<id of your vault>"),
    value: pulumi.secret(value || settings.needSecret("password")),
  };
}

/** Whether the value of a key is encrypted. Pulumi's SDK has this for itself, and does not declare it. */
const { isConfigSecret } = pulumi.runtime as unknown as {
  isConfigSecret(key: string): boolean;
};

function hidden(
  name: string,
  value: string | undefined,
  settings: Settings,
): pulumi.Output<string> | undefined {
  if (value === undefined) return undefined;
  const problem = headerSecretProblem(value);
  if (problem !== undefined) settings.refuse(name, `customer-sync:${name}: ${problem}`);
  return pulumi.secret(value);
}

/** The emulator stands for the public cloud. */
function cloudIn(
  config: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
  settings: Settings,
): CloudName {
  const host = config["azure-native:metadataHost"] || env.ARM_METADATA_HOSTNAME;
  if (isLoopback(host)) return "public";
  const name = cloudName(host || config["azure-native:environment"] || env.ARM_ENVIRONMENT);
  if (isKnownCloud(name)) return name;
  settings.refuse(
    "cloud",
    `azure-native:environment is '${name}', a cloud whose addresses the workflows do not know; use one of ${Object.keys(KNOWN_CLOUDS).join(", ")}`,
  );
  return "public";
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value });
}
