// A registry's usage, its admin user, and names that are free.
import { expect } from "chai";
import { decodeJwt } from "jose";
import { field } from "../bodies";
import { useEmulator } from "../useEmulator";

const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";

describe("emulated actions on a registry", () => {
  const azure = useEmulator();

  it("list its usage and its limits", async () => {
    await azure.givenToken("counted", ["repositories/app/api/content/read"]);
    const { status, body } = await azure.arm("GET", "listUsages");
    const [size, ...counts] = (body as { value: { currentValue: number }[] }).value;

    expect(status).to.equal(200);
    expect({ ...size, currentValue: Number(size?.currentValue) > 10_000 }).to.deep.equal({
      name: "Size",
      limit: 107_374_182_400,
      currentValue: true,
      unit: "Bytes",
    });
    expect(counts).to.deep.equal([
      { name: "Webhooks", limit: 10, currentValue: 0, unit: "Count" },
      { name: "ScopeMaps", limit: 500, currentValue: 6, unit: "Count" },
      { name: "Tokens", limit: 500, currentValue: 1, unit: "Count" },
    ]);
  });

  it("refuse the admin user's passwords while it is disabled", async () => {
    const { status, body } = await azure.arm("POST", "listCredentials");
    expect([status, body]).to.deep.equal([
      400,
      {
        error: {
          code: "UnAuthorizedForCredentialOperations",
          message: `Cannot perform credential operations for ${azure.registryId} as admin user is disabled. Kindly enable admin user as per docs: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account`,
        },
      },
    ]);
  });

  it("show the admin user's passwords once it is enabled, which log in until it is disabled, and no token's", async () => {
    const token = await azure.givenToken("not-admin", ["repositories/app/api/content/read"]);
    const enable = (adminUserEnabled: boolean) =>
      azure.arm("PATCH", azure.registryId, { properties: { adminUserEnabled } });
    await enable(true);
    const { status, body } = await azure.arm("POST", "listCredentials");
    const { username, passwords } = body as {
      username: string;
      passwords: { name: string; value: string }[];
    };

    expect([status, username, passwords.map(({ name }) => name)]).to.deep.equal([
      200,
      "vendorimages",
      ["password", "password2"],
    ]);
    expect((await azure.arm("POST", "listCredentials")).body).to.deep.equal(body);
    expect(JSON.stringify(body)).not.to.include(token);
    const logins = passwords.map(({ value }) =>
      azure.login("vendorimages", value, "repository:app/web:pull,push"),
    );
    for (const login of await Promise.all(logins)) {
      expect(decodeJwt(field(login.body, "access_token")).access).to.deep.equal([
        { type: "repository", name: "app/web", actions: ["pull", "push"] },
      ]);
    }
    expect((await azure.login("vendorimages", token)).status).to.equal(401);
    await enable(false);
    expect((await azure.login("vendorimages", passwords[0]?.value ?? "")).status).to.equal(401);
  });

  for (const { name, answer } of [
    { name: "fresh12345", answer: { nameAvailable: true } },
    {
      name: "VendorImages",
      answer: {
        nameAvailable: false,
        reason: "AlreadyExists",
        message: "The registry VendorImages is already in use.",
      },
    },
    {
      name: "with-hyphen",
      answer: {
        nameAvailable: false,
        reason: "Invalid",
        message:
          "Invalid resource name. Registry names may contain alpha numeric characters only and must be between 5 and 50 characters.",
      },
    },
  ]) {
    it(`tell whether ${name} can be a registry's name`, async () => {
      const path = `${SUBSCRIPTION}/providers/Microsoft.ContainerRegistry/checkNameAvailability`;
      const type = "Microsoft.ContainerRegistry/registries";
      const { status, body } = await azure.arm("POST", path, { name, type });
      expect([status, body]).to.deep.equal([200, answer]);
    });
  }
});
