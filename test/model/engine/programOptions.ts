// The options of resources, taken from the real program, so that the model's engine makes them in its order.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Declared, declared } from "../../components/declared";
import { CUSTOMERS } from "../sequence/customersFile";

import { PLACE } from "./place";
import type { Product } from "./product";

/** The options of each resource as the real program gives them, by name. */
export type OptionsByName = ReadonlyMap<string, Declared["options"]>;

/** Of customers who adopt nothing, and of those who adopt everything. */
export type Options = Readonly<Record<"usual" | "adopting", OptionsByName>>;

/** Runs the real program, with everything that a customer can have, and keeps what it says about order. */
export async function optionsOf(
  product: Product,
  customers: readonly string[] = CUSTOMERS,
): Promise<Options> {
  return {
    usual: await optionsWith(product, customers, ""),
    adopting: await optionsWith(product, customers, ", adopt: [token, scopeMap, secret]"),
  };
}

async function optionsWith(
  product: Product,
  customers: readonly string[],
  adopt: string,
): Promise<OptionsByName> {
  const folder = mkdtempSync(join(tmpdir(), "model-"));
  const customersFile = join(folder, "customers.yaml");
  const entry = "repositories: [app/api], credential: { generation: 2, revokeBefore: 2 }";
  const lines = customers.map((id) => `  ${id}: { ${entry}, tokenName: ${id}-pull${adopt} }\n`);
  writeFileSync(customersFile, `customers:\n${lines.join("")}`);
  const { resources } = await declared(
    () => new product.CustomerAccess("access", { ...PLACE, customersFile, today: "2026-03-01" }),
    { "acr-credentials:index:adoptionProblems": { adoptionProblems: [] } },
  );
  rmSync(folder, { recursive: true });
  return new Map(resources.map(({ name, options }) => [name, options]));
}
