// The one adapter between sockets and the dispatcher; listens on the loopback interface only.
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Socket } from "node:net";
import type { ServerCertificate } from "./certificates";
import { dispatch, type Surroundings } from "./dispatch";
import type { Listener } from "./hosts";
import { framed, type Reply } from "./reply";

/** A listening server. */
export interface Server {
  readonly port: number;
  /** Breaks all connections, also those with a pending request. */
  close(): Promise<void>;
}

const LARGEST_BODY_BYTES = 512 * 1024 * 1024;
/** Longer than clients keep an idle connection, so that none is closed while a request is on its way. */
const KEEP_ALIVE_MS = 72_000;

/** Listens for one listener's requests; port 0 stands for any free one. */
export async function listen(
  listener: Listener,
  port: number,
  { key, cert }: ServerCertificate,
  around: Surroundings,
): Promise<Server> {
  const server = createServer(
    { key, cert, keepAliveTimeout: KEEP_ALIVE_MS },
    async (request, response) => {
      try {
        await carry(listener, request, response, around);
      } catch (error) {
        // A test's hook threw, or the client went away.
        send(response, { status: 500, body: Buffer.from(String(error)) });
      }
    },
  );
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");

  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error(`emulator: ${listener} has no port after listening`);
  }
  const close = async () => {
    const closed = once(server, "close");
    server.close();
    // The server's own list lacks those that are not through with TLS yet, which then stay open until they time out.
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: address.port, close };
}

async function carry(
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
  around: Surroundings,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    const text = `the emulator takes bodies of at most ${LARGEST_BODY_BYTES} bytes`;
    const headers = { connection: "close", "content-type": "text/plain" };
    send(response, { status: 413, headers, body: Buffer.from(text) });
    return;
  }

  const { method = "", url = "", headers, rawHeaders } = request;
  const { remoteAddress = "" } = request.socket;
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const answer = await dispatch(
    {
      listener,
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      rawHeaders,
      remoteAddress,
      body,
    },
    around,
  );
  if (answer === "reset") {
    request.socket.destroy();
  } else {
    send(response, answer);
  }
}

/** The whole body; undefined if it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"]) > LARGEST_BODY_BYTES) {
    return undefined;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection has to outlive the loop: the refusal is sent on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, reply: Reply): void {
  const { status, headers, body } = framed(reply);
  // Node would add one by the machine's clock.
  response.sendDate = false;
  response.writeHead(status, headers).end(body);
}
