// What the program declares for each customer, as plain data for the model's engine; order and options are taken from the real program.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Customer, CustomersFile } from "../../customers/schema";
import type { Properties } from "../../provider/protocol/resource";
import { declared, type Declared as RealDeclared } from "../components/declared";
import { PLACE } from "./inProcessAzure";
import type { Product } from "./product";

/** The customers that sequences are about. */
export const CUSTOMERS = ["contoso", "fabrikam"] as const;

const GUARD = "access-guard";
const SUFFIX = "access-suffix";

/** One resource of the program. */
export interface Declared {
  name: string;
  type: string;
  /** "" for what belongs to nobody alone. */
  customer: string;
  /** Names of resources that are declared too. */
  dependsOn: string[];
  ignoreChanges: string[];
  isProtected: boolean;
  isRetained: boolean;
  /** The inputs, once the outputs of what it depends on are known. */
  inputs(outputsOf: (name: string) => Properties): Properties;
}

/** The options of each resource as the real program gives them, by name. */
export type Options = ReadonlyMap<string, RealDeclared["options"]>;

/** Runs the real program once, with everything that a customer can have, and keeps what it says about order. */
export async function optionsOf(product: Product): Promise<Options> {
  const folder = mkdtempSync(join(tmpdir(), "model-"));
  const customersFile = join(folder, "customers.yaml");
  const entry = "{ repositories: [app/api], credential: { generation: 2, revokeBefore: 2 } }";
  const lines = CUSTOMERS.map((customer) => `  ${customer}: ${entry}\n`);
  writeFileSync(customersFile, `customers:\n${lines.join("")}`);
  const { resources } = await declared(
    () => new product.CustomerAccess("access", { ...PLACE, customersFile, today: "2026-03-01" }),
  );
  rmSync(folder, { recursive: true });
  return new Map(resources.map(({ name, options }) => [name, options]));
}

/** What the program declares for this file on this day, in an order in which it can be made. */
export function declare(
  product: Product,
  options: Options,
  file: CustomersFile,
  today: string,
): Declared[] {
  const ofCustomers = file.customers.flatMap((entry) => resourcesOf(product, entry, today));
  const all = [guardOf(product, file), suffixOf(), ...ofCustomers];
  const names = new Set(all.map(({ name }) => name));
  const complete = all.map((resource) => ({
    ...resource,
    dependsOn: declaredBefore(resource.name, options, names),
    ignoreChanges: options.get(resource.name)?.ignoreChanges ?? [],
    isRetained: resource.isProtected && options.get(resource.name)?.retainOnDelete === true,
  }));
  return inOrder(complete);
}

/** The declared resources that must be there first; through others that the model knows nothing of. */
function declaredBefore(
  name: string,
  options: Options,
  names: ReadonlySet<string>,
  seen: ReadonlySet<string> = new Set(),
): string[] {
  const direct = (options.get(name)?.dependsOn ?? []).filter((each) => !seen.has(each));
  return [
    ...new Set(
      direct.flatMap((each) =>
        names.has(each)
          ? [each]
          : declaredBefore(each, options, names, new Set([...seen, name, ...direct])),
      ),
    ),
  ];
}

function inOrder(resources: readonly Declared[]): Declared[] {
  const done: Declared[] = [];
  const isDone = (name: string) => done.some((each) => each.name === name);
  while (done.length < resources.length) {
    // The engine does at once what need not wait. Here the last one comes first, so that no order holds by luck.
    const next = resources.findLast(
      ({ name, dependsOn }) => !isDone(name) && dependsOn.every(isDone),
    );
    if (next === undefined)
      throw new Error("the program's resources depend on each other in a circle");
    done.push(next);
  }
  return done;
}

type Undecided = Omit<Declared, "dependsOn" | "ignoreChanges" | "isRetained">;

function guardOf(product: Product, file: CustomersFile): Undecided {
  const lines = file.customers.map((entry) => [
    entry.id,
    product.writeAccessLine(product.accessOf(entry)),
  ]);
  return {
    name: GUARD,
    type: "acr-credentials:index:AccessGuard",
    customer: "",
    isProtected: false,
    inputs: () => ({
      access: Object.fromEntries(lines),
      registryId: product.registryId(PLACE),
      vaultId: product.vaultId(PLACE),
      protect: true,
      fileSha256: file.sha256,
    }),
  };
}

function suffixOf(): Undecided {
  return {
    name: SUFFIX,
    type: "random:index/randomString:RandomString",
    customer: "",
    isProtected: true,
    inputs: () => ({ length: 8, special: false, upper: false }),
  };
}

function resourcesOf(product: Product, entry: Customer, today: string): Undecided[] {
  const names = product.logicalNames(entry.id);
  const tokenId = product.tokenId(PLACE, entry.tokenName);
  const scopeMapId = product.scopeMapId(PLACE, entry.tokenName);
  const { resourceGroupName, registryName } = PLACE;
  const isProtected = entry.state !== "offboarded";
  const resource = (name: string, type: string, inputs: Declared["inputs"]) => ({
    name,
    type,
    customer: entry.id,
    inputs,
    isProtected,
  });
  return [
    resource(names.scopeMap, "azure-native:containerregistry:ScopeMap", (outputsOf) => ({
      resourceGroupName,
      registryName,
      scopeMapName: entry.tokenName,
      actions: product.scopeMapActions(entry),
      description: descriptionOf(entry.id, ownerIn(outputsOf), outputsOf(GUARD)),
    })),
    resource(names.token, "azure-native:containerregistry:Token", () => ({
      resourceGroupName,
      registryName,
      tokenName: entry.tokenName,
      scopeMapId,
      status: product.mayLogIn(entry, today) ? "enabled" : "disabled",
    })),
    resource(names.secret, "acr-credentials:index:TokenSecret", (outputsOf) => ({
      tokenId,
      scopeMapId,
      vaultId: product.vaultId(PLACE),
      secretName: product.secretName(
        entry.id,
        ownerIn(outputsOf),
        since(outputsOf(GUARD).listedSince, entry.id),
      ),
      owner: ownerIn(outputsOf),
      stack: "customer-access/dev",
      ...product.credentialSettings(entry, today),
    })),
  ];
}

function ownerIn(outputsOf: (name: string) => Properties): string {
  return String(outputsOf(SUFFIX).result);
}

function since(revisions: unknown, id: string): number | undefined {
  return (revisions as Record<string, number> | undefined)?.[id];
}

function descriptionOf(id: string, owner: string, { rightsSince }: Properties): string {
  const revision = since(rightsSince, id);
  const unchanged = revision === undefined ? "" : `, unchanged since revision ${revision}`;
  return `rights of ${id}, declared by ${owner}${unchanged}`;
}
