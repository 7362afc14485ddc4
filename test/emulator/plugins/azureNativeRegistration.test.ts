// A subscription without the resource provider: azure-native registers it by itself, and sends the request again.
import { expect } from "chai";
import { type Azure, failure, startAzure, TOKEN } from "./azure";

/** The subscription's GUID is shown as ID. */
const PROVIDER = "/subscriptions/ID/providers/Microsoft.ContainerRegistry";

describe("pulumi-resource-azure-native where the resource provider is not registered", () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());
  beforeEach(() => azure.emulator.journal.clear());
  afterEach(() => azure.emulator.faults.clear());

  const create = (tokenName: string) =>
    azure.plugin.create(TOKEN, {
      resourceGroupName: "registry-access",
      registryName: "vendorimages",
      tokenName,
      scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull`,
    });
  const unregistered = { method: "PUT", status: 409, code: "MissingSubscriptionRegistration" };
  it("registers it, waits until it is, and writes again", async () => {
    const { emulator, requests } = azure;
    emulator.faults.add(unregistered);
    emulator.faults.add({
      operation: "Providers_Get",
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"registrationState":"Registering"}',
    });
    const { outputs } = await create("registered-late");
    expect(outputs.name).to.equal("registered-late");
    expect(requests()).to.deep.equal([
      "GET tokens/registered-late 404",
      "PUT tokens/registered-late 409",
      `POST ${PROVIDER}/register 200`,
      `GET ${PROVIDER} 200`,
      `GET ${PROVIDER} 200`,
      "PUT tokens/registered-late 200",
      "GET tokens/registered-late 200",
    ]);
  });

  it("fails as Azure refuses it, where the identity may not register", async () => {
    const { emulator, requests } = azure;
    emulator.faults.add(unregistered);
    emulator.faults.add({ path: "/register", status: 403, code: "AuthorizationFailed" });
    const { message } = await failure(create("never"));
    expect(message).to.match(
      /^POST https:\/\/localhost:\d+\/subscriptions\/[-\w]+\/providers\/Microsoft\.ContainerRegistry\/register\n-+\nRESPONSE 403: 403 Forbidden\nERROR CODE: AuthorizationFailed\n/,
    );
    expect(requests()).to.deep.equal([
      "GET tokens/never 404",
      "PUT tokens/never 409",
      `POST ${PROVIDER}/register 403`,
    ]);
  });

  it("fails when it is still missing after three times", async () => {
    const { emulator, requests } = azure;
    emulator.faults.add({ ...unregistered, times: 9 });
    const { message } = await failure(create("never"));
    expect(message).to.equal("exceeded attempts to register Microsoft.ContainerRegistry");
    expect(requests().filter((each) => each.startsWith("PUT"))).to.have.length(3);
  });
});
