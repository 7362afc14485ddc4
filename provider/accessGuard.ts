// Serves AccessGuard: the one compact record per update of who may do what, counted by a revision.

import { changedInputs } from "./inputDiff";
import type { ResourceKind } from "./resource";

/**
 * Carries the access map through `check` before anything else is touched, and counts the updates that changed it.
 *
 * It exists only in the state; nothing in Azure belongs to it.
 */
export const accessGuard: ResourceKind = {
  refreshBeforeUpdate: false,

  check: (_olds, news) => ({ inputs: news, problems: [] }),

  diff: (old, news) => changedInputs(old.inputs, news),

  create: async (inputs) => ({ id: "access-guard", inputs, outputs: { revision: 1 } }),

  read: async (known) => (known.outputs.revision === undefined ? undefined : known),

  update: async (old) => ({ revision: Number(old.outputs.revision ?? 0) + 1 }),

  delete: async () => {},
};
