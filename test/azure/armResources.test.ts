// Whether a resource is there: "no" is only said when its parent is.

import { expect } from "chai";
import { isThere } from "../../azure/armResources";
import { AzureError } from "../../azure/azureError";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { useInProcess } from "../emulator/inProcessAzure";

const API_VERSION = "2025-11-01";

describe("isThere", () => {
  const azure = useInProcess();
  let cloud: Cloud;

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
    await azure.givenToken("contoso-pull", []);
  });

  const token = (name: string) => `${azure.registryId}/tokens/${name}`;
  const failure = (id: string) =>
    isThere(cloud, id, API_VERSION).then(
      () => "no error",
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );

  it("fails when the parent is not there either", async () => {
    const id = token("contoso-pull").replace("vendorimages", "elsewhere");
    expect(await failure(id)).to.equal(
      `reading ${id}: 404: elsewhere, its parent, does not exist either; check the subscription and ARM_METADATA_HOSTNAME; nothing was changed`,
    );
  });

  it("fails without the role, with Azure's code", async () => {
    const fault = { operation: "Tokens_Get", status: 403, code: "AuthorizationFailed" };
    azure.emulator.faults.add({ ...fault, message: "No." });
    expect(await failure(token("contoso-pull"))).to.equal(
      'reading tokens contoso-pull: 403 AuthorizationFailed: No (request id ID); give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry',
    );
  });

  it("says so when the identity is refused", async () => {
    const getToken = () => Promise.reject(new Error("AADSTS7000215: Invalid client secret."));
    const refused = { ...cloud, credential: { getToken } };
    const error = await isThere(refused, token("contoso-pull"), API_VERSION).catch((e: Error) => e);
    expect(error)
      .to.be.instanceOf(AzureError)
      .with.property(
        "message",
        "reading tokens contoso-pull: AADSTS7000215: Invalid client secret",
      );
  });

  it("finds what is there, and that the rest is not", async () => {
    expect(await isThere(cloud, token("contoso-pull"), API_VERSION)).to.equal(true);
    expect(await isThere(cloud, token("fabrikam-pull"), API_VERSION)).to.equal(false);
  });
});
