// One TokenCredentials resource in a state, driven as the engine does, against an emulator.
import type { HttpOptions } from "../../../azure/http";
import type { RegistryToken } from "../../../azure/registryToken";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { azureAccess } from "../../../provider/azureAccess";
import type { Call, Old, Properties, ResourceKind } from "../../../provider/protocol/resource";
import { Unfinished } from "../../../provider/protocol/resource";
import { fromWire, toWire } from "../../../provider/protocol/wire";
import { tokenCredentials } from "../../../provider/tokenCredentials";
import { EmulatedAzure } from "../../emulator/useEmulator";

/** The day on which every test begins. */
export const TODAY = "2026-03-01";

/** Passwords work 60 days and are due 30 days before; half of the lifetime leaves no days to spread over. */
const SETTINGS = { lifetimeDays: 60, rotateBeforeDays: 30 };

/** How a run differs from the usual one. */
export interface RunOptions {
  isPreview?: boolean;
  /** @default true */
  mayRotate?: boolean;
}

/** What a run did with the resource. */
export type Done = "created" | "updated" | "same" | "replaced";

/** An emulator, and a stack that holds the passwords of the token `contoso-pull`. */
export class CredentialsStack {
  readonly azure = new EmulatedAzure();
  /** What the state holds; absent before the resource is created. */
  state: Old | undefined;
  /** Lines shown to people, since the last run began. */
  lines: string[] = [];
  /** The waits that the provider asked for; none is waited out, the emulator's clock jumps instead. */
  waitedMs = 0;
  cancelled = new AbortController();
  /** Names of the secrets that hand out the token's passwords, by slot. */
  published: Readonly<Record<string, string>> = {};
  listed: ReadonlySet<string> = new Set();
  #kind: ResourceKind | undefined;
  #run = { today: TODAY, mayRotate: true };

  async start(): Promise<void> {
    await this.azure.start();
    this.connect();
  }

  close(): Promise<void> {
    return this.azure.close();
  }

  /** A new registry of requests, a new clock, no resource; a token without passwords, bound to a scope map. */
  async reset(): Promise<void> {
    const { emulator } = this.azure;
    Object.assign(emulator.behaviours, DEFAULT_BEHAVIOURS);
    emulator.faults.clear();
    // Whatever operation was running is over a day later.
    emulator.clock.advanceDays(1);
    await this.azure.arm("DELETE", "tokens/contoso-pull");
    emulator.clock.set(`${TODAY}T12:00:00Z`);
    Object.assign(this, { state: undefined, lines: [], waitedMs: 0, published: {} });
    this.cancelled = new AbortController();
    this.connect();
    await this.outside("PUT", "scopeMaps/contoso-pull", {
      actions: ["repositories/app/api/content/read"],
    });
    await this.declare();
    emulator.journal.clear();
  }

