// One stack in a sequence: the file, the engine's state, the emulated Azure, and the promises to each customer.

import type { Customer as FileCustomer } from "../../../customers/schema/schema";
import type { Behaviours } from "../../../emulator/behaviours";
import type { Registry } from "../../../emulator/world/world";
import type { Properties } from "../../../provider/protocol/resource";
import { ArmRequests } from "../engine/armRequests";
import { nativeKinds } from "../engine/azureNative";
import { type Declared, declare } from "../engine/declaration";
import { Engine } from "../engine/engine";
import type { Place } from "../engine/place";
import { type Plugin, startPlugin } from "../engine/plugin";
import { type Days, daysOf } from "../engine/runnersClock";
import type { Runner } from "../engine/turns";
import type { Sight } from "../promise/passwords";
import { Promises } from "../promise/promises";
import { type Latest, Sights } from "../promise/sights";
import type { Bench, Reach } from "./bench";
import { CUSTOMERS, type Customer, customersYaml, type Entries } from "./customersFile";

/** What distinguishes this stack. */
export interface StackOptions {
  place: Place;
  /** With what its random id, and so the end of its secrets' names, begins. */
  suffix: string;
  /** Called when it begins a run. */
  begins(stack: ModelStack): void;
}

/** A stack at the beginning of a sequence, in which nothing is declared yet. */
export class ModelStack {
  readonly bench: Bench;
  readonly engine: Engine;
  readonly promises: Readonly<Record<Customer, Promises>>;
  /** Whose promises are this stack's; all of a registry's stacks have the same customers, each for itself. */
  readonly customers: Customer[] = [];
  /** The file as it was last edited. */
  entries: Entries = {};
  /** Requests of people who change things outside. */
  readonly outside: ArmRequests;
  mayRotate = true;
  /** Resources that reads of the present or the last run treated as deleted although they existed. */
  readonly forgotten: string[] = [];
  /** Was an earlier state restored so far? */
  isRestored = false;
  readonly #kept: Pick<Engine, "state" | "pending">[] = [];
  /** Did requests fail in any run so far? */
  isDisturbed = false;
  /** Customers whose removal was killed or failed half-way, so that something of them may be gone. */
  readonly halfRemoved = new Set<Customer>();
  readonly #sights: Sights;
  /** The other one of two runs at once. */
  #rival: Engine | undefined;
  /** The day on which the present or the last run began. */
  today: string;
  readonly #options: StackOptions;
  /** The file's customers in the present or the last run. */
  #declared: readonly FileCustomer[] = [];
  #suffixes = 0;

