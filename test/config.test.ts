// The stack's configuration: what is missing, with the commands that set it, and the defaults.

import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { readConfig } from "../config";

const GIVEN = {
  "azure-native:subscriptionId": "11111111-1111-4111-8111-111111111111",
  "customer-access:resourceGroupName": "registry-access",
  "customer-access:registryName": "vendorimages",
  "customer-access:vaultName": "vendor-access",
};

describe("readConfig", () => {
  const { ARM_SUBSCRIPTION_ID, ARM_METADATA_HOSTNAME, CUSTOMER_ACCESS_NOW } = process.env;

  beforeEach(() => {
    delete process.env.ARM_SUBSCRIPTION_ID;
    process.env.ARM_METADATA_HOSTNAME = "localhost:8443";
    process.env.CUSTOMER_ACCESS_NOW = "2026-03-01T12:00:00Z";
  });
  after(() => {
    pulumi.runtime.setAllConfig({});
    const before = { ARM_SUBSCRIPTION_ID, ARM_METADATA_HOSTNAME, CUSTOMER_ACCESS_NOW };
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const read = (settings: Record<string, string>) => {
    pulumi.runtime.setAllConfig(settings);
    return readConfig();
  };

  const readConfigIn = (given: Record<string, string>) => {
    pulumi.runtime.setAllConfig(GIVEN);
    return readConfig(given);
  };

  const incomplete: [name: string, settings: Record<string, string>, message: string][] = [
    [
      "nothing",
      {},
      [
        "the stack's configuration is incomplete; set:",
        "  pulumi config set azure-native:subscriptionId <guid>",
        "  pulumi config set customer-access:resourceGroupName <name>",
        "  pulumi config set customer-access:registryName <name>",
        "  pulumi config set customer-access:vaultName <name>",
      ].join("\n"),
    ],
    [
      "an empty name",
      { ...GIVEN, "customer-access:registryName": "" },
      "the stack's configuration is incomplete; set:\n  pulumi config set customer-access:registryName <name>",
    ],
  ];
  for (const [name, settings, message] of incomplete) {
    it(`fails for ${name}, with every command that is needed`, () => {
      expect(() => read(settings))
        .to.throw(pulumi.RunError)
        .with.property("message", message);
    });
  }

  it("fails for settings that are not known, which would leave the defaults in force", () => {
    const settings = {
      ...GIVEN,
      "customer-access:verifylogin": "false",
      "customer-access:customerFile": "customers-us.yaml",
      "azure-native:location": "westeurope",
    };
    const known =
      "resourceGroupName, registryName, vaultName, vaultResourceGroupName, customersFile, protect, maximumLosses, verifyLogin, operators, otherStacks, knownWebhooks";
    expect(() => read(settings))
      .to.throw(pulumi.RunError)
      .with.property(
        "message",
        [
          `customer-access:customerFile is not a setting; use ${known}, and \`pulumi config rm customer-access:customerFile\``,
          `customer-access:verifylogin is not a setting; use ${known}, and \`pulumi config rm customer-access:verifylogin\``,
        ].join("\n"),
      );
  });

  it("names what is missing and what is not known at once", () => {
    const { "customer-access:registryName": _, ...rest } = GIVEN;
    expect(() => read({ ...rest, "customer-access:registryname": "vendorimages" }))
      .to.throw(pulumi.RunError)
      .with.property(
        "message",
        [
          "the stack's configuration is incomplete; set:",
          "  pulumi config set customer-access:registryName <name>",
          "customer-access:registryname is not a setting; use resourceGroupName, registryName, vaultName, vaultResourceGroupName, customersFile, protect, maximumLosses, verifyLogin, operators, otherStacks, knownWebhooks, and `pulumi config rm customer-access:registryname`",
        ].join("\n"),
      );
  });

  const defaults = {
    cloud: "localhost:8443",
    subscriptionId: "11111111-1111-4111-8111-111111111111",
    resourceGroupName: "registry-access",
    registryName: "vendorimages",
    vaultName: "vendor-access",
    vaultResourceGroupName: "registry-access",
    customersFile: resolve(__dirname, "..", "customers.yaml"),
    protect: true,
    verifyLogin: true,
    today: "2026-03-01",
  };

  it("fills in the defaults", () => {
    expect(read(GIVEN)).to.deep.equal(defaults);
  });

  it("takes the cloud from the metadata host or the environment's name, and has none for the public one", () => {
    expect(readConfigIn({ ARM_ENVIRONMENT: "china" }).cloud).to.equal("localhost:8443");
    expect(readConfigIn({ ARM_METADATA_HOSTNAME: "", ARM_ENVIRONMENT: "china" }).cloud).to.equal(
      "china",
    );
    expect(readConfigIn({ ARM_METADATA_HOSTNAME: "" })).to.not.have.property("cloud");
  });

  it("takes the subscription from the environment where the stack has none", () => {
    process.env.ARM_SUBSCRIPTION_ID = "99999999-9999-4999-8999-999999999999";
    const { "azure-native:subscriptionId": _, ...rest } = GIVEN;
    expect(read(rest).subscriptionId).to.equal("99999999-9999-4999-8999-999999999999");
    expect(read(GIVEN).subscriptionId).to.equal("11111111-1111-4111-8111-111111111111");
  });

  it("uses the given variables before those of the process", () => {
    const given = { CUSTOMER_ACCESS_NOW: "2027-01-01T02:00:00Z" };
    expect(readConfigIn(given)).to.deep.equal({ ...defaults, today: "2027-01-01" });
  });

  it("begins a day five minutes late, for Azure's clock may be that much behind this machine's", () => {
    const dayAt = (time: string) =>
      readConfigIn({ CUSTOMER_ACCESS_NOW: `2027-01-01T${time}Z` }).today;
    expect(dayAt("00:04:59")).to.equal("2026-12-31");
    expect(dayAt("00:05:00")).to.equal("2027-01-01");
  });

  it("takes everything as it is given", () => {
    const settings = {
      ...GIVEN,
      "customer-access:vaultResourceGroupName": "vendor-secrets",
      "customer-access:customersFile": "access/customers.yaml",
      "customer-access:protect": "false",
      "customer-access:maximumLosses": "0",
      "customer-access:verifyLogin": "false",
    };
    expect(read(settings)).to.deep.equal({
      ...defaults,
      vaultResourceGroupName: "vendor-secrets",
      customersFile: join(resolve(__dirname, ".."), "access", "customers.yaml"),
      protect: false,
      maximumLosses: 0,
      verifyLogin: false,
    });
  });

  for (const value of ["-1", "1.5"]) {
    it(`refuses ${value} customers as the most that may lose access`, () => {
      expect(() => read({ ...GIVEN, "customer-access:maximumLosses": value }))
        .to.throw(pulumi.RunError)
        .with.property(
          "message",
          `customer-access:maximumLosses is ${value}, which is not a count; \`pulumi config set customer-access:maximumLosses <whole number>\``,
        );
    });
  }
});
