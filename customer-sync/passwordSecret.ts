// The secret in the customer's vault that holds the password of the vendor's token: theirs, or one that is made here.
import { Secret } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import type { CloudAddresses } from "../azure/clouds";
import type { Password } from "./args";
import { parseSecretId, parseVaultId } from "./ids";

/** Where the workflows read the password. */
export interface PasswordSecret {
  /** Resource Manager's id, on which the role is given. */
  readonly id: pulumi.Output<string>;
  /** The vault's own id of the newest version. */
  readonly uri: pulumi.Output<string>;
  /** What is made of it. @default - nothing, it is somebody else's */
  readonly made?: Secret;
}

/** The secret; one is made only of a value, and another name in the vault replaces it. */
export function passwordSecret(
  name: string,
  { password, secretName: wanted }: { readonly password: Password; readonly secretName: string },
  { vaultSuffix }: CloudAddresses,
  opts: pulumi.CustomResourceOptions,
): PasswordSecret {
  /** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
  const uriOf = (vaultName: string, secretName: string) =>
    `https://${vaultName}.${vaultSuffix}/secrets/${secretName}`;
  if ("secretId" in password) {
    const { vaultName = "", secretName = "" } = parseSecretId(password.secretId) ?? {};
    return {
      id: pulumi.output(password.secretId),
      uri: pulumi.output(uriOf(vaultName, secretName)),
    };
  }
  const { resourceGroupName = "", vaultName = "" } = parseVaultId(password.vaultId) ?? {};
  const secret = new Secret(
    name,
    {
      resourceGroupName,
      vaultName,
      // Letters, digits and hyphens alone; a stack's name may have others.
      secretName: wanted.replaceAll(/[^\da-z-]/gi, "-"),
      properties: { value: pulumi.secret(password.value) },
    },
    opts,
  );
  const uri = secret.name.apply((made) => uriOf(vaultName, made));
  return { id: secret.id, uri, made: secret };
}
