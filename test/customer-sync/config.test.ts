// The customer's configuration: what is missing, not known or of another form is named all at once, and no secret with it.
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { readConfig } from "../../customer-sync/config";
import { GOOD, VAULT } from "./arguments";
import { WRONG_FORMS } from "./wrongForms";

const GIVEN = {
  resourceGroupName: "contoso-images",
  location: "northeurope",
  vendorRegistry: "vendorimages.azurecr.io",
  tokenName: "contoso-pull",
  passwordSecretId: `${VAULT}/secrets/vendor-password`,
  headerSecret: "0123456789abcdef",
  repositories: '["app/api","app/worker"]',
  targetRegistryId: GOOD.targetRegistryId,
  allowedCallers: "any",
};

const SECRETS = ["headerSecret", "previousHeaderSecret", "password"];

type Settings = Readonly<Record<string, string | undefined>>;

describe("the configuration of customer-sync", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const read = (
    settings: Settings,
    env: NodeJS.ProcessEnv = {},
    encrypted: readonly string[] = SECRETS,
  ) => {
    const all = Object.entries(settings).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.includes(":") ? name : `customer-sync:${name}`, value] as const],
    );
    const secretKeys = encrypted.map((name) => `customer-sync:${name}`);
    pulumi.runtime.setAllConfig(Object.fromEntries(all), secretKeys);
    return readConfig(env);
  };
  const refusal = (settings: Settings, encrypted?: readonly string[]): string[] => {
    try {
      read(settings, {}, encrypted);
    } catch (error) {
      expect(pulumi.RunError.isInstance(error)).to.equal(true);
      const [first, ...lines] = (error as Error).message.split("\n  ");
      expect(first).to.equal("the stack's configuration cannot be used:");
      return lines;
    }
    return [];
  };

  it("is taken with its defaults", async () => {
    const { headerSecret, ...args } = read({ ...GIVEN, "azure-native:location": "westeurope" });
    expect(args).to.deep.equal({
      resourceGroupName: "contoso-images",
      location: "northeurope",
      vendorRegistry: "vendorimages.azurecr.io",
      tokenName: "contoso-pull",
      password: { secretId: `${VAULT}/secrets/vendor-password` },
      repositories: ["app/api", "app/worker"],
      targetRegistryId: GOOD.targetRegistryId,
      allowedCallers: "any",
      cloud: "public",
    });
    expect(await pulumi.isSecret(pulumi.output(headerSecret))).to.equal(true);
  });

  it("is taken with everything set", async () => {
    const { headerSecret, previousHeaderSecret, password, ...args } = read({
      ...GIVEN,
      passwordSecretId: undefined,
      vaultId: VAULT,
      password: "the password",
      previousHeaderSecret: "fedcba9876543210",
      targetPrefix: "from-vendor/",
      allowedCallers: '["20.42.0.0/24"]',
      catchUpHours: "48",
      waitsForImports: "false",
      vaultAccess: "policy",
      actionGroupId: "/subscriptions/s/on-call",
    });
    expect(args).to.deep.equal({
      resourceGroupName: "contoso-images",
      location: "northeurope",
      vendorRegistry: "vendorimages.azurecr.io",
      tokenName: "contoso-pull",
      repositories: ["app/api", "app/worker"],
      targetRegistryId: GOOD.targetRegistryId,
      targetPrefix: "from-vendor/",
      allowedCallers: ["20.42.0.0/24"],
      catchUpHours: 48,
      waitsForImports: false,
      vaultAccess: "policy",
      cloud: "public",
      alert: { actionGroupId: "/subscriptions/s/on-call" },
    });
    const value = "value" in password ? password.value : undefined;
    for (const each of [headerSecret, previousHeaderSecret, value]) {
      expect(await pulumi.isSecret(pulumi.output(each))).to.equal(true);
    }
  });

  it("is refused with all that is missing", () => {
    expect(refusal({})).to.deep.equal([
      "missing: pulumi config set --secret customer-sync:headerSecret",
      "missing: pulumi config set customer-sync:resourceGroupName <name>",
      "missing: pulumi config set customer-sync:location <region>",
      "missing: pulumi config set customer-sync:vendorRegistry <name>.azurecr.io",
      "missing: pulumi config set customer-sync:tokenName <token>",
      "missing: pulumi config set customer-sync:passwordSecretId <id of the secret>",
      "missing: pulumi config set --path 'customer-sync:repositories[0]' <repository>",
      "missing: pulumi config set customer-sync:targetRegistryId <id of your registry>",
      "missing: pulumi config set customer-sync:allowedCallers any; or, for a list, pulumi config set --path 'customer-sync:allowedCallers[0]' <range>",
    ]);
  });

  const MISSING: Record<string, string> = {
    headerSecret: "--secret customer-sync:headerSecret",
    resourceGroupName: "customer-sync:resourceGroupName <name>",
    location: "customer-sync:location <region>",
    vendorRegistry: "customer-sync:vendorRegistry <name>.azurecr.io",
    tokenName: "customer-sync:tokenName <token>",
    passwordSecretId: "customer-sync:passwordSecretId <id of the secret>",
    repositories: "--path 'customer-sync:repositories[0]' <repository>",
    targetRegistryId: "customer-sync:targetRegistryId <id of your registry>",
    allowedCallers:
      "customer-sync:allowedCallers any; or, for a list, pulumi config set --path 'customer-sync:allowedCallers[0]' <range>",
  };
  for (const name of Object.keys(GIVEN)) {
    it(`is refused without ${name}, and nothing else is said`, () => {
      const expected = [`missing: pulumi config set ${MISSING[name]}`];
      expect(refusal({ ...GIVEN, [name]: undefined })).to.deep.equal(expected);
    });
  }

  for (const [settings, expected] of WRONG_FORMS) {
    it(`is refused: ${JSON.stringify(settings)}`, () => {
      expect(refusal({ ...GIVEN, ...settings })).to.deep.equal(expected);
    });
  }

  it("is refused with each secret that is not encrypted, and shows none", () => {
    const all = {
      ...GIVEN,
      passwordSecretId: undefined,
      vaultId: VAULT,
      password: "s3cret-password",
      headerSecret: "s3cret-header-0123",
      previousHeaderSecret: "s3cret-previous-0123",
    };
    const remedy = (name: string) =>
      `customer-sync:${name} is not encrypted, so whoever reads the stack's file or its history has it; let the vendor replace it, and put the new one in with \`pulumi config set --secret customer-sync:${name}\`, which asks for it`;
    // What else is wrong is said at once.
    expect(refusal({ ...all, vaultId: "contoso-sync" }, [])).to.deep.equal([
      ...SECRETS.map(remedy),
      "password.vaultId is not the id of a vault; write the whole id, which the portal shows as the resource id in the JSON view",
    ]);
    for (const plain of SECRETS) {
      const others = SECRETS.filter((name) => name !== plain);
      expect(refusal(all, others), plain).to.deep.equal([remedy(plain)]);
    }
  });

  it("is refused with everything that is wrong at once, and shows no secret", () => {
    const secrets = { headerSecret: "s3cret-header", previousHeaderSecret: "s3cret-previous" };
    const lines = refusal({
      ...GIVEN,
      ...secrets,
      tokenName: "",
      password: "s3cret-password",
      waitsForImports: "yes",
      catchUpHours: "soon",
      targetPrefix: "vendor",
      vendorRegistry: "https://vendor",
      unknown: "s3cret-elsewhere",
    });
    expect(lines.map((line) => line.split(/[ :]/, 2).join(" "))).to.deep.equal([
      "missing ",
      "customer-sync passwordSecretId",
      "missing ",
      "customer-sync headerSecret",
      "customer-sync previousHeaderSecret",
      "customer-sync catchUpHours",
      "customer-sync waitsForImports",
      "customer-sync unknown",
      "vendorRegistry is",
      "targetPrefix is",
    ]);
    expect(lines.join()).not.to.include("s3cret");
  });

  for (const [what, settings, env, cloud] of [
    ["the stack", { "azure-native:environment": "USGovernment" }, {}, "usgovernment"],
    ["a variable", {}, { ARM_ENVIRONMENT: "china" }, "china"],
    ["the metadata host", {}, { ARM_METADATA_HOSTNAME: "management.chinacloudapi.cn" }, "china"],
    [
      "the stack, before a variable",
      { "azure-native:environment": "public" },
      { ARM_ENVIRONMENT: "china" },
      "public",
    ],
    ["the emulator", {}, { ARM_METADATA_HOSTNAME: "localhost:8443" }, "public"],
  ] as const) {
    it(`takes the cloud from ${what}`, () => {
      expect(read({ ...GIVEN, ...settings }, env).cloud).to.equal(cloud);
    });
  }
});
