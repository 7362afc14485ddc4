// What the tests do with each line for the Azure CLI: they run it against the emulator, or say why not.
import { expect } from "chai";
import type { EmulatedAzure } from "../emulator/useEmulator";
import { REGISTRY_LINES } from "./azRegistryLines";
import type { RunLine } from "./azRunLine";

/** A kind of line that is not run, because the emulator has no such thing. */
export interface OtherLine {
  readonly pattern: RegExp;
  readonly reason: string;
  /** Its command comes with an extension, so that the Azure CLI alone cannot explain it. */
  readonly isExtension?: boolean;
}

/** The password of every secret that a line is about. */
export const PASSWORD = "a password that is none";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
/** Container Registry Contributor and Data Access Configuration Administrator. */
const CONFIGURATION_ADMINISTRATOR = "3bc748fc-213d-45c1-8d91-9da5725539b9";
const CONTOSO = "66666666-6666-4666-8666-666666666666";
const optionOf = (line: string, option: string) =>
  new RegExp(`--${option} (\\S+)`).exec(line)?.[1] ?? "";

export const RUN_LINES: readonly RunLine[] = [
  ...REGISTRY_LINES,
  {
    pattern: /^az acr token credential delete --registry \S+ --name \S+ --password[12]$/,
    before: async (azure, filled) => {
      await azure.givenToken(optionOf(filled, "name"), ["repositories/app/api/content/read"]);
      await azure.givenPassword(optionOf(filled, "name"), "password2");
    },
    fill: () => ({ "--registry": "vendorimages", "--name": "tailwind-ci" }),
    after: async (azure) => {
      const { body } = await azure.arm("GET", "tokens/tailwind-ci");
      const { credentials } = (body as { properties: { credentials: { passwords: object[] } } })
        .properties;
      expect(credentials.passwords).to.have.lengthOf(1);
    },
  },
  {
    pattern: /^az acr token update --registry <registry> --name <token> --status disabled$/,
    before: (azure) => azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]),
    fill: () => ({ "<registry>": "vendorimages", "<token>": "contoso-pull" }),
    after: async (azure) => {
      const { body } = await azure.arm("GET", "tokens/contoso-pull");
      const { status, credentials } = (
        body as { properties: { status: string; credentials: { passwords: object[] } } }
      ).properties;
      expect([status, credentials.passwords.length]).to.deep.equal(["disabled", 1]);
    },
  },
  {
    pattern: /^az keyvault recover --name <vault>$/,
    before: (azure) => azure.arm("DELETE", azure.vaultId),
    fill: () => ({ "<vault>": "vendor-access" }),
    after: async (azure) => {
      expect((await azure.arm("GET", azure.vaultId)).status).to.equal(200);
    },
  },
  {
    pattern: /^az keyvault secret recover --vault-name \S+ --name \S+( --subscription \S+)?$/,
    before: givenDeletedSecret,
    fill: (azure) => ({
      "<vault>": "vendor-access",
      "<secret>": "contoso-registry-x7k2pd",
      "--vault-name": "vendor-access",
      "--name": "contoso-registry-x7k2pd",
      "--subscription": azure.vaultId.split("/")[2] ?? "",
    }),
    after: (_azure, output) => {
      expect(JSON.parse(output).name).to.match(/^contoso-registry-/);
    },
  },
  {
    pattern: /^az keyvault secret purge --vault-name <vault> --name <secret>$/,
    before: givenDeletedSecret,
    fill: () => ({ "<vault>": "vendor-access", "<secret>": "contoso-registry-purged" }),
    after: async (azure) => {
      const deleted = "/deletedsecrets/contoso-registry-purged";
      expect((await azure.vault("GET", deleted)).status).to.equal(404);
    },
  },
  {
    pattern: /^az keyvault secret show --vault-name \S+ --name \S+ --query value --output tsv$/,
    before: givenSecret,
    fill: () => ({ "<secret>": "contoso-registry-x7k2pd" }),
    after: (_azure, output) => {
      expect(output).to.equal(`${PASSWORD}\n`);
    },
  },
  {
    pattern:
      /^az keyvault secret show --vault-name \S+ --name \S+ --query "\{slot: tags.CredentialId, .+\}"$/,
    before: (azure, filled) =>
      azure.vault("PUT", `/secrets/${optionOf(filled, "name")}`, {
        value: PASSWORD,
        attributes: { exp: Date.parse("2026-05-30T00:00:00Z") / 1000 },
        tags: { CredentialId: "password1", IssuedAt: "2026-03-01T12:00:00.000Z" },
      }),
    after: (_azure, output) => {
      expect(JSON.parse(output)).to.deep.equal({
        slot: "password1",
        issued: "2026-03-01T12:00:00.000Z",
        expires: "2026-05-30T00:00:00+00:00",
      });
    },
  },
  {
    pattern: /^az keyvault show --name vendor-access --query id --output tsv$/,
    after: (azure, output) => {
      expect(output).to.equal(`${azure.vaultId}\n`);
    },
  },
  {
    pattern: /^az acr show --name vendorimages --query id --output tsv$/,
    after: (azure, output) => {
      expect(output).to.equal(`${azure.registryId}\n`);
    },
  },
  {
    pattern: /^az ad sp show --id <client id> --query id --output tsv$/,
    fill: () => ({ "<client id>": "55555555-5555-4555-8555-555555555555" }),
    after: (_azure, output) => {
      expect(output).to.equal(`${CONTOSO}\n`);
    },
  },
  {
    pattern:
      /^az role assignment create --assignee-object-id <[^>]+> .*--role ("Container Registry [^"]+"|Reader) --scope <id of the (registry|vault)>$/,
    fill: (azure) => ({
      "<principal id of access-preview>": CONTOSO,
      "<principal id of access-apply>": CONTOSO,
      "<id of the registry>": azure.registryId,
      "<id of the vault>": azure.vaultId,
    }),
    after: (azure, output) => {
      const { principalId, principalType, scope, roleDefinitionId } = JSON.parse(output);
      expect([principalId, principalType]).to.deep.equal([CONTOSO, "ServicePrincipal"]);
      expect([azure.registryId, azure.vaultId]).to.include(scope);
      expect([READER, CONFIGURATION_ADMINISTRATOR]).to.include(roleDefinitionId.split("/").at(-1));
    },
  },
  {
    pattern: /^az role assignment delete --assignee <principal id> --scope <id of the registry>$/,
    before: (azure) =>
      azure.arm("PUT", `${assignmentsOf(azure)}/40000000-0000-4000-8000-000000000001`, {
        properties: {
          principalId: CONTOSO,
          roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
        },
      }),
    fill: (azure) => ({
      "<principal id>": CONTOSO,
      "<id of the registry>": azure.registryId,
    }),
    after: async (azure) => {
      const { body } = await azure.arm("GET", `${assignmentsOf(azure)}?$filter=atScope()`);
      expect(body).to.deep.equal({ value: [] });
    },
  },
];

