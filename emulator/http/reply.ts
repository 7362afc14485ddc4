// What a handler answers, as a value; server.ts alone writes it to a socket.

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Facts for the request journal; never a password. */
  readonly detail?: Readonly<Record<string, string>>;
}

/** Ends a request early with a reply; only the dispatcher catches it. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with status ${reply.status}`);
    this.reply = reply;
  }
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers };
}

/** An answer as it is sent: its headers with the length of its body, unless they say one. */
export function framed({ status, headers, body = Buffer.alloc(0) }: Reply) {
  const length = status === 204 ? {} : { "content-length": String(body.length) };
  return { status, headers: { ...length, ...headers } as Record<string, string>, body };
}

/** The same answer, with facts for the journal. */
export function withDetail(reply: Reply, detail: Record<string, string>): Reply {
  return { ...reply, detail: { ...reply.detail, ...detail } };
}
