// Starts and ends the servers, one for the main hosts and one for each registry and vault, and knows their ports.
import type { ServerCertificate } from "./certificates";
import type { Surroundings } from "./dispatch";
import type { Hosts, Listener } from "./hosts";
import { listen, type Server } from "./server";

/** The running servers. */
export interface Listeners extends Hosts {
  ports(): Map<Listener, number>;
  close(): Promise<void>;
}

/** Which ports the servers shall have. */
export interface Ports {
  /** For the main listener; starting fails when it is taken. */
  readonly main?: number;
  /** From an earlier run; another one will do as well. */
  readonly earlier: ReadonlyMap<Listener, number>;
}

/** No server yet; `around` is asked for when the first one starts. */
export function createListeners(
  certificate: ServerCertificate,
  ports: Ports,
  around: () => Surroundings,
): Listeners {
  const servers = new Map<Listener, Server>();

  const start = (listener: Listener) => {
    const demanded = listener === "main" ? (ports.main ?? 0) : 0;
    return demanded === 0
      ? listenNear(ports.earlier.get(listener) ?? 0, listener, certificate, around())
      : listen(listener, demanded, certificate, around());
  };
  const authority = (listener: Listener) => `localhost:${portOf(servers, listener)}`;
  return {
    authority,
    url: (listener) => `https://${authority(listener)}`,
    async open(listener) {
      if (!servers.has(listener)) {
        servers.set(listener, await start(listener));
      }
    },
    ports: () => new Map([...servers].map(([listener, { port }]) => [listener, port])),
    close: async () => {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

function portOf(servers: ReadonlyMap<Listener, Server>, listener: Listener): number {
  const server = servers.get(listener);
  if (server === undefined) {
    throw new Error(`emulator: nothing listens for ${listener}`);
  }
  return server.port;
}

async function listenNear(
  port: number,
  listener: Listener,
  certificate: ServerCertificate,
  around: Surroundings,
): Promise<Server> {
  try {
    return await listen(listener, port, certificate, around);
  } catch (error) {
    if (port !== 0 && isPortTaken(error)) {
      return listen(listener, 0, certificate, around);
    }
    throw error;
  }
}

/** Whether starting failed because another program has the port. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
