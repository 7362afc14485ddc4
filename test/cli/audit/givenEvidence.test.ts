// What is read from a file of evidence: of which stack and day, what was found, and what was not looked at.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readEvidence } from "../../../cli/audit/givenFiles";
import { emptyFolder } from "./readHistory";

async function read(value: object) {
  const file = join(emptyFolder(), "evidence.json");
  writeFileSync(file, JSON.stringify(value));
  const { sha256, name, ...facts } = await readEvidence(file);
  return facts;
}

const drift = {
  ...{ today: "2026-10-04", stack: "dev", file: "customers.yaml", registry: "/r", vault: "/v" },
  ...{
    customers: 1,
    findings: [],
    limits: [],
    operators: [],
    otherStacks: [],
    knownWebhooks: [],
    lookedAt: [],
  },
  notLookedAt: [{ part: "role assignments", reason: "HTTP 403" }],
  cannotBeSeen: [],
};

const contoso = {
  ...{ id: "contoso", state: "active", username: "contoso-pull", repositories: [] },
  ...{ secretName: null, secretVersion: null, slot: null, expiresAt: null, refused: 0, checks: [] },
};

const verify = {
  ...{ version: 1, madeAt: "2026-10-04T08:00:00Z", stack: "dev", registryId: "/r", vaultId: "/v" },
  loginServer: "vendorimages.azurecr.io",
  file: { path: "customers.yaml", sha256: "a".repeat(64), commit: null },
  notes: [],
  customers: [
    { ...contoso, verdict: "found" },
    { ...contoso, id: "fabrikam", verdict: "undecided" },
    { ...contoso, id: "northwind", verdict: "as declared" },
  ],
};

describe("a file of evidence", () => {
  it("is a report of drift, with the parts that could not be read", async () => {
    expect(await read(drift)).to.deep.equal({
      ...{ kind: "drift", madeAt: "2026-10-04", stack: "dev", findings: 0 },
      notLookedAt: ["role assignments: HTTP 403"],
    });
  });

  it("is evidence of verify, with the customers of whom nothing was decided", async () => {
    expect(await read(verify)).to.deep.equal({
      ...{ kind: "verify", madeAt: "2026-10-04T08:00:00Z", stack: "dev", findings: 1 },
      notLookedAt: ["fabrikam: no answer that decides"],
    });
  });
});
