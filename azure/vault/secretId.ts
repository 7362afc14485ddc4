// Parses the ARM id of a vault's secret.

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…/secrets/…`. */
export interface SecretId {
  subscriptionId: string;
  /** ARM id. */
  vaultId: string;
  vaultName: string;
  secretName: string;
}

const SECRET_ID =
  /^(\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+))\/secrets\/([^/]+)$/i;

/** Takes a secret's ARM id apart. @throws Error when it has another form */
export function parseSecretId(id: string): SecretId {
  const parts = SECRET_ID.exec(id);
  if (parts === null) {
    throw new Error(
      `"${id}" is not the ARM id of a vault's secret; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<vault>/secrets/<secret>`,
    );
  }
  const [, vaultId = "", subscriptionId = "", vaultName = "", secretName = ""] = parts;
  return { subscriptionId, vaultId, vaultName, secretName };
}
