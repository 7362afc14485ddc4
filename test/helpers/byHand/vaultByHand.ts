// Somebody who changes secrets in the vault outside of this project, with Azure's own client.

import { SecretClient, type UpdateSecretPropertiesOptions } from "@azure/keyvault-secrets";
import type { Cloud } from "../../../azure/cloud";

/** Opens Azure's client for a vault of the emulator. */
export function vaultByHand(cloud: Cloud, uri: string) {
  const client = new SecretClient(uri, cloud.credential, {
    ...cloud.http.clientOptions,
    disableChallengeResourceVerification: true,
  });
  return {
    /** The names of all secrets that are not deleted. */
    async names(): Promise<string[]> {
      const found: string[] = [];
      for await (const { name } of client.listPropertiesOfSecrets()) found.push(name);
      return found.sort();
    },
    value: async (name: string) => (await client.getSecret(name)).value,
    set: (name: string, value: string) => client.setSecret(name, value),
    /** Disables the current version, and takes its tags away. */
    disable: async (name: string) => {
      const { version = "" } = (await client.getSecret(name)).properties;
      await client.updateSecretProperties(name, version, { enabled: false, tags: {} });
    },
    /** Changes the current version, whether it is enabled or not. */
    update: async (name: string, change: UpdateSecretPropertiesOptions) => {
      let current = "";
      // The emulator lists the newest last.
      for await (const { version = "" } of client.listPropertiesOfSecretVersions(name)) {
        current = version;
      }
      await client.updateSecretProperties(name, current, change);
    },
    delete: async (name: string) => {
      await (await client.beginDeleteSecret(name)).pollUntilDone();
    },
    /** As `az keyvault secret recover` does. */
    recover: async (name: string) => {
      await (await client.beginRecoverDeletedSecret(name)).pollUntilDone();
    },
    /** As `az keyvault secret purge` does. */
    purge: (name: string) => client.purgeDeletedSecret(name),
  };
}
