// Verifies all customers, some at a time, and says whom the stack still has although the file does not.
import { atOnce } from "../../access/atOnce";
import { covers, isPrefix } from "../../access/pattern";
import type { Customer } from "../../customers/schema/schema";
import type { CustomerEvidence } from "./evidenceSchema";
import { verifyCustomer } from "./verifyCustomer";
import type { VerifyWorld } from "./verifyWorld";

/**
 * Verifies customers, in the order given.
 *
 * @param onEach is told how many are done, and who was the last
 */
export async function verifyAll(
  customers: readonly Customer[],
  world: VerifyWorld,
  onEach: (done: number, id: string) => void = () => {},
): Promise<CustomerEvidence[]> {
  await world.azure.prepare(asked(customers, world.azure.repositories));
  const found = new Map<Customer, CustomerEvidence>();
  await atOnce(customers, async (customer) => {
    found.set(customer, await verifyCustomer(customer, world));
    onEach(found.size, customer.id);
  });
  return customers.flatMap((customer) => found.get(customer) ?? []);
}

/** The repositories whose manifests are looked for: of a prefix mostly the first. */
function asked(customers: readonly Customer[], repositories: readonly string[]): string[] {
  const exists = new Set(repositories);
  const patterns = new Set(customers.flatMap((customer) => customer.repositories));
  const found = [...patterns].flatMap((pattern) =>
    isPrefix(pattern)
      ? (repositories.find((repository) => covers(pattern, repository)) ?? [])
      : exists.has(pattern)
        ? pattern
        : [],
  );
  return [...new Set(found)];
}

/** Customers who are in the stack but not in the file: their access has not ended yet. */
export function stillDeployed(
  { deployed, now }: Pick<VerifyWorld, "deployed" | "now">,
  customers: readonly Customer[],
): CustomerEvidence[] {
  const listed = new Set(customers.map(({ id }) => id));
  return [...deployed.values()]
    .filter(({ id }) => !listed.has(id))
    .map(({ id, secretName, credentials }) => ({
      id,
      state: "removed" as const,
      username: credentials?.username ?? "",
      repositories: [],
      secretName: secretName ?? null,
      secretVersion: null,
      slot: null,
      expiresAt: null,
      refused: 0,
      verdict: "found" as const,
      checks: [
        {
          what: "deployed" as const,
          of: null,
          verdict: "found" as const,
          answer: "in the stack",
          reason:
            "is not in the file, and the stack still has it: run `pulumi up`, which removes it",
          at: now().toISOString(),
        },
      ],
    }));
}
