// The emulator without sockets, for tests that are not about the network: requests go straight to where they are answered.
import { hash } from "node:crypto";
import type { JWTPayload } from "jose";
import { type Emulator, type EmulatorOptions, present } from "./emulator";
import { dispatch, type Surroundings } from "./http/dispatch";
import type { Hosts, Listener } from "./http/hosts";
import type { KeyFolder } from "./http/keyFolder";
import type { Incame, Outgoing } from "./http/outgoing";
import { framed } from "./http/reply";
import type { SigningKeys } from "./http/signing";
import type { InterceptHook } from "./journal";
import { resumeSchedules } from "./logic/logicApps";
import { type Clock, createClock, createStillClock } from "./time/clock";
import { notAnswered, type Post } from "./webhooks/post";
import { createWorld } from "./world/newWorld";
import { DEFAULT_SEED } from "./world/seed";
import type { World } from "./world/world";

/** An emulator that is asked by a function. */
export interface InProcessEmulator extends Emulator {
  readonly world: World;
  /** Answers a request to one of the emulator's addresses. @throws when there is no answer */
  exchange(sent: InProcessRequest): Promise<Incame>;
}

/** A request; from 127.0.0.1 unless it says otherwise. */
export type InProcessRequest = Pick<Outgoing, "method" | "url" | "headers" | "body"> & {
  readonly remoteAddress?: string;
};

/** How it is started. */
export interface InProcessOptions extends Pick<EmulatorOptions, "seed" | "behaviours"> {
  /** What the clock shows at the start, ISO 8601. @default 2026-03-01T12:00:00Z */
  readonly now?: string;
  /** Does the clock go on by itself? Else only its own methods move it. @default false */
  readonly ticks?: boolean;
}

const BEGINNING = "2026-03-01T12:00:00Z";

/** Starts an emulator. Its certificate and the folder for it are missing. */
export async function startInProcess({
  now = BEGINNING,
  ticks = false,
  seed = DEFAULT_SEED,
  behaviours = {},
}: InProcessOptions = {}): Promise<InProcessEmulator> {
  const listeners = createPorts();
  const folder = withoutFiles();
  const hooks = new Set<InterceptHook>();
  const exchange = (sent: InProcessRequest) => carry(sent, listeners, around);
  const world = await createWorld({
    ...{ seed, behaviours, hosts: listeners, folder, hooks },
    clock: ticks ? clockFrom(now) : createStillClock(now),
    post: createPost(exchange),
    sendOut: ({ signal, ...sent }) => unlessAborted(signal, exchange(sent)),
  });
  const around: Surroundings = { world, hooks, onChange: () => {} };
  resumeSchedules(world);
  const close = async () => world.schedule.clear();
  return Object.assign(present({ world, listeners, folder, hooks, close }), { world, exchange });
}

function clockFrom(iso: string): Clock {
  const clock = createClock();
  clock.set(iso);
  return clock;
}

interface Ports extends Hosts {
  listenerAt(port: string): Listener | undefined;
}

/** A number for each listener, in the order in which they are asked for. */
function createPorts(): Ports {
  const known: Listener[] = [];
  const authority = (listener: Listener) => {
    if (!known.includes(listener)) known.push(listener);
    return `localhost:${known.indexOf(listener) + 1}`;
  };
  return {
    authority,
    url: (listener) => `https://${authority(listener)}`,
    open: async () => {},
    listenerAt: (port) => known[Number(port) - 1],
  };
}

async function carry(sent: InProcessRequest, ports: Ports, around: Surroundings): Promise<Incame> {
  const { method, url, body, remoteAddress = "127.0.0.1" } = sent;
  const listener = ports.listenerAt(url.port);
  if (listener === undefined) throw new Error(`connect ECONNREFUSED ${url.host}`);
  const headers = Object.entries({ host: url.host, ...sent.headers });
  const reply = await dispatch(
    {
      ...{ listener, method, path: url.pathname, query: url.searchParams, remoteAddress, body },
      headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      rawHeaders: headers.flat(),
    },
    around,
  );
  if (reply === "reset") throw new Error("socket hang up");
  return framed(reply);
}

function createPost(exchange: InProcessEmulator["exchange"]): Post {
  return async (uri, { headers, body, localAddress: remoteAddress }) => {
    try {
      const url = new URL(uri);
      const sent = { method: "POST", url, headers, body: Buffer.from(body), remoteAddress };
      const answer = await exchange(sent);
      const content = answer.body.toString();
      return { ...answer, reasonPhrase: "", content, version: "1.1" };
    } catch (error) {
      return notAnswered(503, "Service Unavailable", (error as Error).message);
    }
  };
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function withoutFiles(): KeyFolder {
  const authority = { certificate: "", privateKey: "" };
  return { authority, keys: quickKeys(), caFile: "", release: async () => {} };
}

/** Signs by a hash: a signature by RSA takes longer than all else about a request. */
function quickKeys(): SigningKeys {
  const signature = (text: string) => hash("sha256", `in process ${text}`, "hex");
  const toBase64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    ...{ registryKeyId: "registry", entraKeyId: "entra", jwk: { kty: "oct" } },
    async sign(claims, kid) {
      const signed = `${toBase64({ typ: "JWT", alg: "HS256", kid })}.${toBase64(claims)}`;
      return `${signed}.${signature(signed)}`;
    },
    async verify(token) {
      const [header = "", claims = "", given] = token.split(".");
      if (signature(`${header}.${claims}`) !== given) return undefined;
      return JSON.parse(Buffer.from(claims, "base64url").toString()) as JWTPayload;
    },
  };
}
