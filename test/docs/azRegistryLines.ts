// The lines for the Azure CLI of docs/registry-api.md, each with what it must do.
import { expect } from "chai";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import type { EmulatedAzure } from "../emulator/useEmulator";
import type { RunLine } from "./azRunLine";

const ACTIONS = ["repositories/*/content/read", "repositories/*/metadata/read"];
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+\n$/;

const propertiesOf = async (azure: EmulatedAzure, path: string) =>
  ((await azure.arm("GET", path)).body as { properties: Record<string, unknown> }).properties;
const givenScopeMap = (azure: EmulatedAzure) =>
  azure.arm("PUT", "scopeMaps/mirror", { properties: { actions: ACTIONS } });
const isGone = async (azure: EmulatedAzure, path: string) => {
  expect((await azure.arm("GET", path)).status).to.equal(404);
};

const TAG_PATH = "/acr/v1/app/api/_tags/1.0.0";
const writerOfTags = (azure: EmulatedAzure) =>
  azure.givenAccess(
    "locker",
    ["repositories/app/api/metadata/read", "repositories/app/api/metadata/write"],
    "repository:app/api:metadata_read,metadata_write",
  );

/** In the order of the page. */
export const REGISTRY_LINES: readonly RunLine[] = [
  {
    pattern: /^az account get-access-token --query accessToken --output tsv$/,
    after: async (azure, output) => {
      expect(output).to.match(JWT);
      const { url } = azure.emulator;
      const path = "/providers/Microsoft.ContainerRegistry/operations?api-version=2025-11-01";
      const headers = { authorization: `Bearer ${output.trim()}` };
      expect((await azure.send(`${url}${path}`, { headers })).status).to.equal(200);
    },
  },
  {
    pattern: /^az rest --method get --url "\/providers\/Microsoft.ContainerRegistry\/operations\?/,
    after: (_azure, output) => {
      const operations = output.trimEnd().split("\n");
      expect(operations).to.include("Microsoft.ContainerRegistry/registries/tokens/write");
    },
  },
  {
    pattern: /^az acr scope-map create --registry vendorimages --name mirror /,
    after: async (azure) => {
      expect((await propertiesOf(azure, "scopeMaps/mirror")).actions).to.have.members(ACTIONS);
    },
  },
  {
    pattern: /^az acr token create --registry vendorimages --name mirror /,
    before: givenScopeMap,
    after: async (azure) => {
      const { scopeMapId, credentials } = await propertiesOf(azure, "tokens/mirror");
      expect(scopeMapId).to.equal(`${azure.registryId}/scopeMaps/mirror`);
      expect((credentials as { passwords?: unknown[] }).passwords ?? []).to.deep.equal([]);
    },
  },
  {
    pattern: /^az acr token credential generate --registry vendorimages --name mirror /,
    before: (azure) => azure.givenToken("mirror", ACTIONS),
    after: async (azure, output) => {
      expect((await azure.login("mirror", output.trim())).status).to.equal(200);
    },
  },
  {
    pattern: /^az acr repository list --name vendorimages --output tsv$/,
    after: (_azure, output) => {
      const repositories = [...(DEFAULT_SEED.registries[0]?.repositories ?? [])].sort();
      expect(output.trimEnd().split("\n")).to.deep.equal(repositories);
    },
  },
  {
    pattern: /^az acr repository show-tags --name vendorimages --repository app\/api /,
    after: (_azure, output) => {
      const tags = JSON.parse(output) as { name: string; digest: string; createdTime: string }[];
      expect(tags.map(({ name }) => name)).to.deep.equal(["latest", "1.1.0", "1.0.0"]);
      expect(tags[0]?.digest).to.match(/^sha256:/);
    },
  },
  {
    pattern:
      /^az acr repository update --name \S+ --image \S+( --delete-enabled true)? --write-enabled true$/,
    before: async (azure) => {
      const json = { deleteEnabled: false, writeEnabled: false };
      await azure.registry("PATCH", TAG_PATH, await writerOfTags(azure), { json });
    },
    fill: () => ({
      "<registry>": "vendorimages",
      "${registryName}": "vendorimages",
      "<image>": "app/api:1.0.0",
      "${image}": "app/api:1.0.0",
    }),
    after: async (azure, output) => {
      const { changeableAttributes } = JSON.parse(output);
      expect(changeableAttributes.writeEnabled).to.equal(true);
      const { body } = await azure.registry("GET", TAG_PATH, await writerOfTags(azure));
      expect((body as { tag: object }).tag).to.deep.include({ changeableAttributes });
    },
  },
  {
    pattern: /^az acr login --name vendorimages --expose-token --query accessToken --output tsv$/,
    after: async (azure, output) => {
      expect(output).to.match(JWT);
      const { status } = await azure.registry("POST", "/oauth2/token", undefined, {
        form: {
          grant_type: "refresh_token",
          service: azure.loginServer,
          refresh_token: output.trim(),
          scope: "registry:catalog:*",
        },
      });
      expect(status).to.equal(200);
    },
  },
  {
    pattern: /^az acr token delete --registry vendorimages --name mirror --yes$/,
    before: (azure) => azure.givenToken("mirror", ACTIONS),
    after: (azure) => isGone(azure, "tokens/mirror"),
  },
  {
    pattern: /^az acr scope-map delete --registry vendorimages --name mirror --yes$/,
    before: givenScopeMap,
    after: (azure) => isGone(azure, "scopeMaps/mirror"),
  },
];
