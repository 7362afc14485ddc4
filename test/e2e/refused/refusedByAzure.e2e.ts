// Azure refuses what no role and no waiting helps against: the run says what does, and the customer stays as they were.

import { expect } from "chai";
import { type Deployment, openDeployed, type RunResult } from "../../helpers/deployment";
import { ONE_CUSTOMER } from "../../helpers/usualFiles";

const REGISTRY =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages";

const REFUSALS = [
  {
    status: 409,
    code: "ScopeLocked",
    message: `The scope '${REGISTRY}' cannot perform write operation because following scope(s) are locked: '${REGISTRY}'. Please remove the lock and try again.`,
    advice: "a lock forbids it: ask its owner to remove it, then run again",
  },
  {
    status: 409,
    code: "ReadOnlyDisabledSubscription",
    message:
      "The subscription '11111111-1111-4111-8111-111111111111' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.",
    advice:
      "the subscription is disabled and read-only: ask its owner to enable it, then run again",
  },
  {
    status: 409,
    code: "MissingSubscriptionRegistration",
    message:
      "The subscription is not registered to use namespace 'Microsoft.ContainerRegistry'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    advice:
      "register the resource provider once: `az provider register --namespace Microsoft.ContainerRegistry`",
  },
  {
    status: 403,
    code: "RequestDisallowedByPolicy",
    message: "Resource 'contoso-pull' was disallowed by policy.",
    advice: "an Azure policy forbids it: ask the policy's owner for an exemption, then run again",
  },
];

describe("a change that Azure refuses", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let password: string | undefined;

  before(async () => {
    deployment = await openDeployed(ONE_CUSTOMER);
    password = await deployment.password("contoso");
  });
  after(() => deployment.close());
  afterEach(() => deployment.emulator.faults.clear());

  const declare = (change = "") =>
    deployment.write(`customers:\n  contoso: { repositories: [app/api]${change} }\n`);

  const errors = ({ events }: RunResult) =>
    events
      .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
      .filter(({ severity, urn }) => severity === "error" && urn !== undefined)
      .map(({ message }) => message.replace(/request id [-\da-f]{36}/g, "request id ID").trim());

  for (const { advice, ...fault } of REFUSALS) {
    for (const [change, operation, doing] of [
      [", state: suspended", "Tokens_Update", "updating token contoso-pull"],
      [
        ", credential: { generation: 2 }",
        "Registries_GenerateCredentials",
        "generating password2 of token contoso-pull",
      ],
    ] as const) {
      it(`says what helps against ${fault.code} while ${doing}, and the password works on`, async () => {
        deployment.emulator.faults.add({ ...fault, operation, times: 100 });
        await declare(change);
        const result = await deployment.up();
        expect(result.failed).to.equal(true);
        expect(errors(result)).to.deep.equal([
          `${doing}: ${fault.status} ${fault.code}: ${fault.message.replace(/\.$/, "")} (request id ID); ${advice}`,
        ]);
        expect(await deployment.accepts("contoso", password)).to.equal(true);
      });
    }
  }

  it("is made by the next run once nothing refuses it", async () => {
    await declare(", state: suspended, credential: { generation: 2 }");
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(await deployment.accepts("contoso", password)).to.equal(false);
  });
});
