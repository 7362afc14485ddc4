// Drift with the rights of a reader: what it looks at, what it says it did not look at, and who is known to have rights.

import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { DriftOptions } from "../../../cli/drift/runDrift";
import { type EmulatedAzure, useEmulators } from "../../emulator/useEmulator";
import { declareByHand, StackFolder } from "../../helpers/byHand/declaredByHand";
import { driftIn, foundIn } from "../../helpers/drift";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const CATALOG_LISTER = "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7";

describe("drift with few rights", function () {
  this.timeout(60_000);
  const start = useEmulators();
  const stack = new StackFolder();
  after(() => stack.remove());

  /** An emulator with one customer, and an identity that has these roles. */
  async function given(roles: (azure: EmulatedAzure) => readonly (readonly [string, string])[]) {
    const azure = await start();
    await declareByHand(azure, { id: "contoso", repository: "app/api" });
    const [principal] = azure.emulator.principals.slice(-1);
    const { objectId = "", clientId = "", clientSecret = "" } = principal ?? {};
    for (const [role, scope] of roles(azure)) {
      await azure.arm(
        "PUT",
        `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`,
        {
          properties: {
            principalId: objectId,
            principalType: "ServicePrincipal",
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
          },
        },
        "2022-04-01",
      );
    }
    const { environment } = azure.emulator;
    const env = { ...environment, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
    const drift = async (settings: Record<string, string>, options: Partial<DriftOptions> = {}) => {
      stack.write(azure, "customers:\n  contoso: { repositories: [app/api] }\n", settings);
      const { exitCode, data } = await driftIn(
        { folder: stack.folder, env, http: azure.http },
        options,
      );
      const notLookedAt = data.notLookedAt.map(({ part, reason }) =>
        `${part}: ${reason}`
          .replace(/ \(request id [^)]+\)/, "")
          .replace(/The client .* or the scope is invalid[^;]*/, "…"),
      );
      return { exitCode, found: foundIn(data), notLookedAt };
    };
    return { azure, drift, objectId };
  }
  const known = (objectId: string) => ({
    "customer-access:operators": `${objectId.toUpperCase()}, aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa`,
  });

  it("looks at everything with Reader on registry and vault, and names its own rights", async () => {
    const { drift, objectId } = await given((azure) => [
      [READER, azure.registryId],
      [READER, azure.vaultId],
    ]);
    expect(await drift({})).to.deep.equal({
      exitCode: 1,
      found: [
        `registryRole | - | service principal ${objectId} (whoever runs this): pulls: Reader on registry vendorimages`,
      ],
      notLookedAt: [],
    });
    expect(await drift(known(objectId))).to.deep.equal({ exitCode: 0, found: [], notLookedAt: [] });
  });

  it("is not clean where it may not read the vault", async () => {
    const { drift, objectId } = await given((azure) => [[READER, azure.registryId]]);
    expect(await drift(known(objectId))).to.deep.equal({
      exitCode: 2,
      found: [],
      notLookedAt: [
        'roles on the vault: listing the role assignments of vendor-access: 403 AuthorizationFailed: …; give the identity the role "Reader" on vendor-access',
        'secrets: listing the secrets of vault vendor-access: 403 AuthorizationFailed: …; give the identity the role "Reader" on the vault',
        'the vault\'s settings: reading vault vendor-access: 403 AuthorizationFailed: …; give the identity the role "Reader" on the vault',
      ],
    });
  });

  it("says that Reader reads no password", async () => {
    const { drift, objectId } = await given((azure) => [
      [READER, azure.registryId],
      [READER, azure.vaultId],
    ]);
    expect(await drift(known(objectId), { login: true })).to.deep.equal({
      exitCode: 2,
      found: [],
      notLookedAt: [
        'the login of contoso: reading secret contoso-registry-x7k2pd4q: 403 ForbiddenByRbac: Caller is not authorized to perform action on resource; give the identity the role "Key Vault Secrets User" on the vault',
      ],
    });
  });

  it("says that Reader lists no repositories where these have permissions of their own", async () => {
    const { azure, drift, objectId } = await given((each) => [
      [READER, each.registryId],
      [READER, each.vaultId],
      [SECRETS_USER, each.vaultId],
    ]);
    await azure.arm("PATCH", azure.registryId, {
      properties: { roleAssignmentMode: "AbacRepositoryPermissions" },
    });
    expect(await drift(known(objectId), { login: true })).to.deep.equal({
      exitCode: 2,
      found: [],
      notLookedAt: [
        'repositories: listing the repositories of vendorimages: 401 UNAUTHORIZED: authentication required, visit https://aka.ms/acr/authorization for more information; give the identity the role "Container Registry Repository Catalog Lister" on the registry',
      ],
    });
  });

  it("does not take a password for wrong that Azure does not know everywhere yet", async () => {
    const azure = await start({
      behaviours: { regeneratedSlotDelaySeconds: 60, tokenPutWipesPasswords: false },
    });
    for (let made = 0; made < 2; made++) {
      await declareByHand(azure, { id: "contoso", repository: "app/api" });
    }
    stack.write(azure, "customers:\n  contoso: { repositories: [app/api] }\n");
    const { environment: env } = azure.emulator;
    const login = async (minutes: number) => {
      const instant = new Date(azure.emulator.clock.now().getTime() + minutes * 60_000);
      azure.emulator.clock.set(instant.toISOString());
      const moved = { ...env, CUSTOMER_ACCESS_NOW: instant.toISOString() };
      const { exitCode, data } = await driftIn(
        { folder: stack.folder, env: moved, http: azure.http },
        { login: true },
      );
      return { exitCode, found: foundIn(data), notLookedAt: data.notLookedAt };
    };
    expect(await login(0)).to.deep.equal({
      exitCode: 2,
      found: [],
      notLookedAt: [
        {
          part: "the login of contoso",
          reason: "its password is new, and refused so far; run again in two minutes",
        },
      ],
    });
    expect(await login(2)).to.deep.equal({ exitCode: 0, found: [], notLookedAt: [] });
  });

  it("looks at everything there with the role that lists them", async () => {
    const { azure, drift, objectId } = await given((each) => [
      [READER, each.registryId],
      [CATALOG_LISTER, each.registryId],
      [READER, each.vaultId],
      [SECRETS_USER, each.vaultId],
    ]);
    await azure.arm("PATCH", azure.registryId, {
      properties: { roleAssignmentMode: "AbacRepositoryPermissions" },
    });
    expect(await drift(known(objectId), { login: true })).to.deep.equal({
      exitCode: 0,
      found: [],
      notLookedAt: [],
    });
  });
});
