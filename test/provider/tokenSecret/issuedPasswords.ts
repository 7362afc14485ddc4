// Sees every password that Azure answers, and finds those that something says.

import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";

/** A network that remembers each value which Azure has generated. */
export class IssuedPasswords {
  /** All of them, oldest first. */
  readonly values: string[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  /** Carries requests as `network` does, and looks into each answer. @default - over HTTPS */
  watching(network: HttpClient = createDefaultHttpClient()): HttpClient {
    return {
      sendRequest: async (request): Promise<PipelineResponse> => {
        const response = await this.#counted(network.sendRequest(request));
        for (const [, value = ""] of (response.bodyAsText ?? "").matchAll(VALUE)) {
          if (!this.values.includes(value)) this.values.push(value);
        }
        return response;
      },
    };
  }

  /** Waits for the answers to all requests. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #counted(sent: Promise<PipelineResponse>): Promise<PipelineResponse> {
    this.#underWay.add(sent);
    try {
      return await sent;
    } finally {
      this.#underWay.delete(sent);
    }
  }

  /** The passwords that stand in anything of this, as they are or as base64. */
  foundIn(said: readonly unknown[]): string[] {
    const text = said.map(textOf).join("\n");
    return this.values.filter((value) => forms(value).some((form) => text.includes(form)));
  }
}

const VALUE = /"value"\s*:\s*"([^"]+)"/g;

/** Base64 of a text differs by where it begins: cut to what is the same in every longer text. */
function forms(value: string): string[] {
  const shifted = [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    return bytes.toString("base64").slice(shift === 0 ? 0 : 4, -4);
  });
  return [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), ...shifted];
}

function textOf(said: unknown): string {
  if (said instanceof Error) {
    return [said.message, said.stack, textOf(said.cause), textOf({ ...said })].join("\n");
  }
  return typeof said === "string" ? said : (JSON.stringify(said) ?? "");
}
