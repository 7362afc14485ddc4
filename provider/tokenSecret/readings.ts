// Reads tokens and secrets: the first ones one by one, many from lists. A list alone never means that something is gone.

import type { RegistryToken } from "../../azure/tokens/registryToken";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import type { AzureAccess } from "../azureAccess";
import type { SecretInputs } from "./inputs";
import type { Seen } from "./seen";

/** Reads what Azure has of one customer; undefined where the token is gone. */
export interface Readings {
  /** With two requests, before a change. */
  fresh(inputs: SecretInputs): Promise<Seen | undefined>;
  /** From lists, if many are read; a resource that is missing there or has changed is read again individually. */
  careful(inputs: SecretInputs, isUnchanged: (seen: Seen) => boolean): Promise<Seen | undefined>;
}

/** The number of customers that are read one by one before lists are used. */
const SINGLE_READINGS = 20;

/** Opens the reads of one run. */
export function readings(azure: AzureAccess, singleReadings = SINGLE_READINGS): Readings {
  let readingCount = 0;
  const tokens = listed<RegistryToken>(async (registryId) =>
    byName(await (await azure.tokens()).list(registryId)),
  );
  const secrets = listed<ManagedSecret>(async (vaultId) =>
    byName(await (await azure.secrets()).list(vaultId)),
  );
  const fresh = async ({ tokenId, secretId }: SecretInputs) => {
    const [token, secret] = await Promise.all([
      azure.tokens().then((each) => each.get(tokenId)),
      secretId === undefined ? undefined : azure.secrets().then((each) => each.get(secretId)),
    ]);
    return token && { token, secret };
  };
  return {
    fresh,
    async careful(inputs, isUnchanged) {
      readingCount += 1;
      const { tokenId, secretId } = inputs;
      if (readingCount <= singleReadings || secretId === undefined) return fresh(inputs);
      const [token, secret] = await Promise.all([tokens(tokenId), secrets(secretId)]);
      const seen = token && { token: { ...token, id: tokenId }, secret };
      return seen !== undefined && isUnchanged(seen) ? seen : fresh(inputs);
    },
  };
}

/** Finds an item by ARM id in the list of all, which is read once in a run; after a failure the list is not used. */
function listed<Item>(
  list: (parentId: string) => Promise<ReadonlyMap<string, Item>>,
): (id: string) => Promise<Item | undefined> {
  const lists = new Map<string, Promise<ReadonlyMap<string, Item>>>();
  return async (id) => {
    const [parentId, name] = [id.split("/").slice(0, -2).join("/"), id.split("/").at(-1) ?? ""];
    const key = parentId.toLowerCase();
    const known = lists.get(key) ?? list(parentId).catch(() => new Map<string, Item>());
    lists.set(key, known);
    return (await known).get(name.toLowerCase());
  };
}

function byName<Item extends { name: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.name.toLowerCase(), item]));
}
