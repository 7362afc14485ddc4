// Deploys workflows in tests, calls them, and reads their whole history.
import { expect } from "chai";
import { field } from "../bodies";
import type { Received, Sent } from "../exchange";
import type { EmulatedAzure } from "../useEmulator";

const API_VERSION = "2019-05-01";

/** What a test wants of a workflow besides its actions. */
export interface Deployed {
  readonly triggers?: object;
  readonly actions?: object;
  readonly parameters?: Readonly<Record<string, object>>;
  readonly values?: Readonly<Record<string, { value: unknown }>>;
  readonly accessControl?: object;
  readonly identity?: object;
  readonly state?: string;
}

/** A trigger with a URL, and nothing else. */
export const MANUAL = { manual: { type: "Request", kind: "Http" } };

/** The workflows of a tenant, as its deployer sees them. */
export class Workflows {
  readonly #azure: EmulatedAzure;

  constructor(azure: EmulatedAzure) {
    this.#azure = azure;
  }

  /** Asks Resource Manager about a workflow, or about something below it. */
  arm(method: string, name: string, json?: unknown): Promise<Received> {
    return this.#azure.arm(method, `${this.id}/${name}`, json, API_VERSION);
  }

  /** The ARM id of the tenant's workflows, without a name. */
  get id(): string {
    return `${this.#azure.groupId}/providers/Microsoft.Logic/workflows`;
  }

  /** PUTs a workflow. */
  put(name: string, deployed: Deployed): Promise<Received> {
    const {
      triggers = MANUAL,
      actions = {},
      parameters = {},
      values,
      identity,
      ...rest
    } = deployed;
    return this.arm("PUT", name, {
      location: "westeurope",
      ...(identity === undefined ? {} : { identity }),
      properties: {
        definition: definitionOf({ triggers, actions, parameters }),
        parameters: values,
        ...rest,
      },
    });
  }

  /** PUTs a workflow that must succeed; its URL, or an empty text without a Request trigger. */
  async deploy(name: string, deployed: Deployed): Promise<string> {
    const { status, body } = await this.put(name, deployed);
    expect(status, JSON.stringify(body)).to.be.oneOf([200, 201]);
    const url = await this.arm("POST", `${name}/listCallbackUrl`);
    return url.status === 200 ? field(url.body, "value") : "";
  }

  /** Calls a URL with a JSON body. */
  call(url: string, json: unknown = {}, sent: Sent = {}): Promise<Received> {
    return this.#azure.send(url, { method: "POST", json, ...sent });
  }

  /** Calls a URL, and waits until all runs have ended. */
  async run(url: string, json?: unknown): Promise<Received> {
    const called = this.call(url, json);
    // The run has begun when the call has arrived, or its answer has.
    await this.#azure.emulator.settle();
    const received = await called;
    await this.#azure.emulator.settle();
    return received;
  }

  /** The runs, newest first: name and status. */
  async runs(name: string): Promise<{ name: string; status: string; error?: object }[]> {
    const { body } = await this.arm("GET", `${name}/runs`);
    return (
      body as { value: { name: string; properties: { status: string; error?: object } }[] }
    ).value.map((run) => ({ name: run.name, ...run.properties }));
  }

  /** Status and code of each action of the newest run. */
  async actions(name: string): Promise<Record<string, string>> {
    const [run] = await this.runs(name);
    const { body } = await this.arm("GET", `${name}/runs/${run?.name}/actions`);
    const { value } = body as {
      value: { name: string; properties: { status: string; code: string } }[];
    };
    return Object.fromEntries(
      value.map(({ name: action, properties: { status, code } }) => [action, `${status} ${code}`]),
    );
  }

  /** The inputs and the outputs of an action of the newest run; undefined where history has no address for them. */
  async content(name: string, action: string): Promise<{ inputs: unknown; outputs: unknown }> {
    const [run] = await this.runs(name);
    const { body } = await this.arm("GET", `${name}/runs/${run?.name}/actions/${action}`);
    const { inputsLink, outputsLink } = (body as { properties: Record<string, { uri?: string }> })
      .properties;
    const read = async (uri?: string) =>
      uri === undefined ? undefined : (await this.#azure.send(uri)).body;
    return { inputs: await read(inputsLink?.uri), outputs: await read(outputsLink?.uri) };
  }

  /** Every answer of every history call about a workflow and its newest runs, contents included, as one text. */
  async history(name: string, mostRuns = Number.POSITIVE_INFINITY): Promise<string> {
    const texts: string[] = [];
    const get = async (path: string, method = "GET") => {
      const { body } = await this.arm(method, `${name}${path}`);
      texts.push(JSON.stringify(body));
      return (body as { value?: { name: string }[] }).value ?? [];
    };
    await get("");
    const triggers = await get("/triggers");
    for (const trigger of triggers) await get(`/triggers/${trigger.name}/histories`);
    for (const run of (await get("/runs")).slice(0, mostRuns)) {
      await get(`/runs/${run.name}`);
      for (const action of await get(`/runs/${run.name}/actions`)) {
        const path = `/runs/${run.name}/actions/${action.name}`;
        await this.#execution(path, get);
        await get(`${path}/scopeRepetitions`);
        for (const repetition of await get(`${path}/repetitions`)) {
          await this.#execution(`${path}/repetitions/${repetition.name}`, get);
        }
      }
    }
    const links = texts.join("\n").matchAll(/"uri":"(https:\/\/localhost:\d+\/workflows\/[^"]+)"/g);
    for (const [, uri = ""] of links) texts.push(String((await this.#azure.send(uri)).bytes));
    return texts.join("\n");
  }

  async #execution(
    path: string,
    get: (path: string, method?: string) => Promise<{ name: string }[]>,
  ): Promise<void> {
    await get(path);
    await get(`${path}/listExpressionTraces`, "POST");
    for (const each of await get(`${path}/requestHistories`)) {
      await get(`${path}/requestHistories/${each.name}`);
    }
  }
}

/** A definition in the service's form. */
export function definitionOf(parts: object): object {
  return {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    ...parts,
  };
}
