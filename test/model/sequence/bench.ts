// What all sequences of one product share: the emulator in this process, and the way to it.

import type { TokenCredential } from "@azure/core-auth";
import type { LoadResult } from "../../../customers/load";
import type { AzureAccess } from "../../../provider/azureAccess";
import type { WayToAzure } from "../engine/armRequests";

import { InProcessAzure } from "../engine/inProcessAzure";
import { PLACE } from "../engine/place";
import type { Product } from "../engine/product";
import { type Options, optionsOf } from "../engine/programOptions";
import type { Runner } from "../engine/turns";
import { Tally } from "./tally";

/** How one of two runs at once reaches Azure; a run alone is the first. */
export interface Reach {
  /** For azure-native, and the cloud for recovery. */
  way: WayToAzure;
  /** For our own resources in one run; its waits move the emulator's clock. */
  openAccess(): AzureAccess;
}

/** A product on its emulator. Opening takes a second, so it serves one sequence after the other. */
export interface Bench {
  product: Product;
  azure: InProcessAzure;
  reach: Readonly<Record<Runner, Reach>>;
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
  return {
    product,
    azure,
    reach: {
      first: await openReach(product, azure, "first"),
      second: await openReach(product, azure, "second"),
    },
    options: await optionsOf(product),
    load: remembering((text) =>
      product.loadCustomers(Buffer.from(text), { file: "customers.yaml" }),
    ),
    tally: new Tally(),
    close: () => azure.close(),
  };
}

async function openReach(product: Product, azure: InProcessAzure, runner: Runner): Promise<Reach> {
  const env = azure.world.environment();
  const sending = { client: azure.clients[runner], retryDelayMs: 0 };
  const connected = await product.connectCloud(env, sending);
  const cloud = { ...connected, credential: remembered(connected.credential) };
  const access = product.azureAccess(env, { ...sending, signal: new AbortController().signal });
  await access.login(product.tokenId(PLACE, "nobody"), "nobody", "");
  const tokenFor = async (scope: string) => (await cloud.credential.getToken(scope))?.token ?? "";
  const tokens = {
    arm: await tokenFor(cloud.resourceManagerScope),
    vault: await tokenFor("https://vault.azure.net/.default"),
  };
  return {
    way: { cloud, tokens },
    openAccess() {
      const secrets = product.openManagedSecrets(cloud);
      return {
        ...access,
        secrets: async () => secrets,
        wait: (durationMs) => azure.wait(durationMs, runner),
      };
    },
  };
}

/** Asks for each access token once: they outlive all runs, and to look for one in the client's own cache is a tenth of a run. */
function remembered(credential: TokenCredential): TokenCredential {
  const known = new Map<string, ReturnType<TokenCredential["getToken"]>>();
  return {
    getToken(scopes, options) {
      const name = String(scopes);
      const token = known.get(name) ?? credential.getToken(scopes, options);
      known.set(name, token);
      return token;
    },
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
