// Pages and cut answers of what stands between here and Azure: never taken for Azure's, neither for success nor for "gone".

import { expect } from "chai";
import { isThere, requireThere } from "../../azure/armResources";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { listRepositories } from "../../azure/registryCatalog";
import { canListTags, canPull, canPush, type Login, login } from "../../azure/registryClient";
import { openRegistryTokens, type RegistryTokens } from "../../azure/registryTokens";
import { openManagedSecrets } from "../../azure/vault/managedSecrets";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import type { Fault } from "../../emulator/faults";
import { useEmulator } from "../emulator/useEmulator";

const BETWEEN =
  "something between here and Azure answers in its place: log in to the network, or let Azure's hosts through at the proxy, then run again";
const ELSEWHERE = "https://login.proxy.example/";

/** The page of a proxy, which holds what must be in no message. */
const page = (status: number): Fault => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", location: ELSEWHERE },
  body: "<html>hunter2</html>",
});
const text = (body: string, type = "application/json", status = 200): Fault => ({
  status,
  headers: type === "" ? {} : { "content-type": type },
  body,
});

const PAGES = [200, 302, 401, 403, 404, 407];
const UNREADABLE: [name: string, fault: Fault][] = [
  ["a page without its type", text("<html>hunter2</html>", "")],
  ["a page that is called JSON", text("<html>hunter2</html>")],
  ["nothing", text("")],
  ["JSON that is cut off", text('{"value":"hunter2')],
  ["no content", text("", "", 204)],
];

describe("an answer that is not Azure's", () => {
  const azure = useEmulator();
  let cloud: Cloud;
  let tokens: RegistryTokens;
  let vault: VaultSecrets;
  let as: Login;

  const connect = () => {
    const { environment, ca } = azure.emulator;
    return connectCloud(environment, { ca, retryDelayMs: 1 });
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
    as = { loginServer: azure.loginServer, username: "contoso-pull", password };
    await azure.vault("PUT", "/secrets/contoso", { value: "not-a-password" });
    tokens = openRegistryTokens(cloud);
    vault = await open();
  });
  afterEach(() => azure.emulator.faults.clear());

  const outcome = (work: Promise<unknown>) =>
    work
      .then(
        (result) => JSON.stringify(result),
        (error: Error) => error.message,
      )
      .then((said = "undefined") =>
        said
          .replaceAll(azure.loginServer, "SERVER")
          .replace(azure.emulator.url, "URL")
          .replace(/request id [0-9a-f-]{36}/, "request id ID"),
      );

  const notJson = (status: number) => `${status}: not the answer that was expected (request id ID)`;
  const bySdk = (status: number) => `${status} PARSE_ERROR: the answer is not JSON (request id ID)`;
  const plainly = (status: number) =>
    status === 200 ? "200: the answer is not JSON" : notJson(status);
  const asResource = (status: number) =>
    status === 200 ? "200: the answer has no id, so it is not that of a resource" : notJson(status);

  /** A request, what its error begins with, and what is said of an answer that cannot be read. */
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
          `${doing}: ${status}: a web page came, not an answer of Azure (request id ID); ${BETWEEN}`,
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

  const image = { repository: "app/api", tag: "latest" };
  const asCustomer: [at: string, doing: string, use: () => Promise<unknown>][] = [
    ["/manifests/", "pulling app/api:latest", () => canPull(cloud.http, as, image)],
    ["/tags/list", "listing the tags of app/api", () => canListTags(cloud.http, as, "app/api")],
    ["/blobs/uploads/", "pushing to app/api", () => canPush(cloud.http, as, "app/api")],
  ];
  for (const [path, doing, use] of asCustomer) {
    it(`is neither a yes nor a no while ${doing}`, async () => {
      const accepted = text("{}", "application/json", 202);
      for (const fault of [page(401), page(403), ...UNREADABLE.map(([, each]) => each), accepted]) {
        azure.emulator.faults.add({ path, ...fault });
        expect(await outcome(use())).to.equal(
          `${doing}: ${fault.status}: an answer that says neither yes nor no`,
        );
      }
    });
  }

  it("is no login", async () => {
    const reasons: [fault: Fault, reason: string][] = [
      [
        page(200),
        `logging in at SERVER as contoso-pull: 200: a web page came, not an answer of Azure (request id ID); ${BETWEEN}`,
      ],
      ...[302, 401, 403].map((status): [Fault, string] => [
        page(status),
        `SERVER answers ${status} with a web page`,
      ]),
      ...UNREADABLE.map(([, fault]): [Fault, string] => [
        fault,
        `SERVER answers ${fault.status}${fault.status === 200 ? " without an access token" : ""}`,
      ]),
      [text("{}"), "SERVER answers 200 without an access token"],
      [text('{"access_token":""}'), "SERVER answers 200 without an access token"],
    ];
    for (const [fault, reason] of reasons) {
      azure.emulator.faults.add({ path: "/oauth2/token", ...fault });
      expect(await outcome(login(cloud.http, as))).to.equal(
        JSON.stringify({ outcome: "unreachable", reason }),
      );
    }
  });
});
