// A receiver of webhooks: a server of HTTPS on this machine, which notes each request and gives the answer that a test chose.
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { ServerCertificate } from "../../../emulator/http/certificates";
import type { EventContent } from "../../../emulator/webhooks/webhook";
import type { EmulatedAzure } from "../useEmulator";

/** One request that a receiver got. */
export interface ReceivedEvent {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly from: string | undefined;
  readonly event: EventContent;
}

/** How a receiver answers. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  /** It never answers. @default false */
  readonly isSilent?: boolean;
}

/** A receiver for the tests of a describe, with a certificate that the emulator's webhooks trust. */
export function useReceiver(azure: EmulatedAzure): Receiver {
  const receiver = new Receiver();
  before(() => receiver.start(azure));
  beforeEach(() => receiver.forget());
  after(() => receiver.close());
  return receiver;
}

/** A running receiver. */
export class Receiver {
  /** What was received, oldest first. */
  readonly received: ReceivedEvent[] = [];
  answer: ReceiverAnswer = { status: 200 };
  #server: Server | undefined;

  async start(
    { emulator }: EmulatedAzure,
    certificate: Promise<ServerCertificate> = emulator.issueCertificate(),
  ): Promise<void> {
    const server = createServer(await certificate, async (request, response) => {
      const { method, url: path, headers, socket } = request;
      const event = JSON.parse(await text(request)) as EventContent;
      this.received.push({ method, path, headers, from: socket.remoteAddress, event });
      const { status, body, headers: answered, isSilent } = this.answer;
      if (isSilent !== true) response.writeHead(status, answered).end(body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    this.#server = server;
  }

  /** `https://localhost:PORT/events`. */
  get url(): string {
    const { port } = (this.#server?.address() ?? { port: 0 }) as AddressInfo;
    return `https://localhost:${port}/events`;
  }

  /** What of the events tests compare most: `push app/api:1.0.0`, with the beginning of the digest where there is no tag. */
  get summary(): string[] {
    return this.received.map(({ event: { action, target } }) => {
      const { repository = "", tag, digest } = target ?? {};
      const reference = tag === undefined ? `@${digest?.slice(0, 14)}` : `:${tag}`;
      return target === undefined ? action : `${action} ${repository}${reference}`;
    });
  }

  /** Forgets what was received, and answers 200 again. */
  forget(): void {
    this.received.length = 0;
    this.answer = { status: 200 };
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
