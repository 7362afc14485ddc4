// An emulator without sockets for tests that are not about the network, and what tests do with its clock and its world.
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { HttpOptions } from "../../azure/http";
import {
  type InProcessEmulator,
  type InProcessOptions,
  startInProcess,
} from "../../emulator/inProcess";
import type { Registry, World } from "../../emulator/world/world";
import { decode, type Exchange, encode } from "./exchange";
import { inProcessClient } from "./inProcessClient";
import { EmulatedAzure } from "./useEmulator";

/** Starts an emulator in this process before the tests of a describe, and closes it after them; its clock goes on. */
export function useInProcess(options: InProcessOptions = {}): InProcessAzure {
  const azure = new InProcessAzure();
  before(() => azure.start(options));
  after(() => azure.close());
  return azure;
}

/** An emulator in this process. */
export class InProcessAzure extends EmulatedAzure {
  #inProcess: InProcessEmulator | undefined;
  #client: HttpClient | undefined;

  /** Its clock goes on, and begins at the machine's time, as that of other emulators, unless the options say otherwise. */
  override async start(options: InProcessOptions = {}): Promise<void> {
    const { now = new Date().toISOString(), ticks = true } = options;
    this.#inProcess = await startInProcess({ ...options, now, ticks });
    this.#client = inProcessClient(this.#inProcess);
    this.attach(this.#inProcess, exchangeIn(this.#inProcess), this.#client);
  }

  override get http(): HttpOptions & { readonly client: HttpClient } {
    if (this.#client === undefined) throw new Error("the emulator has not been started");
    return { ...super.http, client: this.#client };
  }

  /** Lets time pass, from one thing that waits for its time to the next. */
  async pass(seconds: number): Promise<void> {
    const { clock, schedule } = this.#world;
    const endMs = clock.now().getTime() + seconds * 1000;
    for (let nowMs = 0; nowMs < endMs; ) {
      await schedule.idle();
      nowMs = Math.min(schedule.nextMs() ?? endMs, endMs);
      clock.set(new Date(nowMs).toISOString());
      schedule.runDue();
    }
    await schedule.idle();
  }

  /** Forgets all runs of workflows, what waits for its time, what was asked for, and the faults that are still to happen. */
  forgetRuns(): void {
    const { schedule, workflowHistories, operations, faults, journal } = this.#world;
    schedule.clear();
    workflowHistories.clear();
    operations.clear();
    faults.clear();
    journal.clear();
  }

  /** The first registry of a tenant, as it is kept. */
  registryOf(tenant: string): Registry {
    const [registry] = this.tenantWorld(tenant).registries.values();
    if (registry === undefined) throw new Error(`${tenant} has no registry`);
    return registry;
  }

  /** A tenant, as it is kept. */
  tenantWorld(tenant: string): World {
    const found = this.#world.cloud.find(({ identity }) => identity.name === tenant);
    if (found === undefined) throw new Error(`there is no tenant ${tenant}`);
    return found;
  }

  get #world() {
    if (this.#inProcess === undefined) throw new Error("the emulator has not been started");
    return this.#inProcess.world;
  }
}

function exchangeIn(emulator: Pick<InProcessEmulator, "exchange">): Exchange {
  return async (url, sent) => {
    const { body, contentType } = encode(sent);
    const length = { "content-length": String(body.length) };
    const { status, ...answer } = await emulator.exchange({
      method: sent.method ?? "GET",
      url: new URL(url),
      headers: { ...contentType, ...length, ...sent.headers },
      body,
    });
    const named = Object.entries(answer.headers).map(([name, each]) => [name.toLowerCase(), each]);
    const headers = Object.fromEntries(named);
    return { status, headers, body: decode(answer.body, headers), bytes: answer.body };
  };
}
