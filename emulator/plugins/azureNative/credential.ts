// Access tokens by client credentials, kept until shortly before they end.
import type { CloudSettings } from "./cloud";
import { serviceFailure } from "./requestFailed";
import type { Request, Requests } from "./requests";

const RENEW_BEFORE_MS = 5 * 60_000;

/** The service principal that azure-native was configured with. */
export class Credential {
  readonly #requests: Requests;
  readonly #settings: CloudSettings;
  readonly #loginEndpoint: string;
  readonly #tokens = new Map<string, { token: Promise<string>; renewAt: number }>();

  constructor(requests: Requests, settings: CloudSettings, loginEndpoint: string) {
    this.#requests = requests;
    this.#settings = settings;
    this.#loginEndpoint = loginEndpoint;
  }

  /** The headers that authenticate a request to the audience, such as `https://vault.azure.net`. */
  async headersFor(audience: string): Promise<Record<string, string>> {
    const known = this.#tokens.get(audience);
    if (known !== undefined && Date.now() < known.renewAt) {
      return { authorization: `Bearer ${await known.token}` };
    }
    // Requests that start together share one token: the entry stands before the answer is there.
    const entry = { token: Promise.resolve(""), renewAt: Number.POSITIVE_INFINITY };
    entry.token = this.#request(audience).then(({ token, lifetimeMs }) => {
      entry.renewAt = Date.now() + lifetimeMs - RENEW_BEFORE_MS;
      return token;
    });
    entry.token.catch(() => this.#tokens.delete(audience));
    this.#tokens.set(audience, entry);
    return { authorization: `Bearer ${await entry.token}` };
  }

  /** The object id that the access tokens for the audience carry. */
  async objectId(audience: string): Promise<string> {
    const { authorization = "" } = await this.headersFor(audience);
    const [, claims = ""] = authorization.split(".");
    return String(JSON.parse(Buffer.from(claims, "base64url").toString("utf8")).oid);
  }

  async #request(audience: string): Promise<{ token: string; lifetimeMs: number }> {
    const { tenantId, clientId, clientSecret } = this.#settings;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${audience}/.default`,
    });
    const request: Request = {
      method: "POST",
      url: `${this.#loginEndpoint}/${tenantId}/oauth2/v2.0/token`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    };
    const answer = await this.#requests.send(request);
    const { status, body } = answer;
    if (status !== 200) {
      throw serviceFailure(request, answer);
    }
    if (typeof body.access_token !== "string") {
      throw new Error(`${this.#loginEndpoint} answered without an access_token`);
    }
    return { token: body.access_token, lifetimeMs: Number(body.expires_in ?? 0) * 1000 };
  }
}
