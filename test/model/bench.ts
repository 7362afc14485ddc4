// What all sequences of one product share: the emulator in this process, and the way to it.

import type { LoadResult } from "../../customers/load";
import type { AzureAccess } from "../../provider/azureAccess";
import type { WayToAzure } from "./armRequests";
import { type Options, optionsOf } from "./declaration";
import { InProcessAzure, PLACE } from "./inProcessAzure";
import type { Product } from "./product";
import { Tally } from "./tally";

/** A product on its emulator. Opening takes a second, so it serves one sequence after the other. */
export interface Bench {
  product: Product;
  azure: InProcessAzure;
  /** For azure-native, and the cloud for recovery. */
  way: WayToAzure;
  /** For our own resources in one run; its waits move the emulator's clock. */
  openAccess(): AzureAccess;
  /** Order and options of the resources, as the real program gives them. */
  options: Options;
  /** Reads a file; what was read before is remembered, as most runs read the same one again. */
  load(text: string): LoadResult;
  tally: Tally;
  close(): Promise<void>;
}

/** Connects a product; what it asks only once is asked here, so that no sequence differs by it. */
export async function openBench(product: Product): Promise<Bench> {
  const azure = await InProcessAzure.open();
  const env = azure.world.environment();
  const sending = { client: azure.client, retryDelayMs: 0 };
  const cloud = await product.connectCloud(env, sending);
  const access = product.azureAccess(env, { ...sending, signal: new AbortController().signal });
  await access.login(product.tokenId(PLACE, "nobody"), "nobody", "");
  const tokenFor = async (scope: string) => (await cloud.credential.getToken(scope))?.token ?? "";
  const tokens = {
    arm: await tokenFor(cloud.resourceManagerScope),
    vault: await tokenFor("https://vault.azure.net/.default"),
  };
  return {
    product,
    azure,
    way: { cloud, tokens },
    openAccess() {
      const secrets = product.openManagedSecrets(cloud);
      return {
        ...access,
        secrets: async () => secrets,
        wait: async (durationMs) => azure.wait(durationMs),
      };
    },
    options: await optionsOf(product),
    load: remembering((text) =>
      product.loadCustomers(Buffer.from(text), { file: "customers.yaml" }),
    ),
    tally: new Tally(),
    close: () => azure.close(),
  };
}

const MOST_REMEMBERED = 1_000;

function remembering<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.get(text) ?? work(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, result);
    return result;
  };
}
