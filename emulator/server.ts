// The one adapter between sockets and the dispatcher; listens on the loopback interface only.
import type { IncomingMessage } from "node:http";
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { ServerCertificate } from "./certificates";
import { dispatch, type Surroundings } from "./dispatch";
import type { Listener } from "./hosts";

/** A listening server. */
export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

const LARGEST_BODY_BYTES = 512 * 1024 * 1024;
/** As they were sent. */
const CONTENT_TYPES = new WeakMap<IncomingMessage, { readonly "content-type": string }>();

/** Listens for one listener's requests; port 0 stands for any free one. */
export async function listen(
  listener: Listener,
  port: number,
  certificate: ServerCertificate,
  around: Surroundings,
): Promise<Server> {
  const app = fastify({
    https: { key: certificate.key, cert: certificate.cert },
    bodyLimit: LARGEST_BODY_BYTES,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  app.addHook("onRequest", (request, _reply, done) => {
    hideContentType(request.raw);
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.all("*", (request, reply) => carry(listener, request, reply, around));

  try {
    await app.listen({ host: "127.0.0.1", port: port });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.server.address();
  if (address === null || typeof address === "string") {
    throw new Error(`emulator: ${listener} has no port after listening`);
  }
  return { port: address.port, close: () => app.close() };
}

async function carry(
  listener: Listener,
  request: FastifyRequest,
  reply: FastifyReply,
  around: Surroundings,
): Promise<FastifyReply> {
  const [path = "/", query = ""] = request.raw.url?.split(/\?(.*)/s) ?? [];
  const answer = await dispatch(
    {
      listener,
      method: request.method,
      path,
      query: new URLSearchParams(query),
      headers: { ...request.headers, ...CONTENT_TYPES.get(request.raw) },
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    },
    around,
  );

  if (answer === "reset") {
    request.raw.socket.destroy();
    return reply.hijack();
  }
  // Node would add one by the machine's clock.
  reply.raw.sendDate = false;
  reply.code(answer.status).headers(answer.headers ?? {});
  return reply.send(answer.body);
}

/** Fastify refuses malformed content types itself, in words of its own; what they mean is for each host to say. */
function hideContentType(request: IncomingMessage): void {
  const sent = request.headers["content-type"];
  if (sent !== undefined) {
    CONTENT_TYPES.set(request, { "content-type": sent });
    request.headers["content-type"] = "application/octet-stream";
  }
}
