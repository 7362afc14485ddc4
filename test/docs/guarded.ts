// What AccessGuard says of a change, as a document has it.

import { accessGuard } from "../../provider/accessGuard";

/** Refusals of the change from two active customers, contoso and fabrikam, to these in these states. */
export function guarded(after: Readonly<Record<string, string>>): string[] {
  const before = { contoso: "active", fabrikam: "active" };
  const guard = accessGuard({ today: () => "2026-11-21" });
  const call = { urn: "urn", isPreview: true, log: () => {} };
  return guard.check(record(before), record(after), call).problems.map(({ reason }) => reason);
}

function record(states: Readonly<Record<string, string>>) {
  const lines = Object.entries(states).map(([id, state]) => [
    id,
    `${state}; ${id}-pull; content/read; app/api`,
  ]);
  return { access: Object.fromEntries(lines) as Record<string, string> };
}
