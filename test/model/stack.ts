// One stack in a sequence: the file, the engine's state, the emulated Azure, and the promises to each customer.

import type { Behaviours } from "../../emulator/behaviours";
import { findToken } from "../../emulator/registry/login";
import type { Registry } from "../../emulator/world";
import { ArmRequests } from "./armRequests";
import { nativeKinds } from "./azureNative";
import type { Bench } from "./bench";
import { type Customer, customersYaml, type Entries } from "./customersFile";
import { CUSTOMERS, type Declared, declare } from "./declaration";
import { Engine } from "./engine";
import { PLACE } from "./inProcessAzure";
import type { Sight } from "./passwords";
import { Promises } from "./promises";

type AtStart = Pick<Sight, "newest" | "isRaised" | "taken">;

const NOTHING: AtStart = { newest: undefined, isRaised: false, taken: [] };

/** A stack at the beginning of a sequence, in which nothing is declared yet. */
export class ModelStack {
  readonly bench: Bench;
  readonly engine: Engine;
  readonly promises: Readonly<Record<Customer, Promises>>;
  /** The file as it was last edited. */
  entries: Entries = {};
  /** Requests of people who change things outside. */
  readonly outside: ArmRequests;
  mayRotate = true;
  /** Did requests fail in any run so far? */
  isDisturbed = false;
  /** Customers whose removal was killed or failed half-way, so that something of them may be gone. */
  readonly halfRemoved = new Set<Customer>();
  /** What was so when the present or the last run began. */
  readonly #atStart = new Map<Customer, AtStart>();
  /** The day on which the present or the last run began. */
  today: string;

  static async open(bench: Bench): Promise<ModelStack> {
    await bench.azure.reset();
    return new ModelStack(bench);
  }

  private constructor(bench: Bench) {
    const { product, azure, way, access } = bench;
    this.bench = bench;
    this.today = azure.clock.today();
    let suffixes = 0;
    const run = () => ({ today: this.today, mayRotate: this.mayRotate });
    this.engine = new Engine({
      product,
      ours: {
        "acr-credentials:index:AccessGuard": product.accessGuard({
          today: () => this.today,
          rightsOf: async () => undefined,
          declares: () => {},
        }),
        "acr-credentials:index:TokenCredentials": product.tokenCredentials({
          azure: access,
          run,
          publishedIn: async () => undefined,
          isListed: () => false,
        }),
        "acr-credentials:index:TokenRevocation": product.tokenRevocation({ azure: access }),
      },
      natives: nativeKinds(way, () => `suffix${suffixes++}`),
      now: () => azure.clock.now(),
      end: () => azure.end,
    });
    const all = CUSTOMERS.map(
      (customer) => [customer, new Promises(customer, bench.tally)] as const,
    );
    this.promises = Object.fromEntries(all) as Record<Customer, Promises>;
    azure.onEffect = () => this.look();
    this.outside = new ArmRequests(way);
  }

  get registry(): Registry {
    const registry = this.bench.azure.world.registries.get(PLACE.registryName);
    if (registry === undefined) throw new Error("the registry is gone");
    return registry;
  }

  /** Checks every promise against Azure as it is. */
  look(isOutside = false): void {
    for (const customer of CUSTOMERS) {
      this.promises[customer].look(this.sight(customer), isOutside);
    }
  }

  /** Azure as one customer sees it. */
  sight(customer: Customer): Sight {
    const { world, clock } = this.bench.azure;
    const username = `${customer}-pull`;
    const vault = world.vaults.get(PLACE.vaultName);
    const secrets = [...(vault?.secrets.values() ?? [])].filter(({ name }) =>
      name.startsWith(`${customer}-registry-`),
    );
    // One that a person brought back, and whose customer was removed after that, lies beside the present one.
    const known = this.engine.state.get(`${customer}-secret`)?.inputs.secretName;
    const secret = secrets.find(({ name }) => name === known) ?? secrets.at(-1);
    const version = secret?.versions.at(-1);
    return {
      now: clock.now(),
      today: this.today,
      mayRotate: this.mayRotate,
      token: this.registry.tokens.get(username),
      readable: version?.enabled ? version.value : undefined,
      ...(this.#atStart.get(customer) ?? NOTHING),
      accepts: (password) => findToken({ username, password }, this.registry, world) !== undefined,
      lines: this.engine.lines
        .filter(({ name }) => name === `${customer}-credentials`)
        .map(({ message }) => message),
    };
  }

  /** The requests of the last run that may change something. */
  writes(): string[] {
    return this.bench.azure.world.journal
      .entries()
      .filter(({ method }) => method !== "GET")
      .map(
        ({ method, path, status }) => `${method} ${path.split("/").slice(-2).join("/")} ${status}`,
      );
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

  /** Somebody changes a customer's token; what they take away is on them. */
  async meddle(customer: Customer, deed: () => Promise<void>): Promise<void> {
    const { azure } = this.bench;
    azure.onEffect = () => {};
    await deed().catch((thrown: Error) => {
      // A person is refused too while Azure is still at work on the token, and leaves it.
      if (!/TokenNotActive|AnotherOperationInProgress/.test(thrown.message)) throw thrown;
    });
    azure.onEffect = () => this.look();
    this.promises[customer].excuseWhatIsGone(this.sight(customer));
    this.look(true);
  }

  behave(behaviours: Partial<Behaviours>): void {
    Object.assign(this.bench.azure.world.behaviours, behaviours);
  }

  /** Begins a run: reads the file and, but for a preview, makes it the law. @returns undefined when the file has problems, which changes nothing */
  begin(mayRotate: boolean, { isPreview = false } = {}): Declared[] | undefined {
    const { product, azure, options, load } = this.bench;
    azure.world.journal.clear();
    this.engine.lines = [];
    this.mayRotate = mayRotate;
    this.today = azure.clock.today();
    const loaded = load(customersYaml(this.entries));
    if (!loaded.ok) return undefined;
    const { customers } = loaded.file;
    if (!isPreview) {
      for (const customer of CUSTOMERS) {
        const entry = customers.find(({ id }) => id === customer);
        this.promises[customer].obey(entry, this.today);
        this.#atStart.set(customer, this.#present(customer));
      }
    }
    return declare(product, options, loaded.file, this.today);
  }

  #present(customer: Customer): AtStart {
    const { password, currentSlot, slots } =
      this.engine.state.get(`${customer}-credentials`)?.outputs ?? {};
    const newest = (slots as { name: string; generation: number }[] | undefined)?.find(
      ({ name }) => name === currentSlot,
    );
    const { law } = this.promises[customer];
    return {
      newest: typeof password === "string" ? password : undefined,
      isRaised: newest !== undefined && newest.generation < (law?.generation ?? 0),
      taken: this.sight(customer).token?.passwords.map(({ value }) => value) ?? [],
    };
  }
}
