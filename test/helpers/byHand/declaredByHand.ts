// Creates what a run creates for a customer in Azure, by plain requests: for tests of commands that need no engine.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scopeMapDescription } from "../../../access/scopeMapMark";
import { tagsOf } from "../../../passwords/marks";
import type { EmulatedAzure } from "../../emulator/useEmulator";

/** The random id of the stack. */
const OWNER = "x7k2pd4q";

/** Makes scope map, token, password1 and secret of a customer who may pull one repository; answers the secret's name. */
export async function declareByHand(
  azure: EmulatedAzure,
  { id, repository }: { id: string; repository: string },
): Promise<string> {
  const username = `${id}-pull`;
  const expiry = "2099-01-01T00:00:00Z";
  await azure.arm("PUT", `scopeMaps/${username}`, {
    properties: {
      actions: [`repositories/${repository}/content/read`],
      description: scopeMapDescription({ customer: id, owner: OWNER }),
    },
  });
  await azure.arm("PUT", `tokens/${username}`, {
    properties: { scopeMapId: `${azure.registryId}/scopeMaps/${username}`, status: "enabled" },
  });
  const value = await azure.givenPassword(username, "password1", expiry);
  const { body } = await azure.arm("GET", `tokens/${username}`);
  const [password] = (body as TokenAnswer).properties.credentials.passwords;
  const mark = {
    slot: "password1",
    createdAt: new Date(password?.creationTime ?? 0).toISOString(),
    generation: 1,
    token: `vendorimages/${username}`,
    owner: OWNER,
  } as const;
  const secretName = `${id}-registry-${OWNER}`;
  await azure.arm(
    "PUT",
    `${azure.vaultId}/secrets/${secretName}`,
    {
      tags: tagsOf(mark, "dev"),
      properties: { value, attributes: { enabled: true, exp: Date.parse(expiry) / 1000 } },
    },
    "2024-11-01",
  );
  return secretName;
}

interface TokenAnswer {
  properties: { credentials: { passwords: { creationTime: string }[] } };
}

/** A folder with the settings of a stack `dev` on the emulator, and a file of customers. */
export class StackFolder {
  readonly folder = mkdtempSync(join(tmpdir(), "stack-folder-"));

  write(azure: EmulatedAzure, customersYaml: string, settings: Record<string, string> = {}): void {
    const config = {
      "azure-native:subscriptionId": azure.emulator.subscriptionId,
      "customer-access:resourceGroupName": azure.emulator.resourceGroupName,
      "customer-access:registryName": "vendorimages",
      "customer-access:vaultName": "vendor-access",
      ...settings,
    };
    // JSON is YAML.
    writeFileSync(join(this.folder, "Pulumi.dev.yaml"), JSON.stringify({ config }));
    writeFileSync(join(this.folder, "customers.yaml"), customersYaml);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
