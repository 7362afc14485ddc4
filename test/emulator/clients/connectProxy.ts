// A proxy that lets clients reach this machine alone, under any name below localhost, and remembers whom they asked for.
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A running proxy, for HTTPS_PROXY. */
export interface ConnectProxy {
  readonly url: string;
  /** All hosts that were asked for, without ports; also those that were refused. */
  readonly hosts: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Starts a proxy: `localhost` and `*.localhost` are this machine, whether they resolve or not; everything else is refused. */
export async function startConnectProxy(): Promise<ConnectProxy> {
  const hosts = new Set<string>();
  const server = createServer((request, response) => {
    hosts.add(new URL(request.url ?? "", "http://unknown").hostname);
    response.writeHead(403).end();
  });
  server.on("connect", (request, client) => {
    const { hostname, port } = new URL(`https://${request.url}`);
    hosts.add(hostname);
    client.on("error", () => client.destroy());
    if (!/(^|\.)localhost$/.test(hostname)) {
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const target = connect(Number(port || 443), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    target.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hosts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
