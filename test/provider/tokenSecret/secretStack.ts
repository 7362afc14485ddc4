// One TokenSecret resource in a state, driven as the engine does, against an emulator.

import type { HttpOptions } from "../../../azure/http";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { type AzureAccess, azureAccess } from "../../../provider/azureAccess";
import type { Old, ResourceKind } from "../../../provider/protocol/resource";
import type { RightsInAzure } from "../../../provider/rightsInAzure";
import { tokenSecret } from "../../../provider/tokenSecret/tokenSecret";
import { requestsIn } from "./requests";
import { SecretWorld } from "./secretWorld";
import { type Seen, seenAs } from "./trouble/seenAs";

/** The day on which every test begins. */
export const TODAY = "2026-03-01";

/** How a run differs from the usual one. */
interface RunOptions {
  /** @default true */
  mayRotate?: boolean;
}

/** An emulator, and a stack that hands out the passwords of the token `contoso-pull`. */
export class SecretStack extends SecretWorld {
  /** The waits that the provider asked for; none is waited out, the emulator's clock jumps instead. */
  waitedMs = 0;
  cancelled = new AbortController();
  listed: ReadonlySet<string> = new Set();
  /** What Azure says of scope maps; for the next process that is started. @default - nobody asks */
  rights: RightsInAzure | undefined;
  #kind: ResourceKind | undefined;
  #run = { today: TODAY, mayRotate: true };
  /** What {@link reset} and {@link publish} put back, once it was made. */
  #beginning: (() => void) | undefined;
  #published: (() => Old | undefined) | undefined;

  override async start(): Promise<void> {
    await super.start();
    this.connect();
  }

  /** A new registry of requests, a new clock, no secret, no resource; a token without passwords, bound to a scope map. */
  async reset(): Promise<void> {
    const { emulator } = this.azure;
    // A run that failed early may have requests under way.
    this.cancelled.abort();
    await this.issued.settled();
    Object.assign(emulator.behaviours, DEFAULT_BEHAVIOURS);
    this.#beginning?.();
    emulator.clock.set(`${TODAY}T12:00:00Z`);
    const nothing = { state: undefined, preview: undefined, lines: [], said: [], waitedMs: 0 };
    Object.assign(this, nothing, { listed: new Set(), rights: undefined });
    this.cancelled = new AbortController();
    this.connect();
    if (this.#beginning === undefined) {
      await this.byHand("PUT", "scopeMaps/contoso-pull", {
        actions: ["repositories/app/api/content/read"],
      });
      await this.declare();
      this.#beginning = emulator.checkpoint();
    }
    emulator.journal.clear();
  }

  /** Goes on to the end of a first run, which has published a password: the run itself takes place once. */
  async publish(): Promise<string> {
    if (this.#published === undefined) {
      await this.up();
      const { state } = this;
      const restore = this.azure.emulator.checkpoint();
      this.#published = () => {
        restore();
        return state;
      };
    }
    this.state = this.#published();
    return this.secret.password();
  }

  /** The resource as served by a plugin process that was just started; its view of Azure may be changed. */
  connect(seen: Seen = {}, { client, ...options }: HttpOptions = {}): void {
    const network = client ?? this.azure.http.client;
    const azure = this.access(seen, { ...options, client: this.issued.watching(network) });
    const isListed = (customerId: string) => this.listed.has(customerId);
    const { rights } = this;
    const asking = rights === undefined ? {} : { rights };
    this.#kind = tokenSecret({ azure, run: () => this.#run, isListed, ...asking });
  }

  /** A plugin's ways to Azure, on which no wait is waited out. */
  access(seen: Seen, options: HttpOptions): AzureAccess {
    const { environment, clock } = this.azure.emulator;
    const { signal } = this.cancelled;
    const access = azureAccess(environment, { ...this.azure.http, signal, ...options });
    return {
      ...seenAs(access, seen),
      wait: async (durationMs: number) => {
        await access.wait(0);
        this.waitedMs += durationMs;
        clock.set(new Date(clock.now().getTime() + durationMs).toISOString());
      },
    };
  }

  get kind(): ResourceKind {
    if (this.#kind === undefined) throw new Error("the stack has not been started");
    return this.#kind;
  }

  /** A run of a program that does not declare the customer any more. */
  offboard(): Promise<void> {
    this.connect();
    return this.delete();
  }

  /** The requests of the run; a reading of both sides is `GetSecret 200`, `GetToken 200`. */
  requests(): string[] {
    return requestsIn(this.azure.emulator.journal.entries());
  }

  override begin({ mayRotate = true }: RunOptions = {}): void {
    const { journal, clock } = this.azure.emulator;
    super.begin();
    journal.clear();
    this.waitedMs = 0;
    this.#run = { today: clock.now().toISOString().slice(0, 10), mayRotate };
  }
}
