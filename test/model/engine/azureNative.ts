// Plays azure-native and random for the model's engine: creates, updates by PUT, reads and deletes, as those plugins do.

import type { Properties, Reality } from "../../../provider/protocol/resource";
import { ArmRequests, REGISTRY_ID, type WayToAzure } from "./armRequests";

/** A kind of resource of another plugin, as the engine calls it. */
export interface NativeKind {
  create(inputs: Properties): Promise<Reality>;
  update(id: string, inputs: Properties): Promise<Properties>;
  /** @returns undefined when it is gone */
  read(known: Reality): Promise<Reality | undefined>;
  delete(id: string): Promise<void>;
}

/** The kinds by type. `nextSuffix` makes the random names. */
export function nativeKinds(way: WayToAzure, nextSuffix: () => string): Record<string, NativeKind> {
  const azure = new ArmRequests(way);
  return {
    "azure-native:containerregistry:ScopeMap": armKind(azure, {
      idOf: (inputs) => `${REGISTRY_ID}/scopeMaps/${inputs.scopeMapName}`,
      apiVersion: "2025-11-01",
      bodyOf: ({ actions, description }) => ({ properties: { actions, description } }),
      seen: ({ actions, description }) => ({
        actions,
        ...(description === undefined ? {} : { description }),
      }),
    }),
    "azure-native:containerregistry:Token": armKind(azure, {
      idOf: (inputs) => `${REGISTRY_ID}/tokens/${inputs.tokenName}`,
      apiVersion: "2025-11-01",
      bodyOf: ({ scopeMapId, status }) => ({ properties: { scopeMapId, status } }),
      seen: ({ scopeMapId, status }) => ({ scopeMapId, status }),
    }),
    "random:index/randomString:RandomString": {
      create: async (inputs) => {
        const result = nextSuffix();
        return { id: result, inputs, outputs: { ...inputs, result } };
      },
      update: async (_id, inputs) => inputs,
      read: async (known) => known,
      delete: async () => {},
    },
  };
}

interface ArmType {
  idOf(inputs: Properties): string;
  apiVersion: string;
  bodyOf(inputs: Properties): unknown;
  /** What of the inputs a reading brings up to date. */
  seen(properties: Properties): Properties;
}

function armKind(azure: ArmRequests, { idOf, apiVersion, bodyOf, seen }: ArmType): NativeKind {
  return {
    async create(inputs) {
      const id = idOf(inputs);
      if ((await azure.get(id, apiVersion)) !== undefined) {
        throw new Error(`cannot create already existing resource '${id}'`);
      }
      await azure.write("PUT", id, apiVersion, bodyOf(inputs));
      return { id, inputs, outputs: inputs };
    },
    async update(id, inputs) {
      await azure.write("PUT", id, apiVersion, bodyOf(inputs));
      return inputs;
    },
    async read(known) {
      const found = await azure.get(known.id, apiVersion);
      if (found === undefined) return undefined;
      const inputs = { ...known.inputs, ...seen(found) };
      return { ...known, inputs, outputs: inputs };
    },
    delete: (id) => azure.write("DELETE", id, apiVersion),
  };
}
