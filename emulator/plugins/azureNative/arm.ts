// Azure Resource Manager: looks, writes and deletes by id, and waits for what takes longer.
import type { PropertyMap } from "../wire";
import type { Cloud } from "./cloud";
import type { Credential } from "./credential";
import { followToEnd, type Polling } from "./longRunning";
import { sendRegistering } from "./registration";
import { armFailure, isGone, RequestFailed } from "./requestFailed";
import type { Answer, Request, Requests } from "./requests";

/** A resource's id with the api-version of its type. */
export interface Resource {
  readonly id: string;
  readonly apiVersion: string;
}

/** A write that Azure took; `end` gives the resource when it is over. */
export interface Write {
  end(): Promise<PropertyMap>;
}

/** Resource Manager as one identity sees it. */
export class Arm {
  readonly #requests: Requests;
  readonly #credential: Credential;
  readonly #cloud: Cloud;
  readonly #polling: Polling;

  constructor(requests: Requests, credential: Credential, cloud: Cloud) {
    this.#requests = requests;
    this.#credential = credential;
    this.#cloud = cloud;
    this.#polling = {
      send: (request, expected) => this.#sendExpecting(request, expected),
      wait: (milliseconds) => requests.wait(milliseconds),
    };
  }

  /** The resource; one that is not there is an error, too. */
  async get(resource: Resource): Promise<PropertyMap> {
    return (await this.#sendExpecting({ method: "GET", url: this.#url(resource) }, [200])).body;
  }

  /** The resource; undefined when it, or what it belongs to, is gone. */
  find(resource: Resource): Promise<PropertyMap | undefined> {
    return this.get(resource).catch((error: unknown) => {
      if (!isGone(error)) {
        throw error;
      }
      return undefined;
    });
  }

  /** The object id of the identity, as its access tokens say. */
  ownObjectId(): Promise<string> {
    return this.#credential.objectId(this.#cloud.resourceManagerAudience);
  }

  /** Throws unless nothing is there under the id (CanCreate in client_azcore.go; documented). */
  async requireAbsence(resource: Resource): Promise<void> {
    const { status, body, text } = await this.#send({ method: "GET", url: this.#url(resource) });
    if (status === 200 && Object.keys(body).length > 0) {
      throw new Error(`cannot create already existing resource '${resource.id}'`);
    }
    if (![200, 204, 404].includes(status)) {
      throw new Error(
        `cannot check existence of resource '${resource.id}': status code ${status}, ${text}`,
      );
    }
  }

  /** Writes the resource. */
  async put(
    resource: Resource,
    body: PropertyMap,
    { longRunning }: { readonly longRunning: boolean },
  ): Promise<Write> {
    const url = this.#url(resource);
    const headers = { "content-type": "application/json; charset=utf-8" };
    const request = { method: "PUT", url, headers, body: JSON.stringify(body) } as const;
    const answer = await this.#sendExpecting(request, [200, 201, 202]);
    const isFollowed = longRunning || answer.status === 202;
    return {
      end: async () => (isFollowed ? followToEnd({ request, answer }, this.#polling) : answer.body),
    };
  }

  /** Asks a resource for something by POST. */
  async post(resource: Resource): Promise<PropertyMap> {
    return (await this.#sendExpecting({ method: "POST", url: this.#url(resource) }, [200])).body;
  }

  /** Deletes the resource; one that is already gone is fine. */
  async delete(resource: Resource, options: { readonly longRunning: boolean }): Promise<void> {
    const request = { method: "DELETE", url: this.#url(resource) } as const;
    try {
      const answer = await this.#sendExpecting(request, [200, 202, 204]);
      if (options.longRunning) {
        await followToEnd({ request, answer }, this.#polling);
      }
    } catch (error) {
      if (!(error instanceof RequestFailed) || error.status !== 404) {
        throw error;
      }
    }
  }

  async #sendExpecting(
    request: Request,
    expected: readonly number[] = [200, 201, 202, 204],
  ): Promise<Answer> {
    const answer = await this.#send(request);
    if (!expected.includes(answer.status)) {
      throw armFailure(answer);
    }
    return answer;
  }

  #send(request: Request): Promise<Answer> {
    return sendRegistering(request, {
      send: (each) => this.#sendAuthorized(each),
      wait: (milliseconds) => this.#requests.wait(milliseconds),
    });
  }

  async #sendAuthorized(request: Request): Promise<Answer> {
    const authorization = await this.#credential.headersFor(this.#cloud.resourceManagerAudience);
    return this.#requests.send({ ...request, headers: { ...request.headers, ...authorization } });
  }

  #url({ id, apiVersion }: Resource): string {
    return `${this.#cloud.resourceManager}${id}?api-version=${apiVersion}`;
  }
}
