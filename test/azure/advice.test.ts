// What is advised against each answer of Azure, as it comes over the network: whole messages.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { listRepositories } from "../../azure/registry/operatorCatalog";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import { openVault } from "../../azure/vault/vaultSecrets";
import { useInProcess } from "../emulator/inProcessAzure";
import { type Answer, LOCKED, RESOURCE_MANAGER, VAULT } from "./refusals";

const ENDLESS = Number.POSITIVE_INFINITY;

describe("the advice", () => {
  const azure = useInProcess();
  let cloud: Cloud;

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
    await azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]);
  });
  afterEach(() => azure.emulator.faults.clear());

  const failure = (work: Promise<unknown>) =>
    work.then(
      (result) => `no error, but ${JSON.stringify(result)}`,
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  const tokenId = () => `${azure.registryId}/tokens/contoso-pull`;
  const said = ({ status, code, words, advice }: Answer) =>
    `${status} ${code}: ${words.replace(/\.$/, "")} (request id ID)${advice}`;

  for (const answer of RESOURCE_MANAGER) {
    const { status, code, words: message } = answer;

    it(`against ${status} ${code} to a change of a token is ${answer.advice || "none"}`, async () => {
      azure.emulator.faults.add({
        operation: "Tokens_Update",
        status,
        code,
        message,
        times: ENDLESS,
      });
      const work = openRegistryTokens(cloud).update(tokenId(), { enabled: false });
      expect(await failure(work)).to.equal(`updating token contoso-pull: ${said(answer)}`);
    });

    it(`against ${status} ${code} to a new password is the same`, async () => {
      const operation = "Registries_GenerateCredentials";
      azure.emulator.faults.add({ operation, status, code, message, times: ENDLESS });
      const work = openRegistryTokens(cloud).generatePassword(tokenId(), "password2");
      expect(await failure(work)).to.equal(
        `generating password2 of token contoso-pull: ${said(answer)}`,
      );
    });
  }

  it("against a lock that stops an operation which Azure had accepted is that against the lock", async () => {
    azure.emulator.behaviours.longRunning = true;
    azure.emulator.behaviours.pollSeconds = 0;
    azure.emulator.faults.add({
      operation: "Operations_GetStatus",
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ status: "Failed", error: { code: "ScopeLocked", message: LOCKED } }),
    });
    const work = openRegistryTokens(cloud).update(tokenId(), { enabled: false });
    expect(await failure(work)).to.equal(
      `updating token contoso-pull: ScopeLocked: ${LOCKED.replace(/\.$/, "")}; a lock forbids it: ask its owner to remove it, then run again`,
    );
    Object.assign(azure.emulator.behaviours, { longRunning: false, pollSeconds: 1 });
  });

  for (const answer of VAULT) {
    it(`against ${answer.code} of a vault is ${answer.advice}`, async () => {
      const { subscriptionId, resourceGroupName } = azure.emulator;
      const location = { subscriptionId, resourceGroupName, vaultName: "vendor-access" };
      const vault = await openVault(cloud, location);
      const { status, code, words: message } = answer;
      azure.emulator.faults.add({
        operation: "Secrets_Get",
        status,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ error: { code: "Forbidden", message, innererror: { code } } }),
      });
      expect(await failure(vault.read("contoso"))).to.equal(
        `reading secret contoso: ${said(answer)}`,
      );
    });
  }

  it("against another answer of a registry than a refusal of rights is none", async () => {
    const operation = "Repositories_ListAcr";
    azure.emulator.faults.add({ operation, status: 403, code: "BLOCKED", message: "No." });
    expect(await failure(listRepositories(cloud, azure.registryId))).to.equal(
      "listing the repositories of vendorimages: 403 BLOCKED: No (request id ID)",
    );
  });
});
