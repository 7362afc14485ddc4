// docs/azure.md, step 4: the two identities can do their work with the roles that the page gives them, and nothing else.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PRINCIPALS } from "../../../emulator/entra/principals";
import { ROLES, type Role } from "../../../emulator/world/builtInRoles";
import type { Principal } from "../../../emulator/world/identity";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { vaultByHand } from "../../helpers/byHand/vaultByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";

const PAGE = readFileSync(join(__dirname, "../../../docs/azure.md"), "utf8");
const [APPLY, PREVIEW] = PRINCIPALS as readonly [Principal, Principal];
/** Who may fetch a password; any principal of the directory will do. */
const READER = PREVIEW.objectId;

/** The roles by their names on the page. Two of them Azure's emulator has not; the page has the definition of the first. */
const GUIDS: Readonly<Record<string, string>> = {
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Container Registry Contributor and Data Access Configuration Administrator":
    "3bc748fc-213d-45c1-8d91-9da5725539b9",
  "Registry access secrets": "a0000000-0000-4000-8000-000000000001",
  "Key Vault Data Access Administrator": "8b54135c-b56d-4d72-a534-26097cfdc8d8",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
};

describe("the roles of docs/azure.md", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let azure: EmulatedAzure;

  before(async () => {
    const roles = ROLES as Map<string, Role>;
    roles.set(guid("Registry access secrets"), roleOnPage());
    roles.set(guid("Key Vault Data Access Administrator"), {
      name: "Key Vault Data Access Administrator",
      actions: [
        "Microsoft.Authorization/*/read",
        "Microsoft.Authorization/roleAssignments/write",
        "Microsoft.Authorization/roleAssignments/delete",
      ],
      dataActions: [],
    });
    deployment = await openDeployment();
    azure = EmulatedAzure.visit(deployment.emulator, "owner");
    const rights = onPage("the registry").map((role) => [role, azure.registryId] as const);
    const vaultRights = onPage("the vault of the passwords").map(
      (role) => [role, azure.vaultId] as const,
    );
    for (const [index, principal] of [PREVIEW, APPLY].entries()) {
      await assign(principal, rights[index]);
      await assign(principal, vaultRights[index]);
    }
    await assign(APPLY, ["Key Vault Data Access Administrator", azure.vaultId]);
    become(APPLY);
  });
  after(async () => {
    (ROLES as Map<string, Role>).delete(guid("Registry access secrets"));
    (ROLES as Map<string, Role>).delete(guid("Key Vault Data Access Administrator"));
    azure.leave();
    await deployment.close();
  });

  async function assign(
    { objectId }: Principal,
    [role, scope]: readonly [string, string] = ["", ""],
  ): Promise<void> {
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`;
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${guid(role)}`;
    const properties = {
      principalId: objectId,
      principalType: "ServicePrincipal",
      roleDefinitionId,
    };
    const { status, body } = await azure.arm("PUT", path, { properties }, "2022-04-01");
    expect(status, JSON.stringify(body)).to.equal(201);
  }

  function become({ clientId, clientSecret }: Principal): void {
    const { envVars } = deployment.stack.workspace;
    envVars.ARM_CLIENT_ID = clientId;
    envVars.ARM_CLIENT_SECRET = clientSecret;
  }

  async function up(contoso: string): Promise<void> {
    await deployment.write(
      `customers:\n  contoso: { repositories: [app/api], ${contoso} }\n  fabrikam: { repositories: [app/web] }\n`,
    );
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
  }

  const lives: Readonly<Record<string, string>> = {
    "gives access": "",
    "lets a reader fetch": `readers: [${READER}]`,
    "issues a password and ends the one before": "credential: { generation: 2, revokeBefore: 2 }",
    suspends: "state: suspended, credential: { generation: 2, revokeBefore: 2 }",
    "lets in again": "credential: { generation: 2, revokeBefore: 2 }",
  };
  for (const [what, entry] of Object.entries(lives)) {
    it(`are enough for access-apply, which ${what}`, () => up(entry));
  }

  it("are enough for access-apply, which recovers a secret that was deleted", async () => {
    const [vault] = deployment.emulator.vaults;
    await vaultByHand(deployment.cloud, vault?.uri ?? "").delete(deployment.secretName("contoso"));
    await up("credential: { generation: 2, revokeBefore: 2 }");
  });

  it("are enough for access-preview, which previews with a refresh", async () => {
    become(PREVIEW);
    const { failed, output } = await deployment.preview({ refresh: true });
    become(APPLY);
    expect(failed, output).to.equal(false);
  });

  const SYNC = (more = "") =>
    `actions: [content/read, metadata/read], credential: { generation: 2, revokeBefore: 2 }, sync: {${more}}`;

  it("are enough for access-apply, which hands over a header and makes webhooks, with a role on their secrets", async () => {
    await up(SYNC());
    const header = deployment.secretName("contoso").replace("-registry-", "-sync-");
    const url = { value: "https://example/?sig=0123456789abcdef" };
    await azure.vault("PUT", `/secrets/${header}-url`, url);
    for (const name of [header, `${header}-url`]) {
      await assign(APPLY, ["Key Vault Secrets User", `${azure.vaultId}/secrets/${name}`]);
    }
    await up(SYNC());
    await up(SYNC(" header: { generation: 2 } "));
    await up(SYNC(" header: { generation: 2, inUse: 2 } "));
    const { body } = await azure.arm("GET", "webhooks");
    expect((body as { value: unknown[] }).value).to.have.length(1);
  });

  it("are enough for access-preview, which previews a sync", async () => {
    become(PREVIEW);
    const { failed, output, changes } = await deployment.preview({ refresh: true });
    become(APPLY);
    expect(failed, output).to.equal(false);
    expect(changes).to.deep.equal({});
  });

  it("are enough for access-apply, which syncs a prefix, with a role on the registry", async () => {
    await assign(APPLY, ["AcrPull", azure.registryId]);
    await deployment.write(
      `customers:\n  contoso: { repositories: [base/*], ${SYNC(" header: { generation: 2, inUse: 2 } ")} }\n  fabrikam: { repositories: [app/web] }\n`,
    );
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    await up("credential: { generation: 2, revokeBefore: 2 }");
  });

  it("let access-preview change nothing", async () => {
    become(PREVIEW);
    await deployment.write(
      "customers:\n  contoso: { repositories: [app/api, app/web] }\n  fabrikam: { repositories: [app/web] }\n",
    );
    const { failed, output } = await deployment.up();
    become(APPLY);
    expect(failed).to.equal(true);
    expect(output).to.match(/AuthorizationFailed|403/);
  });

  it("are enough for access-apply, which lets a customer leave", async () => {
    await up("state: offboarded");
    await deployment.write("customers:\n  fabrikam: { repositories: [app/web] }\n");
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
  });

  it("let neither read a password", async () => {
    const name = deployment.secretName("fabrikam");
    for (const { name: who } of [APPLY, PREVIEW]) {
      const token = await azure.newAccessToken("https://vault.azure.net", who);
      const { status } = await azure.send(`${azure.vaultUrl}/secrets/${name}?api-version=7.6`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(status, who).to.equal(403);
    }
  });
});

function guid(role: string): string {
  const found = GUIDS[role];
  if (found === undefined) throw new Error(`${role} is no role of the page`);
  return found;
}

/** The roles of access-preview and of access-apply in one row of the page's table. */
function onPage(resource: string): string[] {
  const [, ...cells] =
    new RegExp(`^\\| ${resource} \\| (.+?) \\| (.+?) \\|$`, "m").exec(PAGE) ?? [];
  return cells.map((cell) => cell.replace(" (the role below)", ""));
}

/** The role of one's own that the page shows. */
function roleOnPage(): Role {
  const [, json = ""] = /^```json\n(.*?)^```$/ms.exec(PAGE) ?? [];
  const { Name: name, Actions: actions, DataActions: dataActions } = JSON.parse(json);
  return { name, actions, dataActions };
}
