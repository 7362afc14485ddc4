// What AccessGuard says of a change, as a document has it.

import { readProvenance } from "../../access/provenance";
import { accessGuard } from "../../provider/accessGuard";
import type { Properties } from "../../provider/protocol/resource";

const VAULT = "/vaults/vendor-access";

/** Refusals of the change from two active customers, contoso and fabrikam, to these in these states. */
export async function guarded(after: Readonly<Record<string, string>>): Promise<string[]> {
  return refused(record({ contoso: "active", fabrikam: "active" }), record(after));
}

/** Refusals where fabrikam adopts the token of contoso, who leaves. */
export async function guardedHandover(): Promise<string[]> {
  const line = "active; contoso-pull; content/read; app/api";
  return refused(record({ contoso: "offboarded" }), {
    access: { fabrikam: line },
    vaultId: VAULT,
    adopt: ["fabrikam"],
  });
}

/** Refusals of a stack that an earlier version made. */
export async function guardedEarlierVersion(): Promise<string[]> {
  const after = record({ contoso: "active" });
  const { vaultId: _, ...before } = after;
  return refused(before, after);
}

/** What a run says whose state was restored. */
export async function guardedOlderState(): Promise<string[]> {
  const said: string[] = [];
  const guard = accessGuard({
    today: () => "2026-11-21",
    rightsOf: async () => undefined,
    declares: () => {},
    rights: { of: () => ({ revision: 12 }) },
  });
  const inputs = record({ contoso: "active" });
  const old = { id: "access-guard", inputs, outputs: { revision: 7, rightsSince: {} } };
  const log = (_: string, message: string) => said.push(message);
  await guard.update(old, inputs, { urn: "urn", isPreview: true, log });
  return said;
}

/** What a run says whose pipeline has set the variable wrongly. */
export async function guardedUnreadableProvenance(): Promise<string[]> {
  const said: string[] = [];
  const guard = accessGuard({
    today: () => "2026-11-21",
    rightsOf: async () => undefined,
    declares: () => {},
    run: readProvenance("alice"),
  });
  const news = record({ contoso: "active" });
  const log = (_: string, message: string) => said.push(message);
  await guard.check({}, news, { urn: "urn", isPreview: false, log });
  return said;
}

async function refused(before: Properties, after: Properties): Promise<string[]> {
  const guard = accessGuard({
    today: () => "2026-11-21",
    rightsOf: async () => undefined,
    declares: () => {},
  });
  const call = { urn: "urn", isPreview: true, log: () => {} };
  const { problems } = await guard.check(before, after, call);
  return problems.map(({ reason }) => reason);
}

function record(states: Readonly<Record<string, string>>) {
  const lines = Object.entries(states).map(([id, state]) => [
    id,
    `${state}; ${id}-pull; content/read; app/api`,
  ]);
  return { access: Object.fromEntries(lines) as Record<string, string>, vaultId: VAULT };
}
