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

/** No server yet; `around` is asked for when the first one starts. */
export function createListeners(
  certificate: ServerCertificate,
  wishedPorts: ReadonlyMap<Listener, number>,
  around: () => Surroundings,
): Listeners {
  const servers = new Map<Listener, Server>();

  const authority = (listener: Listener) => `localhost:${portOf(servers, listener)}`;
  return {
    authority,
    url: (listener) => `https://${authority(listener)}`,
    async open(listener) {
      if (!servers.has(listener)) {
        const port = wishedPorts.get(listener) ?? 0;
        servers.set(listener, await listenNear(port, listener, certificate, around()));
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

// A port from an earlier run may be taken; the main port that somebody asked for may not be replaced.
async function listenNear(
  port: number,
  listener: Listener,
  certificate: ServerCertificate,
  around: Surroundings,
): Promise<Server> {
  try {
    return await listen(listener, port, certificate, around);
  } catch (error) {
    if (port !== 0 && error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      return listen(listener, 0, certificate, around);
    }
    throw error;
  }
}
