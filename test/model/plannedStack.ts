// The stack of test/e2e/reviewed/plan on the model's engine, which plans a change in a moment.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenRights } from "../../azure/tokens/tokenRights";
import type { StackSource } from "../../cli/plan/stackSide";
import type { State } from "../../cli/recover/state";
import { NOW_VARIABLE } from "../../clock";
import type { Customer, CustomersFile } from "../../customers/schema/schema";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import {
  AT_FIRST,
  BEFORE,
  FIRST_DAY,
  type MakePlan,
  planning,
} from "../e2e/reviewed/plan/planning";
import { registryByHand } from "../helpers/byHand/registryByHand";
import { nativeKinds } from "./engine/azureNative";
import { type Declared, declare } from "./engine/declaration";
import { Engine } from "./engine/engine";
import { PLACE } from "./engine/place";
import { type Plugin, startPlugin } from "./engine/plugin";
import { previewFindings } from "./engine/previewFindings";
import { loadProduct } from "./engine/product";
import { type Options, optionsOf } from "./engine/programOptions";
import { daysOf } from "./engine/runnersClock";
import { type Bench, openBench } from "./sequence/bench";

/** A stack with a way to plan a change of its file. */
export class ModelPlans {
  readonly plan: MakePlan;
  /** Somebody who changes the registry outside. */
  readonly byHand: ReturnType<typeof registryByHand>;
  /** How many customers may lose access in one change; undefined for the usual share. */
  maximumLosses: number | undefined;
  readonly #bench: Bench;
  readonly #engine: Engine;
  readonly #folder = mkdtempSync(join(tmpdir(), "model-plans-"));
  /** The file in the present run, and the one of the last update. */
  #file: CustomersFile | undefined;
  #applied: CustomersFile | undefined;
  /** By the customers' ids: asking the real program takes longer than a plan. */
  readonly #options = new Map<string, Promise<Options>>();

  private constructor(bench: Bench) {
    const { azure, product, reach } = bench;
    this.#bench = bench;
    this.#engine = new Engine({
      product,
      startPlugin: () => this.#startPlugin(),
      natives: nativeKinds(reach.first.way, () => "x7k2pd4q"),
      now: () => azure.clock.now(),
      end: () => azure.end,
      forgets: () => {},
    });
    const registries = [{ name: PLACE.registryName }];
    this.byHand = registryByHand(reach.first.way.cloud, { registries, ...PLACE });
    const env = {
      ...azure.world.environment(),
      get [NOW_VARIABLE]() {
        return azure.clock.now().toISOString();
      },
    };
    const plan = planning(this.#folder, { env, source: this.#source() });
    this.plan = (text, asked) => {
      this.#load(text);
      return plan(text, asked);
    };
  }

  /** Brings the stack to BEFORE, by two runs. */
  static async open(): Promise<ModelPlans> {
    const bench = await openBench(loadProduct());
    const { clock } = bench.azure;
    const plans = new ModelPlans(bench);
    clock.set(FIRST_DAY);
    await plans.#up(AT_FIRST);
    clock.advanceDays(14);
    await plans.#up(BEFORE);
    return plans;
  }

  async close(): Promise<void> {
    await this.#bench.close();
    rmSync(this.#folder, { recursive: true });
  }

  async #up(text: string): Promise<void> {
    this.#load(text);
    const { failures } = await this.#engine.up(await this.#program());
    if (failures.size > 0) throw new Error([...failures.values()].join("\n"));
    this.#applied = this.#file;
  }

  #source(): StackSource {
    const { state } = this.#engine;
    return {
      name: "dev",
      state: async () => stateOf(this.#engine, this.#applied?.customers ?? []),
      config: async () => ({ ...CONFIG, ...limit(this.maximumLosses) }),
      preview: async () =>
        previewFindings({
          product: this.#bench.product,
          state,
          program: await this.#program(),
          plugin: this.#startPlugin(),
        }),
      // What there is in the emulator's registry; the listing itself has tests of its own.
      repositories: async () => [...(DEFAULT_SEED.registries[0]?.repositories ?? [])].sort(),
      tokenRights: (tokenId) => this.#rightsOf(tokenId),
    };
  }

  /** A file with problems is planned no further than to these. */
  #load(text: string): void {
    const loaded = this.#bench.load(text);
    this.#file = loaded.ok ? loaded.file : undefined;
  }

  async #program(): Promise<Declared[]> {
    const { product } = this.#bench;
    const file = this.#file;
    if (file === undefined) throw new Error("the file has problems");
    const ids = file.customers.map(({ id }) => id);
    const options = this.#options.get(ids.join()) ?? optionsOf(product, ids);
    this.#options.set(ids.join(), options);
    const { maximumLosses } = this;
    const today = daysOf(this.#bench).ofProgram;
    return declare(product, await options, { file, today, place: PLACE, maximumLosses });
  }

  #startPlugin(): Plugin {
    const { product, reach, azure } = this.#bench;
    return startPlugin(product, reach.first, {
      place: PLACE,
      today: () => azure.clock.today(),
      mayRotate: () => true,
      customers: this.#file?.customers ?? [],
      rightsOf: (tokenId) => this.#rightsOf(tokenId),
    });
  }

  #rightsOf(tokenId: string) {
    const { product, reach, azure } = this.#bench;
    const tokens = product.openRegistryTokens(reach.first.way.cloud);
    return tokenRights(tokens, tokenId, azure.clock.today());
  }
}

const CONFIG = {
  "azure-native:subscriptionId": PLACE.subscriptionId,
  ...Object.fromEntries(
    (["resourceGroupName", "registryName", "vaultName"] as const).map((key) => [
      `customer-access:${key}`,
      PLACE[key],
    ]),
  ),
};

function limit(maximumLosses: number | undefined): Record<string, string> {
  return maximumLosses === undefined
    ? {}
    : { "customer-access:maximumLosses": String(maximumLosses) };
}

/** As `pulumi stack export` has it, with the components that the model's engine does without. */
function stateOf({ state }: Engine, customers: readonly Customer[]): State {
  const type = "customer-access:index:Customer";
  const urnOf = (id: string) => `urn:pulumi:dev::customer-access::${type}::${id}`;
  return {
    resources: [
      ...customers.map(({ id, state, accessUntil }) => ({
        urn: urnOf(id),
        type,
        outputs: { state, accessUntil },
      })),
      ...[...state.values()].map((each) => ({ ...each, parent: urnOf(each.customer) })),
    ],
  };
}
