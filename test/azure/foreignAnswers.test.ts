// Pages and truncated answers of proxies between here and Azure: never treated as Azure's, neither as success nor as "deleted".

import { expect } from "chai";
import { isThere, requireThere } from "../../azure/armResources";
import { type Cloud, connectCloud } from "../../azure/cloud";
import type { Login } from "../../azure/registry/login";
import { listRepositories } from "../../azure/registry/operatorCatalog";
import { openRegistryTokens, type RegistryTokens } from "../../azure/tokens/registryTokens";
import { openManagedSecrets } from "../../azure/vault/managedSecrets";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import type { Fault } from "../../emulator/faults";
import { useInProcess } from "../emulator/inProcessAzure";
import { BETWEEN, outcomeOf, PAGES, page, UNREADABLE } from "./foreign";

describe("an answer that is not Azure's", () => {
  const azure = useInProcess();
  let cloud: Cloud;
  let tokens: RegistryTokens;
  let vault: VaultSecrets;
  let _as: Login;

  const connect = () => {
    const { environment } = azure.emulator;
    return connectCloud(environment, azure.http);
  };
  const open = () => {
    const { subscriptionId, resourceGroupName } = azure.emulator;
    return openVault(cloud, { subscriptionId, resourceGroupName, vaultName: "vendor-access" });
  };
  const tokenId = () => `${azure.registryId}/tokens/contoso-pull`;
  const find = () =>
    requireThere(cloud, azure.registryId, {
      operation: "finding the registry",
      apiVersion: "2025-11-01",
      role: "R",
      adviceWhenMissing: async () => "it is gone",
    });

  before(async () => {
    cloud = await connect();
    const actions = ["content/read", "content/write", "metadata/read"];
    const password = await azure.givenToken(
      "contoso-pull",
      actions.map((action) => `repositories/app/api/${action}`),
    );
    _as = { loginServer: azure.loginServer, username: "contoso-pull", password };
    await azure.vault("PUT", "/secrets/contoso", { value: "not-a-password" });
    tokens = openRegistryTokens(cloud);
    vault = await open();
  });
  afterEach(() => azure.emulator.faults.clear());

  const outcome = (work: Promise<unknown>) => outcomeOf(work, azure);

  const notJson = (status: number) => `${status}: an unexpected answer (request id ID)`;
  const bySdk = (status: number) => `${status} PARSE_ERROR: the answer is not JSON (request id ID)`;
  const plainly = (status: number) =>
    status === 200 ? "200: the answer is not JSON" : notJson(status);
  const asResource = (status: number) =>
    status === 200 ? "200: the answer has no id, so it is not that of a resource" : notJson(status);

  /** A request, what its error begins with, and the message for an answer that cannot be read. */
  const requests: [
    at: Fault,
    doing: string,
    unreadable: (status: number) => string,
    send: () => Promise<unknown>,
  ][] = [
    [{ operation: "Tokens_Get" }, "reading token contoso-pull", bySdk, () => tokens.get(tokenId())],
    [
      { operation: "Registries_Get" },
      "reading registry vendorimages in resource group registry-access",
      bySdk,
      () => tokens.get(tokenId().replace("contoso", "nobody")),
    ],
    [
      { operation: "Tokens_Update" },
      "updating token contoso-pull",
      bySdk,
      () => tokens.update(tokenId(), { enabled: false }),
    ],
    [
      { operation: "Registries_GenerateCredentials" },
      "generating password2 of token contoso-pull",
      bySdk,
      () => tokens.generatePassword(tokenId(), "password2"),
    ],
    [{ operation: "Secrets_Get" }, "reading secret contoso", bySdk, () => vault.read("contoso")],
    [
      { operation: "RefreshTokens_Post" },
      "listing the repositories of vendorimages",
      bySdk,
      () => listRepositories(cloud, azure.registryId),
    ],
    [{ operation: "Registries_Get" }, "finding the registry", asResource, find],
    [
      { operation: "Tokens_Get" },
      "reading tokens contoso-pull",
      asResource,
      () => isThere(cloud, tokenId(), "2025-11-01"),
    ],
    [{ operation: "Vaults_Get" }, "reading vault vendor-access", plainly, open],
    [
      { path: "/secrets" },
      "listing the secrets of vault vendor-access",
      plainly,
      () => openManagedSecrets(cloud).list(azure.vaultId),
    ],
    [
      { path: "/metadata/endpoints" },
      "reading the cloud's endpoints from URL (ARM_METADATA_HOSTNAME)",
      plainly,
      connect,
    ],
  ];
  for (const [at, doing, unreadable, send] of requests) {
    for (const status of PAGES) {
      it(`fails on a web page with ${status} while ${doing}`, async () => {
        azure.emulator.faults.add({ ...at, ...page(status) });
        expect(await outcome(send())).to.equal(
          `${doing}: ${status}: the answer is a web page, not an answer from Azure (request id ID); ${BETWEEN}`,
        );
      });
    }
    for (const [name, fault] of UNREADABLE) {
      it(`fails on ${name} while ${doing}`, async () => {
        azure.emulator.faults.add({ ...at, ...fault });
        expect(await outcome(send())).to.equal(
          `${doing}: ${unreadable(fault.status ?? 0)}; run again`,
        );
      });
    }
  }

  it("is tried again where a gateway says in a page that Azure is down", async () => {
    azure.emulator.faults.add({ operation: "Tokens_Get", ...page(503), times: 2 });
    expect((await tokens.get(tokenId()))?.name).to.equal("contoso-pull");
  });

  for (const [name, fault] of [["a web page", page(200)] as const, ...UNREADABLE]) {
    it(`is not taken for a refusal of the identity: ${name} of Entra's host`, async () => {
      azure.emulator.faults.add({ path: "/oauth2/v2.0/token", times: 9, ...fault });
      const fresh = openRegistryTokens(await connect());
      expect(await outcome(fresh.get(tokenId()))).to.equal(
        "reading token contoso-pull: network_error: See https://aka.ms/msal.js.errors#network_error for details; check the network and ARM_METADATA_HOSTNAME, then run again",
      );
    });
  }
});