  constructor(bench: Bench, options: StackOptions) {
    const { azure, reach } = bench;
    this.bench = bench;
    this.#options = options;
    this.today = azure.clock.today();
    this.engine = this.#openEngine("first");
    this.#sights = new Sights(bench, {
      vaultName: options.place.vaultName,
      isOwn: (name) => name.includes(`-registry-${options.suffix}`),
      knownName: (customer) => this.engine.state.get(`${customer}-secret`)?.inputs.secretName,
    });
    const all = CUSTOMERS.map(
      (customer) => [customer, new Promises(customer, bench.tally)] as const,
    );
    this.promises = Object.fromEntries(all) as Record<Customer, Promises>;
    this.outside = new ArmRequests(reach.first.way);
  }

  #openEngine(runner: Runner): Engine {
    const { product, azure, reach } = this.bench;
    return new Engine({
      product,
      startPlugin: () => this.#startPlugin(reach[runner]),
      natives: nativeKinds(reach[runner].way, () => `${this.#options.suffix}${this.#suffixes++}`),
      now: () => azure.clock.now(),
      end: () => azure.end,
      forgets: (name) => {
        const isThere = this.customers.some(
          (each) => name === `${each}-secret` && this.sight(each).token,
        );
        if (isThere) this.forgotten.push(name);
      },
    });
  }

  #startPlugin(reach: Reach): Plugin {
    return startPlugin(this.bench.product, reach, {
      place: this.#options.place,
      today: () => this.today,
      mayRotate: () => this.mayRotate,
      customers: this.#declared,
    });
  }

  /** Does the customer's scope map say that another stack declares it? */
  isTaken(customer: Customer): boolean {
    const { description = "" } = this.registry.scopeMaps.get(`${customer}-pull`) ?? {};
    const owner = this.engine.state.get("access-suffix")?.outputs.result;
    const mark = this.bench.product.scopeMapMarkIn(description);
    return mark !== undefined && mark.owner !== owner;
  }

  get registry(): Registry {
    return this.#sights.registry;
  }

  /** Checks every promise against Azure as it is. */
  look(isOutside = false): void {
    for (const customer of this.customers) {
      this.promises[customer].look(this.sight(customer), isOutside);
    }
  }

  /** Azure as one customer sees it. */
  sight(customer: Customer): Sight {
    const { today, mayRotate } = this;
    const lines = [...this.engine.lines, ...(this.#rival?.lines ?? [])]
      .filter(({ name }) => name === `${customer}-secret`)
      .map(({ message }) => message);
    return this.#sights.of(customer, { today, mayRotate, lines });
  }

  /** The secret from which a customer fetches the password, as its latest version is; undefined where there is none. */
  secretOf(customer: Customer): Latest | undefined {
    return this.#sights.secretOf(customer);
  }

  /** A second engine with the same state, for a run at the same time; `settled` says whose state stays. */
  openRival(): Engine {
    const rival = this.#openEngine("second");
    Object.assign(rival, { state: new Map(this.engine.state), pending: this.engine.pending });
    this.#rival = rival;
    return rival;
  }

  /** Two runs are over, and the state of one of them was written last. */
  settled(keeps: Engine): void {
    Object.assign(this.engine, { state: keeps.state, pending: keeps.pending });
    this.#rival = undefined;
  }

  /** Keeps the state as it is, as a backup does after each run. */
  keepState(): void {
    this.#kept.push({ state: new Map(this.engine.state), pending: this.engine.pending });
  }

  /** A person removes a customer from file and state, for whom another stack answers, and leaves the resources in Azure. */
  forget(customer: Customer): void {
    delete this.entries[customer];
    for (const each of [this.engine, ...this.#kept]) {
      for (const [name, resource] of each.state) {
        if (resource.customer === customer) each.state.delete(name);
      }
      const guard = each.state.get("access-guard");
      if (guard !== undefined) {
        const { [customer]: _, ...access } = guard.inputs.access as Properties;
        each.state.set("access-guard", { ...guard, inputs: { ...guard.inputs, access } });
      }
    }
  }

  /** Restores the state as it was some backups ago. */
  restore(back: number): void {
    const kept = this.#kept.at(-1 - back);
    if (kept === undefined) return;
    this.engine.state = new Map(kept.state);
    this.engine.pending = kept.pending;
    this.isRestored = true;
    this.bench.tally.count("an earlier state was restored");
  }

  /** A run did not complete: resources of a customer who is no longer in the file may be gone. */
  noteHalfRemoved(): void {
    for (const customer of this.customers) {
      if (this.entries[customer] === undefined) this.halfRemoved.add(customer);
    }
  }

  /** Time passes; passwords end by themselves. */
  jump(days: number, hour: number): void {
    const { clock } = this.bench.azure;
    const day = new Date(Date.parse(`${clock.today()}T00:00:00Z`) + days * 86_400_000);
    const instant = day.getTime() + hour * 3_600_000;
    // Never back: on the same day only what is left of it.
    if (instant > clock.now().getTime()) clock.set(new Date(instant).toISOString());
    this.look();
  }

  /** Somebody changes a customer's token, and is responsible for what the customer loses. */
  async meddle(customer: Customer, deed: () => Promise<void>): Promise<void> {
    const { azure } = this.bench;
    const watch = azure.onEffect;
    azure.onEffect = () => {};
    await deed().catch((thrown: Error) => {
      // A person is refused too while Azure is still at work on the token, and leaves it.
      if (!/TokenNotActive|AnotherOperationInProgress/.test(thrown.message)) throw thrown;
    });
    azure.onEffect = watch;
    this.promises[customer].excuseWhatIsGone(this.sight(customer));
    this.look(true);
  }

  behave(behaviours: Partial<Behaviours>): void {
    Object.assign(this.bench.azure.world.behaviours, behaviours);
  }

  /**
   * Begins a run: reads the file and applies it, except in a preview. @returns undefined when the file has problems,
   * which changes nothing
   */
  begin(
    mayRotate: boolean,
    { isPreview = false, days = daysOf(this.bench) }: { isPreview?: boolean; days?: Days } = {},
  ): Declared[] | undefined {
    const { product, azure, options, load } = this.bench;
    this.#options.begins(this);
    azure.world.journal.clear();
    this.forgotten.length = 0;
    this.engine.lines = [];
    this.mayRotate = mayRotate;
    this.today = days.ofPlugin;
    const loaded = load(customersYaml(this.entries));
    if (!loaded.ok) return undefined;
    const { customers } = loaded.file;
    this.#declared = customers;
    if (!isPreview) {
      for (const customer of this.customers) {
        const entry = customers.find(({ id }) => id === customer);
        this.promises[customer].obey(entry, days.ofProgram);
        const slots = this.engine.state.get(`${customer}-secret`)?.outputs.slots ?? [];
        this.promises[customer].remember(
          (slots as { createdAt: string }[]).map(({ createdAt }) => Date.parse(createdAt)),
        );
      }
      this.#sights.remember(this.promises);
    }
    const { place } = this.#options;
    return declare(product, options, { file: loaded.file, today: days.ofProgram, place });
  }
}
