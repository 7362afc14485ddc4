// Azure Resource Manager: reads, writes and deletes by id, and waits for long-running operations.
import type { PropertyMap } from "../wire";
import type { Cloud } from "./cloud";
import type { Credential } from "./credential";
import { type Answer, type Request, RequestFailed, type Requests, retryAfterMs } from "./requests";

// azure-native waits 10 s (30 s for deletes) unless Retry-After says otherwise; an emulator is quicker.
const POLL_MS = 250;

/** A resource's id with the api-version of its type. */
export interface Resource {
  readonly id: string;
  readonly apiVersion: string;
}

/** Resource Manager as one identity sees it. */
export class Arm {
  readonly #requests: Requests;
  readonly #credential: Credential;
  readonly #cloud: Cloud;

  constructor(requests: Requests, credential: Credential, cloud: Cloud) {
    this.#requests = requests;
    this.#credential = credential;
    this.#cloud = cloud;
  }

  /** The resource, or undefined when it does not exist. */
  async get(resource: Resource): Promise<PropertyMap | undefined> {
    const answer = await this.#send({ method: "GET", url: this.#url(resource) }, [200, 404]);
    return answer.status === 404 ? undefined : answer.body;
  }

  /** Starts to write the resource; the answer is for {@link waitFor}. */
  put(resource: Resource, body: PropertyMap): Promise<Answer> {
    const url = this.#url(resource);
    const headers = { "content-type": "application/json; charset=utf-8" };
    return this.#send({ method: "PUT", url, headers, body: JSON.stringify(body) }, [200, 201, 202]);
  }

  /** Deletes the resource; one that is already gone is fine. */
  async delete(resource: Resource, options: { readonly longRunning: boolean }): Promise<void> {
    const request = { method: "DELETE", url: this.#url(resource) } as const;
    const answer = await this.#send(request, [200, 202, 204, 404]);
    if (options.longRunning) {
      await this.waitFor(answer);
    }
  }

  /** Follows Azure-AsyncOperation, or else Location, to the end; an answer with neither is the end. */
  async waitFor(started: Answer): Promise<void> {
    const operation = started.headers.get("azure-asyncoperation");
    const location = started.headers.get("location");
    if (operation !== null) {
      await this.#pollOperation(operation, started);
    } else if (location !== null && started.status === 202) {
      await this.#pollLocation(location, started);
    }
  }

  async #pollOperation(url: string, last: Answer): Promise<void> {
    await this.#requests.wait(retryAfterMs(last.headers) ?? POLL_MS);
    const request = { method: "GET", url } as const;
    const answer = await this.#send(request, [200, 202]);
    const { status } = answer.body;
    if (status === "Failed" || status === "Canceled") {
      throw new RequestFailed(request, answer);
    }
    if (status !== "Succeeded") {
      await this.#pollOperation(url, answer);
    }
  }

  async #pollLocation(url: string, last: Answer): Promise<void> {
    await this.#requests.wait(retryAfterMs(last.headers) ?? POLL_MS);
    // What a delete was started on may be gone when it is asked for again.
    const answer = await this.#send({ method: "GET", url }, [200, 201, 202, 204, 404]);
    if (answer.status === 202) {
      await this.#pollLocation(answer.headers.get("location") ?? url, answer);
    }
  }

  async #send(request: Request, expected: readonly number[]): Promise<Answer> {
    const authorization = await this.#credential.headersFor(this.#cloud.resourceManagerAudience);
    const headers = { ...request.headers, ...authorization };
    return this.#requests.send({ ...request, headers }, expected);
  }

  #url({ id, apiVersion }: Resource): string {
    return `${this.#cloud.resourceManager}${id}?api-version=${apiVersion}`;
  }
}
