// The seals of a state, computed again without any code of the product.

import { createHash } from "node:crypto";
import type { StateResource } from "../stateFile";

type Json = Record<string, unknown>;

/** The seal that AccessGuard must have in the state. */
export function recordSealByHand({
  inputs = {},
  outputs = {},
}: Pick<StateResource, "inputs" | "outputs">): string {
  const { recordSha256: _, ...sealed } = outputs;
  return hash({ inputs, outputs: sealed });
}

/** The seal that TokenSecret must have in the state, after the run that counted its last event. */
export function eventSealByHand({ outputs = {} }: Pick<StateResource, "outputs">): string {
  const { username, enabled, secretVersion, secretEnabled, currentSlot, revokedBefore } = outputs;
  const facts = { username, enabled, secretVersion, secretEnabled, currentSlot, revokedBefore };
  const slots = (outputs.slots as Json[]).map(({ isMissing: _, ...slot }) => slot);
  const { events, previousEventSha256 } = outputs;
  return hash({ facts: { ...facts, slots }, events, previousEventSha256 });
}

function hash(value: unknown): string {
  const sorted = JSON.stringify(value, (_, inner) =>
    inner === null || typeof inner !== "object" || Array.isArray(inner)
      ? inner
      : Object.fromEntries(
          Object.entries(inner as Json)
            .filter(([, each]) => each !== null)
            .sort(([one], [other]) => (one < other ? -1 : 1)),
        ),
  );
  return createHash("sha256").update(sorted).digest("hex");
}
