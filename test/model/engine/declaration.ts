// What the program declares for each customer, as plain data for the model's engine; order and options are taken from the real program.

import type { Customer, CustomersFile } from "../../../customers/schema/schema";
import type { Properties } from "../../../provider/protocol/resource";
import type { Place } from "./place";
import type { Product } from "./product";
import type { Options, OptionsByName } from "./programOptions";

const GUARD = "access-guard";
const SUFFIX = "access-suffix";

/** One resource of the program. */
export interface Declared {
  name: string;
  type: string;
  /** "" for shared resources. */
  customer: string;
  /** Names of resources that are declared too. */
  dependsOn: string[];
  ignoreChanges: string[];
  isProtected: boolean;
  isRetained: boolean;
  /** The ARM id under which it is adopted. */
  importId?: string;
  /** The inputs, once the outputs of what it depends on are known. */
  inputs(outputsOf: (name: string) => Properties): Properties;
}

/** What the program declares for this file on this day, in an order in which it can be made. */
export function declare(
  product: Product,
  options: Options,
  { file, ...where }: Omit<Given, "product"> & { file: CustomersFile },
): Declared[] {
  const given = { product, ...where };
  const ofCustomers = file.customers.flatMap((entry) => resourcesOf(given, entry));
  const all = [guardOf(given, file), suffixOf(), ...ofCustomers];
  const names = new Set(all.map(({ name }) => name));
  const taken = new Set(product.adopting(file.customers));
  const complete = all.map((resource) => {
    const own = taken.has(resource.customer) ? options.adopting : options.usual;
    const before = declaredBefore(resource.name, own, names);
    return {
      ...resource,
      // What is adopted is declared only when it is known whose it is, by the stack's own id.
      dependsOn: "importId" in resource ? [...new Set([...before, SUFFIX])] : before,
      ignoreChanges: own.get(resource.name)?.ignoreChanges ?? [],
      isRetained: resource.isProtected && own.get(resource.name)?.retainOnDelete === true,
    };
  });
  return inOrder(complete);
}

/** The declared resources that must be there first; through others that the model knows nothing of. */
function declaredBefore(
  name: string,
  options: OptionsByName,
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
    // The engine does independent steps in parallel. Here the last one comes first, so that no order is right by
    // accident.
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

interface Given {
  product: Product;
  place: Place;
  today: string;
  /** How many may lose access in one change. @default - the usual share */
  maximumLosses?: number | undefined;
}

function guardOf({ product, place, maximumLosses }: Given, file: CustomersFile): Undecided {
  const adopt = product.adopting(file.customers);
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
      registryId: product.registryId(place),
      vaultId: product.vaultId(place),
      protect: true,
      ...(maximumLosses === undefined ? {} : { maximumLosses }),
      ...(adopt.length === 0 ? {} : { adopt }),
      ...(file.acknowledge.length === 0 ? {} : { acknowledge: file.acknowledge }),
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

function resourcesOf({ product, place, today }: Given, entry: Customer): Undecided[] {
  const names = product.logicalNames(entry.id);
  const tokenId = product.tokenId(place, entry.tokenName);
  const scopeMapId = product.scopeMapId(place, entry.tokenName);
  const { resourceGroupName, registryName } = place;
  const isProtected = entry.state !== "offboarded";
  const resource = (name: string, type: string, inputs: Declared["inputs"]) => ({
    name,
    type,
    customer: entry.id,
    inputs,
    isProtected,
  });
  const imported = (what: "token" | "scopeMap", importId: string) =>
    product.isAdopted(entry, what) ? { importId } : {};
  return [
    {
      ...resource(names.scopeMap, "azure-native:containerregistry:ScopeMap", (outputsOf) => ({
        resourceGroupName,
        registryName,
        scopeMapName: entry.tokenName,
        actions: product.scopeMapActions(entry),
        description: product.scopeMapDescription(
          { customer: entry.id, owner: ownerIn(outputsOf) },
          since(outputsOf(GUARD).rightsSince, entry.id),
        ),
      })),
      ...imported("scopeMap", scopeMapId),
    },
    {
      ...resource(names.token, "azure-native:containerregistry:Token", () => ({
        resourceGroupName,
        registryName,
        tokenName: entry.tokenName,
        scopeMapId,
        status: product.mayLogIn(entry, today) ? "enabled" : "disabled",
      })),
      ...imported("token", tokenId),
    },
    resource(names.secret, "acr-credentials:index:TokenSecret", (outputsOf) => ({
      tokenId,
      scopeMapId,
      vaultId: product.vaultId(place),
      secretName: product.secretName(
        entry.id,
        ownerIn(outputsOf),
        since(outputsOf(GUARD).listedSince, entry.id),
      ),
      owner: ownerIn(outputsOf),
      stack: "customer-access/dev",
      ...product.credentialSettings(entry, today),
      ...(product.isAdopted(entry, "token") || isAdoptedIn(outputsOf(GUARD), entry.id)
        ? { adoptsToken: true }
        : {}),
      ...(product.isAdopted(entry, "secret") ? { adoptsSecret: true } : {}),
    })),
  ];
}

function ownerIn(outputsOf: (name: string) => Properties): string {
  return String(outputsOf(SUFFIX).result);
}

/** Was the token adopted before, whatever the file says now? */
function isAdoptedIn({ adopted }: Properties, id: string): boolean {
  return (adopted as string[] | undefined)?.includes(id) === true;
}

function since(revisions: unknown, id: string): number | undefined {
  return (revisions as Record<string, number> | undefined)?.[id];
}
