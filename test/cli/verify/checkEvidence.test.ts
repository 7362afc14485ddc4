// When evidence no longer speaks of what is there.

import { expect } from "chai";
import type { DeployedCustomer } from "../../../cli/credentials/deployedCustomers";
import { misfitsOf, type Present } from "../../../cli/verify/checkEvidence";
import type { Check, CustomerEvidence, Evidence } from "../../../cli/verify/evidenceSchema";
import type { Customer } from "../../../customers/schema/schema";

const PLACE = {
  subscriptionId: "11111111-1111-4111-8111-111111111111",
  resourceGroupName: "registry-access",
  registryName: "vendorimages",
  vaultName: "vendor-access",
  vaultResourceGroupName: "registry-access",
};
const GROUP = `/subscriptions/${PLACE.subscriptionId}/resourceGroups/registry-access/providers`;
const SHA = "a".repeat(64);

function checked(what: Check["what"], verdict: Check["verdict"] = "as declared"): Check {
  return { what, of: null, verdict, answer: "", reason: null, at: "2026-11-23T09:00:00.000Z" };
}

/** A customer of the file. */
const entry = (id: string, more: object = {}) => ({ id, state: "active", ...more }) as Customer;

const CONTOSO: CustomerEvidence = {
  id: "contoso",
  state: "active",
  username: "contoso-pull",
  repositories: ["app/api"],
  secretName: "contoso-registry-x7k2pd4q",
  secretVersion: "1".repeat(32),
  slot: "password1",
  expiresAt: null,
  verdict: "as declared",
  refused: 3,
  checks: ["login", "pull"].map((what) => checked(what as Check["what"])),
};

const EVIDENCE: Evidence = {
  version: 1,
  madeAt: "2026-11-23T09:00:00.000Z",
  stack: "production",
  registryId: `${GROUP}/Microsoft.ContainerRegistry/registries/vendorimages`,
  loginServer: "vendorimages.azurecr.io",
  vaultId: `${GROUP}/Microsoft.KeyVault/vaults/vendor-access`,
  file: { path: "customers.yaml", sha256: SHA, commit: null },
  notes: [],
  customers: [CONTOSO],
};

const KNOWN = {
  id: "contoso",
  secretName: "contoso-registry-x7k2pd4q",
  revokedBefore: 1,
  pending: [],
  credentials: { secretVersion: "1".repeat(32), currentSlot: "password1" },
} as unknown as DeployedCustomer;

/** What is there now, with what differs. */
function present({
  known = KNOWN,
  sha256 = SHA,
  applied = sha256,
  file = ["contoso"].map((id) => entry(id)),
  customers = file,
  now = "2026-11-30T10:00:00Z",
}: {
  known?: DeployedCustomer;
  sha256?: string;
  applied?: string;
  file?: readonly Customer[];
  customers?: readonly Customer[];
  now?: string;
} = {}): Present {
  return {
    stack: {
      stackName: "production",
      place: PLACE,
      customersFile: "customers.yaml",
      deployed: new Map([["contoso", known]]),
      appliedSha256: applied,
    },
    file: {
      path: "customers.yaml",
      content: { sha256, customers: file, acknowledge: [] } as never,
    },
    customers,
    now: new Date(now),
  };
}

const CASES: readonly [name: string, evidence: Partial<Evidence>, Present, misfits: string[]][] = [
  ["nothing has changed", {}, present(), []],
  [
    "it is older than a week",
    {},
    present({ now: "2026-12-01T09:00:00Z" }),
    ["it is 8 days old; at most 7 are allowed"],
  ],
  [
    "it was made in the future",
    {},
    present({ now: "2026-11-23T08:00:00Z" }),
    ["it is from the future: correct the clock of one of the machines"],
  ],
  [
    "it is of another registry and vault",
    { registryId: "/other/registry", vaultId: "/other/vault" },
    present(),
    ["it is of the registry /other/registry", "it is of the vault /other/vault"],
  ],
  [
    "the file was changed",
    {},
    present({ sha256: "b".repeat(64), applied: SHA }),
    ["customers.yaml was changed since"],
  ],
  [
    "another file was applied",
    {},
    present({ applied: "b".repeat(64) }),
    ["the last update applied another file"],
  ],
  [
    "a customer came later",
    {},
    present({ file: [entry("contoso"), entry("fabrikam")] }),
    ["fabrikam: it says nothing of them"],
  ],
  [
    "it says nothing of somebody who is not asked for",
    {},
    present({ file: [entry("contoso"), entry("fabrikam")], customers: [entry("contoso")] }),
    [],
  ],
  [
    "a check says another verdict",
    { customers: [{ ...CONTOSO, checks: [...CONTOSO.checks, checked("outside", "found")] }] },
    present(),
    ["contoso: something was wrong then"],
  ],
  [
    "a check says that it was not known",
    { customers: [{ ...CONTOSO, checks: [...CONTOSO.checks, checked("outside", "undecided")] }] },
    present(),
    ["contoso: it was not known then"],
  ],
  [
    "there are no checks",
    { customers: [{ ...CONTOSO, checks: [] }] },
    present(),
    ["contoso: it shows no login that was accepted", "contoso: it shows nothing that was pulled"],
  ],
  [
    "nothing was pulled",
    { customers: [{ ...CONTOSO, checks: [checked("login"), checked("pull", "not tried")] }] },
    present(),
    ["contoso: it shows nothing that was pulled"],
  ],
  [
    "the last day of access is over since",
    {},
    present({ file: [entry("contoso", { accessUntil: "2026-11-29" })] }),
    ["contoso: they were active then, and are ended now"],
  ],
  [
    "somebody suspended was shut out",
    { customers: [{ ...CONTOSO, state: "suspended", checks: [checked("token")] }] },
    present({ file: [entry("contoso", { state: "suspended" })] }),
    [],
  ],
  [
    "it does not show that somebody suspended was shut out",
    { customers: [{ ...CONTOSO, state: "suspended", checks: [] }] },
    present({ file: [entry("contoso", { state: "suspended" })] }),
    ["contoso: it shows no token that is shut"],
  ],
  [
    "somebody was in the stack alone",
    { customers: [CONTOSO, { ...CONTOSO, id: "wingtip", state: "removed", verdict: "found" }] },
    present(),
    ["wingtip: they were in the stack then, and not in the file"],
  ],
  [
    "something was wrong then",
    { customers: [{ ...CONTOSO, verdict: "found" }] },
    present(),
    ["contoso: something was wrong then"],
  ],
  [
    "something was not known then",
    { customers: [{ ...CONTOSO, verdict: "undecided" }] },
    present(),
    ["contoso: it was not known then"],
  ],
  [
    "a password was published since",
    {},
    present({
      known: {
        ...KNOWN,
        credentials: { secretVersion: "2".repeat(32), currentSlot: "password2" },
      } as unknown as DeployedCustomer,
    }),
    ["contoso: a new password was published since (password2, then password1)"],
  ],
  [
    "the password moved to another secret",
    {},
    present({ known: { ...KNOWN, secretName: "contoso-registry-other" } }),
    ["contoso: the password is in another secret since"],
  ],
];

describe("evidence of an earlier day", () => {
  for (const [name, changed, now, misfits] of CASES) {
    it(`${misfits.length === 0 ? "fits" : "does not fit"} where ${name}`, () => {
      expect(misfitsOf({ ...EVIDENCE, ...changed }, now, 7)).to.deep.equal(misfits);
    });
  }
});
