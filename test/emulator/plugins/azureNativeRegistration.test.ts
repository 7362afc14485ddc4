// A subscription without the resource provider: azure-native registers it by itself, and sends the request again.
import { expect } from "chai";
import { sendRegistering } from "../../../emulator/plugins/azureNative/registration";
import type { Request } from "../../../emulator/plugins/azureNative/requests";
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

describe("azcore's registration of a resource provider", () => {
  const SUBSCRIPTION = "https://localhost:1/subscriptions/s";
  const REGISTRY = `${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r`;

  /** What is sent for a request that is refused once, to a provider that is then in this state. */
  async function sentFor(
    url: string,
    refusal: { status: number; code: string },
    registrationState = "Registered",
  ) {
    const sent: string[] = [];
    const send = async ({ method, url: at }: Request) => {
      sent.push(`${method} ${at.replace(/\?.*/, "").replace(SUBSCRIPTION, "")}`);
      const { status, code } = sent.length === 1 ? refusal : { status: 200, code: "" };
      const body = { registrationState, error: { code } };
      return { status, statusText: "", headers: new Headers(), body, text: "" };
    };
    const request = { method: "PUT", url } as const;
    const end = await sendRegistering(request, { send, wait: async () => {} }).then(
      ({ status }) => String(status),
      (error: Error) => error.message,
    );
    return { sent, end };
  }

  const registering = (path: string, provider: string) => [
    `PUT ${path}`,
    `POST /providers/${provider}/register`,
    `GET /providers/${provider}`,
    `PUT ${path}`,
  ];
  const PATH = REGISTRY.replace(SUBSCRIPTION, "");

  for (const code of [
    "MissingSubscriptionRegistration",
    "MissingRegistrationForResourceProvider",
    "Subscription Not Registered",
    "SubscriptionNotRegistered",
  ]) {
    it(`follows a 409 ${code}, and no other answer with that code`, async () => {
      const refused = await sentFor(REGISTRY, { status: 409, code });
      expect(refused).to.deep.equal({
        sent: registering(PATH, "Microsoft.ContainerRegistry"),
        end: "200",
      });
      const other = await sentFor(REGISTRY, { status: 400, code });
      expect(other).to.deep.equal({ sent: [`PUT ${PATH}`], end: "400" });
    });
  }

  it("is of the last provider in an id", async () => {
    const below = "/providers/Microsoft.Authorization/roleAssignments/a";
    const { sent } = await sentFor(`${REGISTRY}${below}`, {
      status: 409,
      code: "SubscriptionNotRegistered",
    });
    expect(sent).to.deep.equal(registering(`${PATH}${below}`, "Microsoft.Authorization"));
  });

  it("is given up when it comes to no end", async () => {
    const refusal = { status: 409, code: "SubscriptionNotRegistered" };
    const { sent, end } = await sentFor(REGISTRY, refusal, "Registering");
    expect(end).to.equal("context deadline exceeded");
    expect(sent).to.have.length(22);
  });
});
