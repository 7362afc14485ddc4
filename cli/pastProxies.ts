// Keeps what goes to this machine away from proxies: the engine, its plugins and the emulator talk with each other on localhost.

/** As each reader of these variables takes it: by name, by ending, by address. */
const HERE = "localhost,.localhost,127.0.0.1";

/**
 * Adds this machine to `NO_PROXY` and `no_proxy`, for this process and those that it starts.
 *
 * Go does so by itself. Microsoft's clients and gRPC for Node do not, and read different ones of the two.
 */
export function keepLocalPastProxies(env: NodeJS.ProcessEnv): void {
  const { NO_PROXY, no_proxy } = env;
  // Alone it means every host, also to curl and Python, which know no star in a list. gRPC for Node knows none at all.
  if ((NO_PROXY || no_proxy)?.trim() === "*") env.no_grpc_proxy ??= HERE;
  env.NO_PROXY = withHere(NO_PROXY || no_proxy);
  env.no_proxy = withHere(no_proxy || NO_PROXY);
}

function withHere(others: string | undefined): string {
  if (others?.trim() === "*") return others;
  return others ? `${others},${HERE}` : HERE;
}
