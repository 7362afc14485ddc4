// The emulator without sockets: requests of the Azure clients go straight to its dispatcher, and waiting moves its clock.

import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";
import type { JWTPayload } from "jose";
import type { Behaviours } from "../../../emulator/behaviours";
import { dispatch } from "../../../emulator/http/dispatch";
import { type KeyFolder, openKeyFolder } from "../../../emulator/http/keyFolder";
import type { SigningKeys } from "../../../emulator/http/signing";
import { createWorld } from "../../../emulator/world/newWorld";
import type { World } from "../../../emulator/world/world";
import { type Answer, StaleAnswers } from "../sequence/staleAnswers";
import type { Event } from "../sequence/tally";
import { answerIn, type Trouble } from "../sequence/trouble";
import { ModelClock } from "./modelClock";
import { HOSTS, PORTS, SEED } from "./place";
import type { Runner, Turns } from "./turns";

/** The instant at which every sequence begins. */
const BEGINNING = "2026-03-01T12:00:00Z";

/** How much time a request takes. */
const REQUEST_MS = 50;

/** How long a client waits before it tries again, where Azure does not say. */
const BACK_OFF_MS = 2_000;

/** An emulated Azure in this process. */
export class InProcessAzure {
  /** The present world; each sequence has one of its own. */
  world!: World;
  clock = new ModelClock(BEGINNING);
  /** Requests to Resource Manager, the registry and the vault since the beginning. */
  requests = 0;
  /** Called when a request has taken effect or the clock has moved within a run; an error ends the run. */
  onEffect: () => void = () => {};
  /** The turns of two runs at once; undefined where a run is alone. */
  turns: Turns | undefined;
  /** For each of two runs at once; a run alone is the first. */
  readonly clients: Readonly<Record<Runner, HttpClient>> = {
    first: { sendRequest: (request) => this.#send("first", request) },
    second: { sendRequest: (request) => this.#send("second", request) },
  };
  readonly #folder: KeyFolder;
  readonly #keys: SigningKeys;
  #trouble: Trouble = {};
  #stale = new StaleAnswers();
  #inThisRun = 0;
  #end: Error | undefined;

  private constructor(folder: KeyFolder) {
    this.#folder = folder;
    this.#keys = quickKeys(folder.keys);
  }

  static async open(): Promise<InProcessAzure> {
    const azure = new InProcessAzure(await openKeyFolder(undefined));
    await azure.reset();
    return azure;
  }

  close(): Promise<void> {
    return this.#folder.release();
  }

  /** A new world, in which nothing has happened yet. */
  async reset(): Promise<void> {
    this.clock = new ModelClock(BEGINNING);
    const given = { seed: SEED, hosts: HOSTS, folder: this.#folder };
    // Access tokens outlive the longest run of the model, so that no sequence differs by a renewal.
    // And each list has pages.
    const behaviours: Partial<Behaviours> = { accessTokenSeconds: 30 * 86_400, armPageSize: 1 };
    const world = await createWorld({ ...given, behaviours });
    this.world = { ...world, clock: this.clock, keys: this.#keys };
    this.#stale = new StaleAnswers();
    this.trouble({});
  }

  /** From now on requests meet this trouble, and none of an earlier one. */
  trouble(trouble: Trouble): void {
    this.#trouble = trouble;
    this.#inThisRun = 0;
    this.#end = undefined;
    this.#stale.begin();
    this.world.faults.clear();
    for (const fault of trouble.faults ?? []) this.world.faults.add(fault);
  }

  /** What was done to an answer of the present run. */
  get staleAnswer(): Event | undefined {
    return this.#stale.given;
  }

  /** Was the run killed, or did `onEffect` end it? Then nothing of it may happen any more. */
  get end(): Error | undefined {
    return this.#end;
  }

  /** Waits by moving the clock. */
  wait(durationMs: number, runner: Runner): Promise<void> {
    return this.#inTurn(runner, async () => {
      this.clock.advanceMs(durationMs);
      this.#effect();
    });
  }

  #send(runner: Runner, request: PipelineRequest): Promise<PipelineResponse> {
    if (isAside(request)) return this.#carry(request);
    return this.#inTurn(runner, () => this.#carry(request));
  }

  async #inTurn<Result>(runner: Runner, work: () => Promise<Result>): Promise<Result> {
    await this.turns?.take(runner);
    try {
      this.#throwIfEnded();
      return await work();
    } finally {
      this.turns?.done();
    }
  }

