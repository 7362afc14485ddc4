// The seal of a record: it covers every input and output, and a plain JSON of the checkpoint gives the same hash.

import { createHash } from "node:crypto";
import { expect } from "chai";
import { canonicalJson, type Kept, sealOf } from "../../access/seal";

const KEPT = {
  inputs: {
    access: { contoso: "active; contoso-pull; content/read; app/api", "a b": "suspended" },
    registryId: "/registries/vendorimages",
    vaultId: "/vaults/vendor-access",
    protect: true,
    maximumLosses: 2,
    adopt: ["contoso"],
    acknowledge: [{ customers: ["contoso"], reason: "OPS-7", until: "2026-11-21" }],
    fileSha256: "a",
  },
  outputs: {
    revision: 7,
    listedSince: { contoso: 2 },
    rightsSince: { contoso: 3 },
    adopted: ["contoso"],
    provenance: { commit: "f".repeat(40), approvers: ["ada", "grace"] },
    previousSha256: "b".repeat(64),
    recordSha256: "c".repeat(64),
  },
} satisfies Kept;

/** Every value in it, by path. */
function paths(value: unknown, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== "object") return [[...path]];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]));
}

/** A copy in which one value is another one, or is left out. */
function changed(kept: Kept, path: readonly string[], how: "changed" | "left out"): Kept {
  const copy = structuredClone(kept);
  let at = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  if (how === "changed") at[last] = typeof at[last] === "number" ? Number(at[last]) + 1 : "other";
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
}

/** Values that a seal does not notice, in whichever way they are changed. */
function unnoticed(seal: (kept: Kept) => string): string[] {
  return paths(KEPT)
    .filter((path) =>
      (["changed", "left out"] as const).some(
        (how) => seal(changed(KEPT, path, how)) === seal(KEPT),
      ),
    )
    .map((path) => path.join("."));
}

describe("sealOf", () => {
  it("is the SHA-256 of all inputs and outputs but the hash itself, as JSON with sorted keys", () => {
    const kept = { inputs: { b: [2, { d: true, c: "é" }], a: 1 }, outputs: { recordSha256: "x" } };
    const text = '{"inputs":{"a":1,"b":[2,{"c":"é","d":true}]},"outputs":{}}';
    expect(sealOf(kept)).to.equal(createHash("sha256").update(text).digest("hex"));
  });

  it("changes with every value, and with every one that is left out", () => {
    expect(unnoticed(sealOf)).to.deep.equal(["outputs.recordSha256"]);
  });

  const mutants: [name: string, (kept: Kept) => Kept, noticed: string[]][] = [
    [
      "leaves out one output",
      ({ inputs, outputs: { previousSha256: _, ...outputs } }) => ({ inputs, outputs }),
      ["outputs.previousSha256"],
    ],
    [
      "leaves out one input",
      ({ inputs: { protect: _, ...inputs }, outputs }) => ({ inputs, outputs }),
      ["inputs.protect"],
    ],
    [
      "leaves out the inputs",
      ({ outputs }) => ({ inputs: {}, outputs }),
      paths({ inputs: KEPT.inputs }).map((path) => path.join(".")),
    ],
  ];
  for (const [name, mutant, noticed] of mutants) {
    it(`is caught where it ${name}`, () => {
      expect(unnoticed((kept) => sealOf(mutant(kept)))).to.deep.equal(
        [...noticed, "outputs.recordSha256"].sort((one, other) => order(one) - order(other)),
      );
    });
  }

  it("does not depend on the order of keys, nor on entries that are null", () => {
    const reversed = Object.fromEntries(Object.entries(KEPT.outputs).reverse());
    expect(sealOf({ inputs: KEPT.inputs, outputs: { ...reversed, none: null } })).to.equal(
      sealOf(KEPT),
    );
  });
});

describe("canonicalJson", () => {
  it("keeps empty objects and lists, the order of lists, and every character", () => {
    expect(canonicalJson({ b: {}, a: [], c: [null, 2, "1"], d: undefined, "<": '"\n' })).to.equal(
      '{"<":"\\"\\n","a":[],"b":{},"c":[null,2,"1"]}',
    );
  });
});

function order(path: string): number {
  return paths(KEPT).findIndex((each) => each.join(".") === path);
}
