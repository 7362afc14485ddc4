// One stack in a sequence: the file, the engine's state, the emulated Azure, and the promises to each customer.

import type { Behaviours } from "../../emulator/behaviours";
import { findToken } from "../../emulator/registry/login";
import type { Registry, SecretVersion } from "../../emulator/world";
import type { ResourceKind } from "../../provider/protocol/resource";
import { ArmRequests } from "./armRequests";
import { nativeKinds } from "./azureNative";
import type { Bench } from "./bench";
import { type Customer, customersYaml, type Entries } from "./customersFile";
import { CUSTOMERS, type Declared, declare } from "./declaration";
import { Engine } from "./engine";
import { PLACE } from "./inProcessAzure";
import type { Handed, Sight } from "./passwords";
import { Promises } from "./promises";
import { type Days, daysOf } from "./runnersClock";

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
  /** What readings of the present or the last run took for gone while it was there. */
  readonly forgotten: string[] = [];
  /** Was an earlier state restored so far? */
  isRestored = false;
  readonly #kept: Pick<Engine, "state" | "pending">[] = [];
  /** Did requests fail in any run so far? */
  isDisturbed = false;
  /** Customers whose removal was killed or failed half-way, so that something of them may be gone. */
  readonly halfRemoved = new Set<Customer>();
  /** The passwords that the registry knew when the present or the last run began. */
  readonly #before = new Map<Customer, readonly (Handed & { secretName?: string | undefined })[]>();
  readonly #marked = new Set<Customer>();
  readonly #taken = new Map<Customer, readonly string[]>();
  /** The day on which the present or the last run began. */
  today: string;

  static async open(bench: Bench): Promise<ModelStack> {
    await bench.azure.reset();
    return new ModelStack(bench);
  }

  private constructor(bench: Bench) {
    const { product, azure, way } = bench;
    this.bench = bench;
    this.today = azure.clock.today();
    let suffixes = 0;
    this.engine = new Engine({
      product,
      startPlugin: () => this.#startPlugin(),
      natives: nativeKinds(way, () => `suffix${suffixes++}`),
      now: () => azure.clock.now(),
      end: () => azure.end,
      forgets: (name) => {
        const isThere = CUSTOMERS.some(
          (each) => name === `${each}-secret` && this.sight(each).token,
        );
        if (isThere) this.forgotten.push(name);
      },
    });
    const all = CUSTOMERS.map(
      (customer) => [customer, new Promises(customer, bench.tally)] as const,
    );
    this.promises = Object.fromEntries(all) as Record<Customer, Promises>;
    azure.onEffect = () => this.look();
    this.outside = new ArmRequests(way);
  }

  #startPlugin(): Readonly<Record<string, ResourceKind>> {
    const { product, openAccess } = this.bench;
    let listed: readonly string[] = [];
    return {
      "acr-credentials:index:AccessGuard": product.accessGuard({
        today: () => this.today,
        rightsOf: async () => undefined,
        declares: (ids) => {
          listed = ids;
        },
      }),
      "acr-credentials:index:TokenSecret": product.tokenSecret({
        azure: openAccess(),
        run: () => ({ today: this.today, mayRotate: this.mayRotate }),
        isListed: (id) => listed.includes(id),
        // Of two customers the second one is read from lists.
        singleReadings: 1,
      }),
    };
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
    const version = this.secretOf(customer);
    const [before] = this.#before.get(customer) ?? [];
    return {
      now: clock.now(),
      today: this.today,
      mayRotate: this.mayRotate,
      token: this.registry.tokens.get(username),
      readable: version?.enabled ? version.value : undefined,
      taken: this.#taken.get(customer) ?? [],
      before: before?.secretName === version?.name ? before : undefined,
      isMarked: this.#marked.has(customer),
      accepts: (password) => findToken({ username, password }, this.registry, world) !== undefined,
      lines: this.engine.lines
        .filter(({ name }) => name === `${customer}-secret`)
        .map(({ message }) => message),
    };
  }

  /** The secret from which a customer fetches the password, as its latest version is; undefined where there is none. */
  secretOf(customer: Customer): ({ name: string } & SecretVersion) | undefined {
    const vault = this.bench.azure.world.vaults.get(PLACE.vaultName);
    const secrets = [...(vault?.secrets.values() ?? [])].filter(({ name }) =>
      name.startsWith(`${customer}-registry-`),
    );
    // One that a person brought back, and whose customer was removed after that, lies beside the present one.
    const known = this.engine.state.get(`${customer}-secret`)?.inputs.secretName;
    const secret = secrets.find(({ name }) => name === known) ?? secrets.at(-1);
    const version = secret?.versions.at(-1);
    return secret && version && { ...version, name: secret.name };
  }

  /** Keeps the state as it is, as a backup does after each run. */
  keepState(): void {
    this.#kept.push({ state: new Map(this.engine.state), pending: this.engine.pending });
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

  /** How many readings of single tokens and secrets there were in the last run. */
  singleReadings(): number {
    return this.bench.azure.world.journal
      .entries()
      .filter(({ operation }) => operation === "Tokens_Get" || operation === "VaultSecrets_Get")
      .length;
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
  begin(
    mayRotate: boolean,
    { isPreview = false, days = daysOf(this.bench) }: { isPreview?: boolean; days?: Days } = {},
  ): Declared[] | undefined {
    const { product, azure, options, load } = this.bench;
    azure.world.journal.clear();
    this.forgotten.length = 0;
    this.engine.lines = [];
    this.mayRotate = mayRotate;
    this.today = days.ofPlugin;
    const loaded = load(customersYaml(this.entries));
    if (!loaded.ok) return undefined;
    const { customers } = loaded.file;
    if (!isPreview) {
      for (const customer of CUSTOMERS) {
        const entry = customers.find(({ id }) => id === customer);
        this.promises[customer].obey(entry, days.ofProgram);
        const { token } = this.sight(customer);
        const slots = this.engine.state.get(`${customer}-secret`)?.outputs.slots ?? [];
        this.promises[customer].remember(
          (slots as { createdAt: string }[]).map(({ createdAt }) => Date.parse(createdAt)),
        );
        const { value, name: secretName } = this.secretOf(customer) ?? {};
        const current = this.promises[customer].current(value);
        this.#before.set(customer, current === undefined ? [] : [{ ...current, secretName }]);
        if (this.secretOf(customer)?.tags?.Owner === undefined) this.#marked.delete(customer);
        else this.#marked.add(customer);
        this.#taken.set(customer, token?.passwords.map(({ value }) => value) ?? []);
      }
    }
    return declare(product, options, loaded.file, days.ofProgram);
  }
}
