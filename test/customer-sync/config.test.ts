// The customer's configuration: what is missing, not known or of another form is named all at once, and no secret with it.
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { readConfig } from "../../customer-sync/config";
import { GOOD, VAULT } from "./arguments";

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

type Settings = Readonly<Record<string, string | undefined>>;

describe("the configuration of customer-sync", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  const read = (settings: Settings, env: NodeJS.ProcessEnv = {}) => {
    const all = Object.entries(settings).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.includes(":") ? name : `customer-sync:${name}`, value] as const],
    );
    pulumi.runtime.setAllConfig(Object.fromEntries(all));
    return readConfig(env);
  };
  const refusal = (settings: Settings, env: NodeJS.ProcessEnv = {}): string[] => {
    try {
      read(settings, env);
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
      "missing: pulumi config set --secret customer-sync:headerSecret <the vendor's>",
      "missing: pulumi config set customer-sync:resourceGroupName <name>",
      "missing: pulumi config set customer-sync:location <region>",
      "missing: pulumi config set customer-sync:vendorRegistry <name>.azurecr.io",
      "missing: pulumi config set customer-sync:tokenName <the vendor's>",
      "missing: pulumi config set customer-sync:passwordSecretId <id of the secret>",
      "missing: pulumi config set --path 'customer-sync:repositories[0]' <repository>",
      "missing: pulumi config set customer-sync:targetRegistryId <id of your registry>",
      "missing: pulumi config set --path 'customer-sync:allowedCallers[0]' <range>, or any",
    ]);
  });

  const MISSING: Record<string, string> = {
    headerSecret: "--secret customer-sync:headerSecret <the vendor's>",
    resourceGroupName: "customer-sync:resourceGroupName <name>",
    location: "customer-sync:location <region>",
    vendorRegistry: "customer-sync:vendorRegistry <name>.azurecr.io",
    tokenName: "customer-sync:tokenName <the vendor's>",
    passwordSecretId: "customer-sync:passwordSecretId <id of the secret>",
    repositories: "--path 'customer-sync:repositories[0]' <repository>",
    targetRegistryId: "customer-sync:targetRegistryId <id of your registry>",
    allowedCallers: "--path 'customer-sync:allowedCallers[0]' <range>, or any",
  };
  for (const name of Object.keys(GIVEN)) {
    it(`is refused without ${name}, and nothing else is said`, () => {
      const expected = [`missing: pulumi config set ${MISSING[name]}`];
      expect(refusal({ ...GIVEN, [name]: undefined })).to.deep.equal(expected);
    });
  }

  const FORMS: readonly [Settings, string[]][] = [
    [
      { catchUpHours: "x" },
      [
        "customer-sync:catchUpHours is 'x', which is no number: pulumi config set customer-sync:catchUpHours <hours>",
      ],
    ],
    [
      { catchUpHours: "6" },
      ["catchUpHours is 6; write a whole number above 6, the hours between two catch-ups"],
    ],
    [
      { waitsForImports: "maybe" },
      [
        "customer-sync:waitsForImports is 'maybe', which is none of true, false: pulumi config set customer-sync:waitsForImports true or false",
      ],
    ],
    [
      { vaultAccess: "rbac" },
      [
        "customer-sync:vaultAccess is 'rbac', which is none of role, policy: pulumi config set customer-sync:vaultAccess role or policy",
      ],
    ],
    [
      { repositories: "app/api" },
      ["no list: pulumi config set --path 'customer-sync:repositories[0]' <repository>"],
    ],
    [{ repositories: "[]" }, ["repositories is empty; name at least one"]],
    [
      { repositories: "[1]" },
      ["no list: pulumi config set --path 'customer-sync:repositories[0]' <repository>"],
    ],
    [
      { allowedCallers: "20.42.0.0/24" },
      ["no list: pulumi config set --path 'customer-sync:allowedCallers[0]' <range>, or any"],
    ],
    [
      { allowedCallers: "[]" },
      [
        "allowedCallers is empty, which would let in other workflows alone; name ranges of addresses, or write any",
      ],
    ],
    [
      { headerSecret: "too-short" },
      [
        "customer-sync:headerSecret: the header secret has 9 characters, not 16 or more; take the one that the vendor handed over",
      ],
    ],
    [
      { previousHeaderSecret: "too-short" },
      [
        "customer-sync:previousHeaderSecret: the header secret has 9 characters, not 16 or more; take the one that the vendor handed over",
      ],
    ],
    [
      { previousHeaderSecret: "" },
      [
        "customer-sync:previousHeaderSecret: the header secret has 0 characters, not 16 or more; take the one that the vendor handed over",
      ],
    ],
    [
      { password: "the password" },
      [
        "customer-sync:passwordSecretId is set beside vaultId or password; keep passwordSecretId alone, or the two others",
        "missing: pulumi config set customer-sync:vaultId <id of your vault>",
      ],
    ],
    [
      { passwordSecretId: undefined, vaultId: VAULT },
      ["missing: pulumi config set --secret customer-sync:password <the token's password>"],
    ],
    [
      { passwordSecretId: undefined, vaultId: "contoso-sync", password: "the password" },
      [
        "password.vaultId is 'contoso-sync'; write the whole id, which the portal shows as the resource id in the JSON view",
      ],
    ],
    [
      { catchupHours: "24", "customer-sync:headersecret": "0123456789abcdef" },
      [
        "customer-sync:catchupHours is not known; remove it with `pulumi config rm customer-sync:catchupHours`",
        "customer-sync:headersecret is not known; remove it with `pulumi config rm customer-sync:headersecret`",
      ],
    ],
    [
      { "azure-native:environment": "german" },
      [
        "azure-native:environment is 'german', a cloud whose addresses the workflows do not know; use one of public, usgovernment, china",
      ],
    ],
    [
      { "azure-native:environment": "usgovernment", vaultAccess: "policy" },
      [
        "vaultAccess is 'policy' in the cloud 'usgovernment', and azure-native writes access policies in the public cloud alone; take a vault that uses roles",
      ],
    ],
  ];
  for (const [settings, expected] of FORMS) {
    it(`is refused: ${JSON.stringify(settings)}`, () => {
      expect(refusal({ ...GIVEN, ...settings })).to.deep.equal(expected);
    });
  }

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
