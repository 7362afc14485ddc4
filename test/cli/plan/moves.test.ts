// The plan of a stack that moves to another vault, that hands a token on, or that an earlier version made.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Plan } from "../../../cli/plan/planSchema";
import { plannedOnNothing, REGISTRY, VAULT } from "./plannedOnNothing";

const TWO =
  "customers:\n  contoso: { repositories: [app/api] }\n  fabrikam: { repositories: [app/api] }\n";
const RECORD = {
  access: {
    contoso: "active; contoso-pull; content/read; app/api",
    fabrikam: "active; fabrikam-pull; content/read; app/api",
  },
  registryId: REGISTRY,
  vaultId: VAULT,
  protect: true,
};

describe("npm run plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "customer-access-"));
  after(() => rmSync(folder, { recursive: true }));
  const plan = (record: Record<string, unknown>, yaml = TWO) => {
    const path = join(folder, "customers.yaml");
    writeFileSync(path, yaml);
    return plannedOnNothing(path, { record, repositories: async () => ["app/api"] });
  };

  it("shows everybody's loss when the vault is another, and that it is refused", async () => {
    const vaultId = VAULT.replace("/registry-access/", "/vaults/");
    const { exitCode, data } = await plan({ ...RECORD, vaultId });
    const { customers, refusals } = data as Plan;
    expect(exitCode).to.equal(1);
    expect(customers.map(({ id, verdict, losses }) => ({ id, verdict, losses }))).to.deep.equal(
      ["contoso", "fabrikam"].map((id) => ({
        id,
        verdict: "loses",
        losses: ["another vault, and no password is left in the one before"],
      })),
    );
    expect(refusals).to.have.length(1);
    expect(refusals[0]).to.match(/^2 of 2 customers with access lose all or part of it/);
  });

  it("shows nothing when the vault is written in another case", async () => {
    const { exitCode, data } = await plan({ ...RECORD, vaultId: VAULT.toUpperCase() });
    expect({ exitCode, customers: (data as Plan).customers }).to.deep.equal({
      exitCode: 0,
      customers: [],
    });
  });

  it("refuses to hand a token to another customer", async () => {
    const handed = TWO.replace("  contoso:", "  contoso-ltd:").replace(
      "[app/api]",
      "[app/api], tokenName: Contoso-pull, adopt: [token, scopeMap]",
    );
    const offboarded = RECORD.access.contoso.replace("active", "offboarded");
    const { exitCode, data } = await plan(
      { ...RECORD, access: { ...RECORD.access, contoso: offboarded } },
      handed,
    );
    expect(exitCode).to.equal(1);
    expect((data as Plan).refusals).to.deep.equal([
      `contoso-ltd: gets the token Contoso-pull, which belongs to contoso and is deleted with its resources
  to rename a customer, keep contoso and change displayName; otherwise give contoso-ltd another tokenName, or make two changes: first remove the token from contoso, then give contoso-ltd a new token of that name, without \`adopt\``,
    ]);
  });

  it("ends at a stack that an earlier version made", async () => {
    const { vaultId: _, ...earlier } = RECORD;
    const error = await plan(earlier).then(
      () => undefined,
      (thrown: Error & { remedy?: string }) => ({ message: thrown.message, remedy: thrown.remedy }),
    );
    expect(error).to.deep.equal({
      message:
        "this stack was made by an earlier version of this project, whose state holds passwords; it cannot be upgraded, and nothing was changed",
      remedy:
        "destroy it with that version (`pulumi config set customer-access:protect false`, `pulumi up`, `pulumi destroy`, `pulumi stack rm`), delete the backups of its state, and start with a new stack (`pulumi stack init`)",
    });
  });
});
