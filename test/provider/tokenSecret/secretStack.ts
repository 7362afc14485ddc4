// One TokenSecret resource in a state, driven as the engine does, against an emulator.

import type { HttpOptions } from "../../../azure/http";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { type AzureAccess, azureAccess } from "../../../provider/azureAccess";
import type { Call, Old, Properties, ResourceKind } from "../../../provider/protocol/resource";
import { Unfinished } from "../../../provider/protocol/resource";
import { fromWire, toWire } from "../../../provider/protocol/wire";
import type { RightsInAzure } from "../../../provider/rightsInAzure";
import { tokenSecret } from "../../../provider/tokenSecret/tokenSecret";
import { requestsIn } from "./requests";
import { SecretWorld } from "./secretWorld";
import { type Seen, seenAs } from "./seenAs";

/** The day on which every test begins. */
export const TODAY = "2026-03-01";

/** How a run differs from the usual one. */
export interface RunOptions {
  isPreview?: boolean;
  /** @default true */
  mayRotate?: boolean;
}

/** What a run did with the resource. */
export type Done = "created" | "updated" | "same" | "replaced";

/** An emulator, and a stack that hands out the passwords of the token `contoso-pull`. */
export class SecretStack extends SecretWorld {
  /** What the state holds; absent before the resource is created. */
  state: Old | undefined;
  /** The outputs that the last preview previewed. */
  preview: Properties | undefined;
  /** Lines shown to people, since the last run began. */
  lines: string[] = [];
  /** All that the engine was given or told: inputs, outputs, lines, errors. */
  said: unknown[] = [];
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
    const azure = this.access(seen, { client: this.issued.watching(client), ...options });
    const isListed = (customerId: string) => this.listed.has(customerId);
    const { rights } = this;
    const asking = rights === undefined ? {} : { rights };
    this.#kind = tokenSecret({ azure, run: () => this.#run, isListed, ...asking });
  }

  /** A plugin's ways to Azure, on which no wait is waited out. */
  access(seen: Seen, options: HttpOptions): AzureAccess {
    const { environment, ca, clock } = this.azure.emulator;
    const { signal } = this.cancelled;
    const access = azureAccess(environment, { ca, signal, retryDelayMs: 1, ...options });
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

  /**
   * Runs as `pulumi up` or `pulumi preview` does: reads the resource again, compares, and creates or updates it.
   *
   * The journal and the lines start again.
   */
  async up(change: Properties = {}, options: RunOptions = {}): Promise<Done> {
    const { isPreview = false, mayRotate = true } = options;
    this.begin(mayRotate);
    const call = this.call(isPreview);
    if (this.state !== undefined) await this.refresh();
    const olds = this.state?.inputs ?? {};
    const { inputs: news } = await this.kind.check(olds, this.inputs(change), call);
    if (this.state === undefined) {
      await this.create(news, isPreview);
      return "created";
    }
    const changes = this.kind.diff(this.state, news, call);
    const kinds = Object.values(changes).map(({ kind }) => kind);
    if (kinds.includes("update-replace")) return "replaced";
    if (kinds.length === 0) return "same";
    const outputs = this.plain(await this.hearing(this.kind.update(this.state, news, call)));
    if (isPreview) this.preview = outputs;
    else this.state = { id: this.state.id, inputs: this.plain(news), outputs };
    return "updated";
  }

  /** Reads the resource; it leaves the state when it is gone. */
  async refresh(): Promise<void> {
    if (this.state === undefined) return;
    const found = await this.hearing(this.kind.read(this.state, this.call(false)));
    this.state =
      found === undefined
        ? undefined
        : { id: found.id, inputs: this.plain(found.inputs), outputs: this.plain(found.outputs) };
  }

  /** A run of a program that does not declare the customer any more. */
  offboard(): Promise<void> {
    this.connect();
    return this.delete();
  }

  /** The same run goes on to delete what it has declared, as it does after a replacement. */
  async delete(): Promise<void> {
    this.begin();
    if (this.state !== undefined) {
      await this.hearing(this.kind.delete(this.state, this.call(false)));
    }
    this.state = undefined;
  }

  /** The requests of the run; a reading of both sides is `GetSecret 200`, `GetToken 200`. */
  requests(): string[] {
    return requestsIn(this.azure.emulator.journal.entries());
  }

  /** Starts the records of a run. */
  begin(mayRotate = true): void {
    const { journal, clock } = this.azure.emulator;
    journal.clear();
    this.lines = [];
    this.waitedMs = 0;
    this.#run = { today: clock.now().toISOString().slice(0, 10), mayRotate };
  }

  call(isPreview = false): Call {
    return {
      urn: "urn:pulumi:dev::customer-access::acr-credentials:index:TokenSecret::contoso-secret",
      isPreview,
      log: (severity, message) => {
        this.lines.push(`${severity}: ${message}`);
        this.said.push(message);
      },
    };
  }

  private async create(news: Properties, isPreview: boolean): Promise<void> {
    try {
      const made = await this.hearing(this.kind.create(news, this.call(isPreview)));
      const outputs = this.plain(made.outputs);
      if (isPreview) this.preview = outputs;
      else this.state = { id: made.id, inputs: this.plain(made.inputs), outputs };
    } catch (thrown) {
      // The engine keeps what was made, and goes on with it in the next run.
      if (thrown instanceof Unfinished) {
        const { id, inputs, outputs } = thrown.made;
        this.state = { id, inputs: this.plain(inputs), outputs: this.plain(outputs) };
      }
      throw thrown;
    }
  }

  private async hearing<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (thrown) {
      this.said.push(thrown);
      throw thrown;
    }
  }

  /** As the engine keeps properties: over the wire and back. */
  private plain(properties: Properties): Properties {
    const wired = toWire(properties);
    this.said.push(wired.toJavaScript());
    return fromWire(wired);
  }
}
