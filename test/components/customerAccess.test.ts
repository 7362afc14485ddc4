// The whole file: the guard, one component per customer, the messages about a broken file, and that nothing leaks.

import { ScopeMap } from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { customerAccess, REGISTRY_ID, SECRET_ID, TOKEN_ID, VAULT_ID, withFile } from "./customers";
import { declared, refused, resolved } from "./declared";

const TWO = `customers:
  contoso:
    displayName: Contoso Ltd
    repositories: [app/web, app/api]
    accessUntil: 2026-06-30
  fabrikam:
    repositories: [base/*]
    state: offboarded
`;

describe("CustomerAccess", () => {
  describe("with a file that cannot be used", () => {
    it("throws one error with all problems, and has declared nothing", async () => {
      const yaml = "customers:\n  contoso:\n    repositories: []\n    acces: yes\n";
      await withFile(yaml, async (path) => {
        const { error, resources } = await refused(() => customerAccess(path));
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        const lines = (error as Error).message.split("\n");
        expect(lines.map((line) => line.replace(path, "FILE").split(": ")[0])).to.deep.equal([
          "FILE:3:19  contoso.repositories",
          "FILE:4:5  contoso",
          "2 problems in FILE; nothing was changed",
        ]);
        expect(resources).to.deep.equal([]);
      });
    });

    it("throws for an empty file, which never means to end everybody's access", async () => {
      await withFile("", async (path) => {
        const { error, resources } = await refused(() => customerAccess(path));
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect((error as Error).message).to.match(/\n1 problem in .*; nothing was changed$/);
        expect(resources).to.deep.equal([]);
      });
    });

    it("throws for an acknowledgement that counts too far ahead of the day it is given, as the check does", async () => {
      const until = (day: string) =>
        `${TWO}acknowledge: [{ customers: [contoso], reason: why, until: ${day} }]\n`;
      await withFile(until("2026-04-01"), async (path) => {
        const { resources } = await declared(() => customerAccess(path));
        expect(resources).not.to.deep.equal([]);
      });
      await withFile(until("2026-04-02"), async (path) => {
        const { error, resources } = await refused(() => customerAccess(path));
        const [first] = (error as Error).message.replace(path, "FILE").split("\n");
        expect(first).to.equal(
          'FILE:9:59  acknowledge[0].until: "2026-04-02" is more than 31 days ahead, and until then nothing stops these customers from losing access by mistake; use 2026-04-01 or earlier  [until-is-soon]',
        );
        expect(resources).to.deep.equal([]);
      });
    });

    it("throws for a file that is not there, and names the setting", async () => {
      const { error, resources } = await refused(() => customerAccess("/nowhere/customers.yaml"));
      expect(pulumi.RunError.isInstance(error)).to.equal(true);
      expect((error as Error).message).to.equal(
        "/nowhere/customers.yaml: cannot be read (ENOENT); set its path with `pulumi config set customer-access:customersFile <path>`; nothing was changed",
      );
      expect(resources).to.deep.equal([]);
    });
  });

  it("declares the guard's record first among its children, and everything else after it", async () => {
    const { resources } = await withFile(TWO, (path) => declared(() => customerAccess(path)));
    const guard = resources.find(({ name }) => name === "access-guard");
    expect(guard).to.deep.equal({
      type: "acr-credentials:index:AccessGuard",
      name: "access-guard",
      parent: "access",
      inputs: {
        access: {
          contoso: "active; contoso-pull; content/read; app/api app/web; until 2026-06-30",
          fabrikam: "offboarded; fabrikam-pull; content/read; base/*",
        },
        registryId:
          "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages",
        vaultId: VAULT_ID,
        protect: true,
        fileSha256: guard?.inputs.fileSha256,
      },
      options: { protect: false, dependsOn: [], ignoreChanges: [], aliases: 0 },
    });
    expect(guard?.inputs.fileSha256).to.match(/^[0-9a-f]{64}$/);

    const without = resources.filter(
      ({ type, options }) => !type.startsWith("customer-access:") && options.dependsOn.length === 0,
    );
    expect(without.map(({ name }) => name)).to.deep.equal(["access-place", "access-guard"]);
  });

  it("draws one suffix for the secrets of the whole stack, protected as its customers are", async () => {
    const suffixes = async (protect: boolean) =>
      (
        await withFile(TWO, (path) => declared(() => customerAccess(path, { protect })))
      ).resources.filter(({ type }) => type.startsWith("random:"));
    const suffix = {
      type: "random:index/randomString:RandomString",
      name: "access-suffix",
      parent: "access",
      inputs: { length: 8, special: false, upper: false },
      options: { protect: true, dependsOn: ["access-guard"], ignoreChanges: [], aliases: 0 },
    };
    expect(await suffixes(true)).to.deep.equal([suffix]);
    expect(await suffixes(false)).to.deep.equal([
      { ...suffix, options: { ...suffix.options, protect: false } },
    ]);
  });

  it("says in the record who takes a token over, where anybody does who was not offboarded", async () => {
    const file = `customers:
  contoso: { repositories: [app/api], tokenName: contoso-ci, adopt: [token] }
  fabrikam: { repositories: [app/api], tokenName: fabrikam-ci, adopt: [token], state: offboarded }
  northwind: { repositories: [app/api] }
`;
    const { resources } = await withFile(file, (path) => declared(() => customerAccess(path)));
    const guard = resources.find(({ name }) => name === "access-guard");
    expect(guard?.inputs.adopt).to.deep.equal(["contoso"]);
  });

  it("ties the plugin to the place, for everything of ours and nothing else", async () => {
    const { plugins, providers } = await withFile(TWO, (path) =>
      declared(() => customerAccess(path, { cloud: "localhost:8443" })),
    );
    expect(plugins).to.deep.equal([
      {
        plugin: "acr-credentials",
        parameter: { cloud: "localhost:8443", registryId: REGISTRY_ID, vaultId: VAULT_ID },
      },
    ]);
    expect(providers).to.deep.equal({
      "access-guard": "access-place",
      "contoso-secret": "access-place",
      "fabrikam-secret": "access-place",
    });
  });

  it("is in the public cloud where nothing else is said", async () => {
    const { plugins } = await withFile(TWO, (path) => declared(() => customerAccess(path)));
    expect(plugins.map(({ parameter }) => (parameter as { cloud: string }).cloud)).to.deep.equal([
      "public",
    ]);
  });

  it("declares one component per customer, whose outputs tell people everything but the password", async () => {
    const { resources } = await withFile(TWO, (path) => declared(() => customerAccess(path)));
    const components = resources.filter(({ type }) => type.startsWith("customer-access:"));
    const plain = { dependsOn: [], ignoreChanges: [], aliases: 0 };
    const options = { ...plain, dependsOn: ["access-guard"] };
    const issued = {
      username: "contoso-pull",
      secretId: SECRET_ID,
      currentSlot: "password1",
      issuedAt: "2026-03-01T12:34:56.789Z",
      expiresAt: "2026-05-30T00:00:00Z",
      rotateOn: "2026-04-28",
      generation: 1,
      actions: ["content/read"],
    };
    expect(components).to.deep.equal([
      {
        type: "customer-access:index:CustomerAccess",
        name: "access",
        parent: "",
        inputs: {},
        options: { protect: false, ...plain },
        outputs: { revision: 7 },
      },
      {
        type: "customer-access:index:Customer",
        name: "contoso",
        parent: "access",
        inputs: {},
        options: { protect: true, ...options },
        outputs: {
          ...issued,
          tokenId: TOKEN_ID,
          repositories: ["app/web", "app/api"],
          state: "active",
          accessUntil: "2026-06-30",
        },
      },
      {
        type: "customer-access:index:Customer",
        name: "fabrikam",
        parent: "access",
        inputs: {},
        options: { protect: false, ...options },
        outputs: {
          ...issued,
          tokenId: TOKEN_ID.replace("contoso", "fabrikam"),
          repositories: ["base/*"],
          state: "offboarded",
        },
      },
    ]);
  });

  it("gives the revision and the names of the secrets, not their values", async () => {
    const { result } = await withFile(TWO, (path) => declared(() => customerAccess(path)));
    expect(await resolved(result.revision)).to.equal(7);
    expect(await resolved(pulumi.output(result.secrets))).to.deep.equal({
      contoso: "contoso-registry-x7k2pd4q",
      fabrikam: "fabrikam-registry-x7k2pd4q",
    });
    const isSecret = await Promise.all(Object.values(result.secrets).map(pulumi.isSecret));
    expect(isSecret).to.deep.equal([false, false]);
  });

  it("declares the same twice, whatever the order of lists in the file", async () => {
    const swapped = TWO.replace("[app/web, app/api]", "[app/api, app/web]");
    const run = (yaml: string) => withFile(yaml, (path) => declared(() => customerAccess(path)));
    const children = async (yaml: string) =>
      (await run(yaml)).resources.filter(({ parent }) => parent === "contoso");
    expect(await children(TWO)).to.deep.equal(await children(TWO));
    expect(await children(swapped)).to.deep.equal(await children(TWO));
  });

  it("drops the aliases of azure-native's versions, which each resource has by itself", async () => {
    const { resources } = await declared(
      () => new ScopeMap("bare", { resourceGroupName: "a", registryName: "b", actions: [] }),
    );
    expect(resources[0]?.options.aliases).to.be.greaterThan(5);
  });
});