  async #carry(request: PipelineRequest): Promise<PipelineResponse> {
    const url = new URL(request.url);
    const listener = PORTS[url.port] ?? "main";
    const isWork =
      (listener !== "main" || url.pathname.startsWith("/subscriptions/")) && !isAside(request);
    if (isWork) this.#count("before");
    const reply = await dispatch(
      {
        listener,
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers.toJSON(),
        rawHeaders: [],
        remoteAddress: "127.0.0.1",
        body: Buffer.from(typeof request.body === "string" ? request.body : ""),
      },
      { world: this.#seenWorld(), hooks: new Set(), onChange: () => {} },
    );
    if (!isAside(request)) this.clock.advanceMs(REQUEST_MS);
    this.#effect();
    if (isWork) this.#count("after");
    if (reply === "reset") throw new RestError("socket hang up", { code: "ECONNRESET", request });
    const headers = createHttpHeaders({ ...reply.headers });
    this.#waitAsTold(headers, reply.status);
    const now = { status: reply.status, body: reply.body?.toString("utf8") ?? "" };
    const { status, body } = this.#answered(request.method, url, now);
    return { request, headers, status, bodyAsText: body };
  }

  #answered(method: string, { href, pathname }: URL, now: Answer): Answer {
    if (method === "GET") return this.#stale.answer(this.#trouble, href, pathname, now);
    return {
      ...now,
      body: now.status < 300 ? answerIn(this.#trouble, pathname, now.body) : now.body,
    };
  }

  /** In the wrong place there is no such registry. */
  #seenWorld(): World {
    return this.#trouble.isWrongPlace ? { ...this.world, registries: new Map() } : this.world;
  }

  /** A client waits before it asks again: here by the emulator's clock, and then at once. */
  #waitAsTold(headers: ReturnType<typeof createHttpHeaders>, status: number): void {
    const told = headers.get("retry-after");
    if (told === undefined && status < 409) return;
    this.clock.advanceMs(told === undefined ? BACK_OFF_MS : Number(told) * 1000);
    if (told !== undefined) headers.set("retry-after", "0");
    this.#effect();
  }

  #count(when: "before" | "after"): void {
    if (when === "before") {
      this.requests += 1;
      this.#inThisRun += 1;
    }
    const { kill } = this.#trouble;
    if (kill?.when !== when || kill.at !== this.#inThisRun) return;
    this.#end = new Error(`killed ${when} request ${kill.at}`);
    throw this.#end;
  }

  #effect(): void {
    try {
      this.onEffect();
    } catch (thrown) {
      this.#end = thrown as Error;
      throw thrown;
    }
  }

  #throwIfEnded(): void {
    if (this.#end !== undefined) throw this.#end;
  }
}

/**
 * Is it the list of scope maps? It takes neither time nor a turn, nor does it count, so that regressions are killed where they
 * were before it came.
 */
function isAside({ method, url }: PipelineRequest): boolean {
  return method === "GET" && new URL(url).pathname.endsWith("/scopeMaps");
}

/** Signing takes a millisecond: a registry's access tokens are looked at by nobody here, and Entra's are few. */
function quickKeys(keys: SigningKeys): SigningKeys {
  const verified = new Map<string, Promise<JWTPayload | undefined>>();
  return {
    ...keys,
    sign: (claims, keyId) =>
      keyId === keys.registryKeyId ? Promise.resolve("an-access-token") : keys.sign(claims, keyId),
    verify(token) {
      const known = verified.get(token) ?? keys.verify(token);
      verified.set(token, known);
      return known;
    },
  };
}
