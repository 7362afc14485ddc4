// One SyncWebhooks resource in a state, driven as the engine does, against an emulator.

import type { HttpOptions } from "../../../azure/http";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { type AzureAccess, azureAccess } from "../../../provider/azureAccess";
import type { Properties, ResourceKind } from "../../../provider/protocol/resource";
import { syncWebhooks } from "../../../provider/syncWebhooks/syncWebhooks";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { TWO_VAULTS } from "../../helpers/twoVaults";
import { DrivenResource } from "../drivenResource";
import { IssuedPasswords } from "../tokenSecret/issuedPasswords";
import { SecretByHand } from "../tokenSecret/others/secretByHand";

/** The random id of the stack. */
export const OWNER = "x7k2pd4q";

/** Callback URLs, of which each part that is a secret can be searched for. */
export const URLS = [
  "https://prod-07.westeurope.logic.azure.com:443/workflows/a1/triggers/push/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fpush%2Frun&sv=1.0&sig=FirstSignatureOfContoso-0123456789",
  "https://prod-07.westeurope.logic.azure.com:443/workflows/a1/triggers/push/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fpush%2Frun&sv=1.0&sig=OtherSignatureOfContoso-9876543210",
] as const;

/** A webhook as a person sees it, with where it sends. */
export interface ShownWebhook {
  scope: string;
  location: string;
  status: string;
  actions: readonly string[];
  tags: Record<string, string>;
  serviceUri: string;
  customHeaders: Record<string, string>;
}

/** An emulator, and a stack that announces pushes to contoso. */
export class SyncStack extends DrivenResource {
  readonly azure = new EmulatedAzure();
  /** All values that the plugin has read: headers and callback URLs. */
  readonly read = new IssuedPasswords();
  readonly urn =
    "urn:pulumi:dev::customer-access::acr-credentials:index:SyncWebhooks::contoso-sync";
  /** Is a plan made or applied? */
  followsPlan = false;
  #kind: ResourceKind | undefined;
  #secrets: { header: SecretByHand; url: SecretByHand } | undefined;
  #beginning: (() => void) | undefined;
  #options: HttpOptions = {};

  async start(): Promise<void> {
    await this.azure.start({ seed: TWO_VAULTS });
    const { emulator } = this.azure;
    const name = `contoso-sync-${OWNER}`;
    this.#secrets = {
      header: new SecretByHand(emulator, name),
      url: new SecretByHand(emulator, `${name}-url`),
    };
    this.#beginning = emulator.checkpoint();
  }

  /** Nothing is there but the registry and the vaults. */
  async reset(): Promise<void> {
    const { emulator } = this.azure;
    await this.read.settled();
    Object.assign(emulator.behaviours, DEFAULT_BEHAVIOURS);
    this.#beginning?.();
    emulator.journal.clear();
    const nothing = { state: undefined, preview: undefined, lines: [], said: [] };
    Object.assign(this, nothing, { followsPlan: false });
    this.connect();
  }

  async close(): Promise<void> {
    this.header.leave();
    this.url.leave();
    await this.azure.close();
  }

  /** The resource as served by a plugin process that was just started. */
  connect(given: HttpOptions = {}): void {
    this.#options = given;
    this.#kind = syncWebhooks({
      azure: this.access(given),
      followsPlan: this.followsPlan,
    });
  }

  /** A plugin's ways to Azure. */
  access({ client, ...options }: HttpOptions = {}): AzureAccess {
    const { environment, ca } = this.azure.emulator;
    const { signal } = new AbortController();
    return azureAccess(environment, {
      ca,
      signal,
      retryDelayMs: 1,
      client: this.read.watching(client),
      ...options,
    });
  }

  /** Each run is a process of its own. */
  override begin(): void {
    super.begin();
    this.connect(this.#options);
    this.azure.emulator.journal.clear();
  }

  get kind(): ResourceKind {
    if (this.#kind === undefined) throw new Error("the stack has not been started");
    return this.#kind;
  }

  /** The secret with the header, as a person sees it who may do everything. */
  get header(): SecretByHand {
    if (this.#secrets === undefined) throw new Error("the stack has not been started");
    return this.#secrets.header;
  }

  /** The same with the callback URL. */
  get url(): SecretByHand {
    if (this.#secrets === undefined) throw new Error("the stack has not been started");
    return this.#secrets.url;
  }

  inputs(change: Properties = {}): Properties {
    return {
      customer: "contoso",
      registryId: this.azure.registryId,
      vaultId: this.azure.vaultId,
      secretName: this.header.name,
      owner: OWNER,
      stack: "registry-customer-access/dev",
      enabled: true,
      generation: 1,
      inUse: 1,
      webhooks: { "app/api": ["westeurope"], "app/web": ["westeurope"] },
      ...change,
    };
  }

  /** A first run, the customer's URL, and the run after it. */
  async establish(): Promise<void> {
    await this.up();
    await this.url.write(URLS[0], { Customer: "contoso", Owner: OWNER });
    await this.up();
  }

  /** All webhooks of the registry, by scope and location. */
  async webhooks(): Promise<Record<string, ShownWebhook>> {
    const { body } = await this.azure.arm("GET", "webhooks");
    const { value } = body as { value: { name: string; location: string }[] };
    const shown = await Promise.all(
      value.map(async ({ name }) => {
        const [webhook, config] = await Promise.all([
          this.azure.arm("GET", `webhooks/${name}`),
          this.azure.arm("POST", `webhooks/${name}/getCallbackConfig`),
        ]);
        const { location, tags, properties } = webhook.body as {
          location: string;
          tags: Record<string, string>;
          properties: { scope: string; status: string; actions: string[] };
        };
        const { scope, status, actions } = properties;
        const target = config.body as Pick<ShownWebhook, "serviceUri" | "customHeaders">;
        return { scope, location, status, actions, tags, ...target };
      }),
    );
    return Object.fromEntries(shown.map((each) => [`${each.scope} ${each.location}`, each]));
  }

  /** The value of a header, by its version; the current one unless another is named. */
  async headerValue(version?: string): Promise<string> {
    const path = `/secrets/${this.header.name}${version === undefined ? "" : `/${version}`}`;
    const { body } = await this.azure.vault("GET", path);
    return (body as { value: string }).value;
  }

  /** Disables the first version of the header. */
  async disableFirstHeader(): Promise<void> {
    const [first] = await this.header.versions();
    const version = first?.id.split("/").at(-1) ?? "";
    await this.azure.vault("PATCH", `/secrets/${this.header.name}/${version}`, {
      attributes: { enabled: false },
    });
  }

  /** What the run has written: `PutWebhook`, `PutSecret`. */
  writes(): string[] {
    return this.azure.emulator.journal
      .entries()
      .filter(({ method, host, operation, userAgent }) => {
        const isPlugin = /azsdk|core-rest-pipeline/.test(userAgent);
        const isRead = method === "GET" || operation === "Webhooks_GetCallbackConfig";
        return isPlugin && !isRead && host !== "login";
      })
      .filter(({ status }) => status !== 401)
      .map(({ operation, status }) => `${operation} ${status ?? "reset"}`);
  }
}

/** One stack per describe, which no test leaves before it was searched for headers and URLs. */
export function useSyncStack(): SyncStack {
  const stack = new SyncStack();
  before(() => stack.start());
  beforeEach(() => stack.reset());
  afterEach(() => {
    const found = stack.read.foundIn(stack.said);
    if (found.length > 0) throw new Error(`the engine was told ${found.join(", ")}`);
  });
  after(() => stack.close());
  return stack;
}
