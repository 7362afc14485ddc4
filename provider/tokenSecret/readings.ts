// Reads tokens and secrets: single ones at first, from lists where there are many, and never believes a list that something is gone.

import type { RegistryToken } from "../../azure/registryToken";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import type { AzureAccess } from "../azureAccess";
import type { SecretInputs } from "./inputs";
import type { Seen } from "./seen";

/** Reads what Azure has of one customer; undefined where the token is gone. */
export interface Readings {
  /** By two requests, for what is about to be changed. */
  fresh(inputs: SecretInputs): Promise<Seen | undefined>;
  /** From lists where many are read; what is absent there, or not as it was, is read again by itself. */
  careful(inputs: SecretInputs, isUnchanged: (seen: Seen) => boolean): Promise<Seen | undefined>;
}

/** So many customers are read one by one before lists are worth their requests. */
const SINGLE_READINGS = 20;

/** Prepares the readings of one run. */
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

/** Finds by ARM id in the list of all its siblings, which is read once in a run; a list that fails is given up. */
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
