// docs/azure.md, "Who verifies": the roles of the page are enough, and each of them is needed.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { DeployedCustomer } from "../../../cli/credentials/deployedCustomers";
import { verifyAll } from "../../../cli/verify/verifyAll";
import { PRINCIPALS } from "../../../emulator/entra/principals";
import { ROLES } from "../../../emulator/world/builtInRoles";
import { useEmulator } from "../../emulator/useEmulator";
import { customersIn, makeCustomer, worldOf } from "./useVerified";

const FILE = "customers:\n  contoso: { repositories: [app/api] }\n";
const [VERIFIER] = PRINCIPALS;

/** What stands in the page's table on registry and vault, by the registry's mode. */
function rolesOnPage(
  mode = "LegacyRegistryPermissions",
): { on: "registry" | "vault"; role: string }[] {
  const page = readFileSync(join(__dirname, "../../../docs/azure.md"), "utf8");
  const section = page.split("### Who verifies\n")[1]?.split("\n### ")[0] ?? "";
  const rows = [...section.matchAll(/^\| the (registry|vault)[^|]*\| ([^|;]+?)(;[^|]*)? \|$/gm)];
  const [, more = ""] = / also (.+) \|$/m.exec(section) ?? [];
  if (mode === "AbacRepositoryPermissions") {
    const roles = more.split(" and ").map((role) => role.replaceAll("*", ""));
    return [...rolesOnPage(), ...roles.map((role) => ({ on: "registry" as const, role }))];
  }
  return rows.flatMap(([, on, roles = ""]) =>
    roles
      .split(", and ")
      .map((role) => ({ on: on as "registry" | "vault", role: role.replaceAll("*", "") })),
  );
}

describe("the roles of whoever verifies", () => {
  const azure = useEmulator();
  let deployed: readonly DeployedCustomer[];
  let restore: () => void;

  before(async () => {
    deployed = await Promise.all(customersIn(FILE).map((each) => makeCustomer(azure, each)));
    restore = azure.emulator.checkpoint();
  });
  afterEach(() => restore());

  async function verifyWith(roles: ReturnType<typeof rolesOnPage>): Promise<string[]> {
    for (const { on, role } of roles) {
      const scope = on === "registry" ? azure.registryId : azure.vaultId;
      const [guid] = [...ROLES].find(([, { name }]) => name === role) ?? [];
      const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`;
      const properties = {
        principalId: VERIFIER?.objectId,
        principalType: "ServicePrincipal",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
      };
      const { status } = await azure.arm("PUT", path, { properties }, "2022-04-01");
      expect(status, role).to.equal(201);
    }
    const env = {
      ARM_CLIENT_ID: VERIFIER?.clientId ?? "",
      ARM_CLIENT_SECRET: VERIFIER?.clientSecret ?? "",
    };
    azure.emulator.journal.clear();
    try {
      const found = await verifyAll(customersIn(FILE), await worldOf(azure, deployed, env));
      return found.flatMap(({ checks }) => checks.flatMap(({ reason }) => reason ?? []));
    } catch (thrown) {
      return [(thrown as Error).message];
    }
  }

  it("are those of the page", () => {
    expect(rolesOnPage()).to.deep.equal([
      { on: "registry", role: "Reader" },
      { on: "vault", role: "Reader" },
      { on: "vault", role: "Key Vault Secrets User" },
    ]);
  });

  it("are enough, and nothing is written with them", async () => {
    expect(await verifyWith(rolesOnPage())).to.deep.equal([]);
    // An upload is begun to see that it is refused; access tokens are asked for by POST.
    const writes = azure.emulator.journal
      .entries()
      .filter(({ method }) => method !== "GET" && method !== "HEAD")
      .map(({ operation, status }) => `${operation} ${status}`);
    expect([...new Set(writes)].sort()).to.deep.equal([
      "AccessTokens_Post 200",
      "Entra_IssueToken 200",
      "RefreshTokens_Post 200",
      "Uploads_Start 401",
    ]);
  });

  it("are enough where the registry goes by repository permissions", async () => {
    const mode = "AbacRepositoryPermissions";
    const { status } = await azure.arm("PATCH", azure.registryId, {
      properties: { roleAssignmentMode: mode },
    });
    expect([status, rolesOnPage(mode).length]).to.deep.equal([200, 5]);
    expect(await verifyWith(rolesOnPage())).to.have.lengthOf(1);
    expect(await verifyWith(rolesOnPage(mode).slice(3))).to.deep.equal([]);
  });

  for (const missing of rolesOnPage()) {
    it(`are all needed: without ${missing.role} on the ${missing.on} it says so`, async () => {
      const others = rolesOnPage().filter(
        ({ on, role }) => on !== missing.on || role !== missing.role,
      );
      const [reason = "", ...more] = await verifyWith(others);
      expect(more).to.deep.equal([]);
      expect(reason).to.include(
        `give the identity the role "${missing.role}" on the ${missing.on}`,
      );
    });
  }
});