  /** The resource as served by a plugin process that was just started; its view of the token may be changed. */
  connect(seen = (token: RegistryToken): RegistryToken => token, options: HttpOptions = {}): void {
    const { environment, ca, clock } = this.azure.emulator;
    const signal = this.cancelled.signal;
    const access = azureAccess(environment, { ca, signal, retryDelayMs: 1, ...options });
    this.#kind = tokenCredentials({
      azure: {
        ...access,
        async tokens() {
          const tokens = await access.tokens();
          const get = async (tokenId: string) => {
            const token = await tokens.get(tokenId);
            return token && seen(token);
          };
          return { ...tokens, get };
        },
        wait: async (durationMs) => {
          await access.wait(0);
          this.waitedMs += durationMs;
          clock.set(new Date(clock.now().getTime() + durationMs).toISOString());
        },
      },
      run: () => this.#run,
      publishedIn: async ({ slot }) => this.published[slot],
      isListed: (customerId) => this.listed.has(customerId),
    });
  }

  get kind(): ResourceKind {
    if (this.#kind === undefined) throw new Error("the stack has not been started");
    return this.#kind;
  }

  get tokenId(): string {
    return `${this.azure.registryId}/tokens/contoso-pull`;
  }

  get scopeMapId(): string {
    return `${this.azure.registryId}/scopeMaps/contoso-pull`;
  }

  /** The inputs that the program gives. */
  inputs(change: Properties = {}): Properties {
    return { tokenId: this.tokenId, scopeMapId: this.scopeMapId, ...SETTINGS, ...change };
  }

  /** Puts the token there, as azure-native does before. */
  async declare(status = "enabled"): Promise<void> {
    await this.outside("PUT", "tokens/contoso-pull", { scopeMapId: this.scopeMapId, status });
  }

  /** Somebody else changes the registry. */
  async outside(method: "PUT" | "PATCH", path: string, properties: Properties): Promise<void> {
    const { status } = await this.azure.arm(method, path, { properties });
    if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
  }

  /**
   * Runs as `pulumi up` or `pulumi preview` does: reads the resource again, compares, and creates or updates it.
   *
   * The journal and the lines begin anew.
   */
  async up(change: Properties = {}, options: RunOptions = {}): Promise<Done> {
    const { isPreview = false, mayRotate = true } = options;
    this.begin(mayRotate);
    const given = this.inputs(change);
    const { inputs: news } = await this.kind.check({}, given, this.call(isPreview));
    if (this.state !== undefined) await this.refresh();
    if (this.state === undefined) {
      await this.create(news, isPreview);
      return "created";
    }
    const changes = this.kind.diff(this.state, news, this.call(isPreview));
    const kinds = Object.values(changes).map(({ kind }) => kind);
    if (kinds.includes("update-replace")) return "replaced";
    if (kinds.length === 0) return "same";
    const outputs = plain(await this.kind.update(this.state, news, this.call(isPreview)));
    if (!isPreview) this.state = { id: this.state.id, inputs: news, outputs };
    else this.preview = outputs;
    return "updated";
  }

  /** The outputs that the last preview foretold. */
  preview: Properties | undefined;

  /** Reads the resource; it leaves the state when it is gone. */
  async refresh(): Promise<void> {
    if (this.state === undefined) return;
    const found = await this.kind.read(this.state, this.call(false));
    this.state =
      found === undefined
        ? undefined
        : { id: found.id, inputs: plain(found.inputs), outputs: plain(found.outputs) };
  }

  async delete(): Promise<void> {
    this.begin(true);
    if (this.state !== undefined) await this.kind.delete(this.state, this.call(false));
    this.state = undefined;
  }

  /** The requests to Azure Resource Manager and the registry: `GenerateCredentials password1 200`. */
  requests(): string[] {
    return this.azure.emulator.journal
      .entries()
      .filter(({ host }) => host === "arm" || host.startsWith("registry:"))
      .map(({ host, operation, detail, status = "reset" }) => {
        if (host !== "arm") return `Login ${status}`;
        const name = operation === "Registries_Get" ? "GetRegistry" : operation.replace(/^.*_/, "");
        const facts = name === "Update" ? detail?.properties : detail?.passwordName;
        return [name, facts, status].filter((part) => part !== undefined).join(" ");
      });
  }

  /** The password that the state holds. */
  get password(): string {
    const password = this.state?.outputs.password;
    if (typeof password !== "string") throw new Error("the state holds no password");
    return password;
  }

  /** Does the registry accept this password? */
  async accepts(password: string): Promise<boolean> {
    return (await this.azure.login("contoso-pull", password)).status === 200;
  }

  /** The slots of the token as Azure lists them. */
  async listedSlots(): Promise<string[]> {
    const { body } = await this.azure.arm("GET", "tokens/contoso-pull");
    const { properties } = body as {
      properties: { credentials: { passwords: { name: string }[] } };
    };
    return properties.credentials.passwords.map(({ name }) => name);
  }

  private async create(news: Properties, isPreview: boolean): Promise<void> {
    try {
      const made = await this.kind.create(news, this.call(isPreview));
      const outputs = plain(made.outputs);
      if (!isPreview) this.state = { id: made.id, inputs: plain(made.inputs), outputs };
      else this.preview = outputs;
    } catch (thrown) {
      // The engine keeps what was made, and goes on with it in the next run.
      if (thrown instanceof Unfinished) {
        const { id, inputs, outputs } = thrown.made;
        this.state = { id, inputs: plain(inputs), outputs: plain(outputs) };
      }
      throw thrown;
    }
  }

  private begin(mayRotate: boolean): void {
    const { journal, clock } = this.azure.emulator;
    journal.clear();
    this.lines = [];
    this.waitedMs = 0;
    this.#run = { today: clock.now().toISOString().slice(0, 10), mayRotate };
  }

  call(isPreview = false): Call {
    return {
      urn: "urn:pulumi:dev::customer-access::acr-credentials:index:TokenCredentials::contoso",
      isPreview,
      log: (severity, message) => this.lines.push(`${severity}: ${message}`),
    };
  }
}

/** One per describe, set back before each test. */
export function useCredentialsStack(): CredentialsStack {
  const stack = new CredentialsStack();
  before(() => stack.start());
  beforeEach(() => stack.reset());
  after(() => stack.close());
  return stack;
}

/** As the engine keeps properties: over the wire and back, secrets without their wrapping. */
const plain = (properties: Properties): Properties => fromWire(toWire(properties));