const IDENTITIES = "the emulator has no managed identities";
const FROM_THE_START = "the emulator has its registry and its vault from the start, and no others";
const BACKEND = "the emulator has no storage accounts, no keys and no roles of one's own";
const EVENTS = "the emulator has no Event Grid and no resource providers to register";

export const OTHER_LINES: readonly OtherLine[] = [
  { pattern: /^az identity /, reason: IDENTITIES },
  { pattern: /^az (group|acr|keyvault) create /, reason: FROM_THE_START },
  { pattern: /^az (storage|keyvault key|role definition) /, reason: BACKEND },
  {
    pattern:
      /^az role assignment create .*--role "(Storage Blob|Key Vault Crypto|Registry access) /,
    reason: BACKEND,
  },
  {
    pattern: /^az rest --method post --url "<id of registry-sync-prod-events>\/triggers\//,
    reason:
      "it needs the customer's workflow; test/emulator/logic/calls.test.ts calls one by both keys",
  },
  {
    pattern: /^az pipelines run /,
    reason: "Azure DevOps is not Azure, and its commands come with an extension",
    isExtension: true,
  },
  { pattern: /^az account (set|show) /, reason: "the emulator has one subscription" },
  { pattern: /^az monitor diagnostic-settings /, reason: "the emulator keeps no logs" },
  {
    pattern: /^az ad (user|signed-in-user) show /,
    reason: "the emulator's directory has no people",
  },
  {
    pattern: /^az (ad sp create|login) /,
    reason: "the emulator's directory is one tenant, and takes nobody in",
  },
  { pattern: /^az (provider register|eventgrid event-subscription create) /, reason: EVENTS },
  { pattern: /^az( [a-z][a-z-]*)+$/, reason: "a command's name, with nothing to do" },
];

function assignmentsOf({ registryId }: EmulatedAzure): string {
  return `${registryId}/providers/Microsoft.Authorization/roleAssignments`;
}

async function givenSecret(azure: EmulatedAzure, filled: string): Promise<void> {
  await azure.vault("PUT", `/secrets/${optionOf(filled, "name")}`, { value: PASSWORD });
}

async function givenDeletedSecret(azure: EmulatedAzure, filled: string): Promise<void> {
  await givenSecret(azure, filled);
  await azure.vault("DELETE", `/secrets/${optionOf(filled, "name")}`);
}
