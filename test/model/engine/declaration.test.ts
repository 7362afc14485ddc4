// The model's engine is given what the real program declares: without this, the model would test another product.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Properties } from "../../../provider/protocol/resource";
import { declared } from "../../components/declared";
import { customersYaml, type Entry, newEntry } from "../sequence/customersFile";
import { declare } from "./declaration";
import { PLACE } from "./place";
import { loadProduct } from "./product";
import { optionsOf } from "./programOptions";

const TODAY = "2026-03-01";

/** The customer came later, and their rights changed since. */
const GUARD = { revision: 7, rightsSince: { contoso: 5 }, listedSince: { contoso: 3 } };

function entry(change: Partial<Entry>, credential: Partial<Entry["credential"]> = {}): Entry {
  const made = newEntry();
  return { ...made, ...change, credential: { ...made.credential, ...credential } };
}

const ENTRIES: Record<string, Entry> = {
  "an active customer": entry({}),
  "a customer with every setting": entry(
    { accessUntil: "2026-06-30", repositories: ["app/web", "app/api"] },
    { lifetimeDays: 30, rotateBeforeDays: 7, generation: 3, revokeBefore: 2 },
  ),
  "a suspended customer": entry({ state: "suspended" }),
  "an offboarded customer": entry({ state: "offboarded" }),
  "a customer whose access ended": entry({ accessUntil: "2026-02-28" }),
  "a customer who is served by hand": entry({}, { rotation: "manual" }),
  "a customer whose token is adopted": entry({ adopt: ["token"] }),
  "a customer who is adopted from another stack": entry({
    adopt: ["token", "scopeMap", "secret"],
  }),
};

describe("the model declares as the program does", function () {
  this.timeout(60_000);
  const product = loadProduct();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "model-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, entry] of Object.entries(ENTRIES)) {
    it(name, async () => {
      const text = customersYaml({ contoso: entry });
      const customersFile = join(folder, "customers.yaml");
      writeFileSync(customersFile, text);
      const { resources } = await declared(
        () => new product.CustomerAccess("access", { ...PLACE, customersFile, today: TODAY }),
        {
          "acr-credentials:index:AccessGuard": GUARD,
          "acr-credentials:index:adoptionProblems": { adoptionProblems: [] },
        },
      );
      const loaded = product.loadCustomers(Buffer.from(text), { file: "customers.yaml" });
      if (!loaded.ok) throw new Error("the file has problems");
      const given = { file: loaded.file, today: TODAY, place: PLACE };
      const model = declare(product, await optionsOf(product), given);
      const others: Record<string, Properties> = {
        "access-suffix": { result: "x7k2pd4q" },
        "access-guard": GUARD,
      };
      const outputsOf = (of: string) => others[of] ?? {};

      const known = new Set(model.map((each) => each.name));
      const real = resources.filter((each) => known.has(each.name));
      expect(
        model
          .map((each) => ({
            name: each.name,
            type: each.type,
            inputs: plainly(each.inputs(outputsOf)),
            protect: each.isProtected,
            import: each.importId,
          }))
          .sort(byName),
      ).to.deep.equal(
        real
          .map(({ name, type, inputs, options }) => ({
            name,
            type,
            inputs: kept(plainly(inputs)),
            protect: options.protect,
            import: options.import,
          }))
          .sort(byName),
      );
      const ofTheEngine = ["customer-access:", "pulumi:"];
      const missing = resources.filter(
        (each) => !known.has(each.name) && !ofTheEngine.some((type) => each.type.startsWith(type)),
      );
      expect(missing.map((each) => each.name)).to.deep.equal([]);
    });
  }
});

function byName(one: { name: string }, other: { name: string }): number {
  return one.name.localeCompare(other.name);
}

/** Inputs without what TokenSecret takes out in its check. */
function kept({ tokenIs: _, scopeMapIs: __, ...inputs }: Properties): Properties {
  return inputs;
}

/** Values without the wrapping of secrets, and without what is absent. */
function plainly(value: unknown): Properties {
  return JSON.parse(JSON.stringify(value), (_key, inner) =>
    inner !== null && typeof inner === "object" && "4dabf18193072939515e22adb298388d" in inner
      ? inner.value
      : inner,
  );
}
