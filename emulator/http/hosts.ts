// The hosts that the emulator plays: names, ports and addresses, all on the loopback interface.

/** One of the hosts on the main port, or a registry or vault with a port of its own. */
export type HostName =
  | "arm"
  | "workflow"
  | "login"
  | "graph"
  | "metadata"
  | "control"
  | `registry:${string}`
  | `vault:${string}`;

/** What listens on one port: the main hosts together, or one registry, or one vault. */
export type Listener = "main" | `registry:${string}` | `vault:${string}`;

/** Where each listener can be reached. */
export interface Hosts {
  /** `localhost:PORT`. */
  authority(listener: Listener): string;
  /** `https://localhost:PORT`, without a slash at the end. */
  url(listener: Listener): string;
  /** Starts a listener for a registry or vault that has just been made. */
  open(listener: Listener): Promise<void>;
}
