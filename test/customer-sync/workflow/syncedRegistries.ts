// Two tenants with the vendor's webhooks and the customer's workflows between their registries, on the emulator.

import { KNOWN_CLOUDS } from "../../../azure/clouds";
import { catchUpWorkflow } from "../../../customer-sync/workflow/catchUpWorkflow";
import type { Definition } from "../../../customer-sync/workflow/definition";
import { EVENT_TRIGGER, eventWorkflow } from "../../../customer-sync/workflow/eventWorkflow";
import { withCustomer } from "../../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { field } from "../../emulator/bodies";
import type { Received, Sent } from "../../emulator/exchange";
import { InProcessAzure } from "../../emulator/inProcessAzure";
import { Workflows } from "../../emulator/logic/workflows";
import type { Pusher } from "../../emulator/registry/pushing";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { Deployer } from "./deployer";
import { deployWorkflow, must } from "./deployWorkflow";

export const HEADER_SECRET = "header-secret-0123456789abcdef";
export const PREVIOUS_HEADER_SECRET = "previous-header-secret-0123456789";

/** The repositories of which the customer gets copies; the vendor has a third one that is none of them. */
export const REPOSITORIES = ["app/api", "app/worker"] as const;
export const FOREIGN_REPOSITORY = "app/other";

const EVERY = [...REPOSITORIES, FOREIGN_REPOSITORY];

/** Changes a definition, to show that a test notices. */
export type Mutation = (definition: Definition) => Definition;

/** What a test wants otherwise. */
export interface SyncOptions {
  readonly mutation?: Mutation;
  readonly waitsForImports?: boolean;
  readonly isHandover?: boolean;
  /** Below which the workflow for events takes every repository, each with its slash. @default - none */
  readonly prefixes?: readonly string[];
}

/** Both sides; `start` deploys all of it anew. */
export class SyncedRegistries {
  readonly vendor = new InProcessAzure();
  /** What must be in no history. */
  secrets: readonly string[] = [];
  #contoso: EmulatedAzure | undefined;
  #workflows: Workflows | undefined;
  #pusher: Pusher | undefined;
  #reader: Pusher | undefined;
  #url = "";

  /** Starts an emulator with both workflows deployed, and a webhook for each repository. */
  async start(options: SyncOptions = {}): Promise<void> {
    const { vendor } = this;
    await vendor.start({
      seed: withCustomer(DEFAULT_SEED),
      now: "2026-03-01T12:00:00Z",
      ticks: false,
    });
    const contoso = vendor.in("contoso");
    this.#contoso = contoso;
    this.#workflows = new Workflows(contoso);
    this.#pusher = new Deployer(vendor);
    this.#reader = new Deployer(contoso);
    const rights = ["content/read", "metadata/read"];
    const password = await vendor.givenToken(
      "contoso-pull",
      [...REPOSITORIES, "base/*"].flatMap((name) =>
        rights.map((right) => `repositories/${name}/${right}`),
      ),
    );
    await contoso.vault("PUT", "/secrets/vendor-password", { value: password });
    this.secrets = [password, HEADER_SECRET, PREVIOUS_HEADER_SECRET];
    await this.deploy(options);
    for (const [index, name] of EVERY.entries()) {
      await must(
        vendor.arm("PUT", `webhooks/contososync${index}`, {
          location: "westeurope",
          properties: {
            serviceUri: this.#url,
            scope: `${name}:*`,
            actions: ["push"],
            customHeaders: { "X-Registry-Sync": HEADER_SECRET },
          },
        }),
      );
    }
    vendor.emulator.journal.clear();
  }

  /** Deploys both workflows with their rights. */
  async deploy({
    mutation = (same) => same,
    waitsForImports = true,
    isHandover = false,
    prefixes = [],
  }: SyncOptions): Promise<void> {
    const { headerSecret, previousHeaderSecret, ...common } = this.#values();
    const importing = { waitsForImports, cloud: KNOWN_CLOUDS.public };
    await deployWorkflow(
      this.contoso,
      "events",
      mutation(eventWorkflow({ isHandover, prefixes, ...importing })),
      {
        ...common,
        headerSecret,
        ...(isHandover ? { previousHeaderSecret } : {}),
      },
    );
    await deployWorkflow(this.contoso, "catch-up", mutation(catchUpWorkflow(importing)), {
      ...common,
      negativeCatchUpHours: { value: -24 },
    });
    await this.vendor.emulator.settle();
    const { body } = await this.workflows.arm(
      "POST",
      `events/triggers/${EVENT_TRIGGER}/listCallbackUrl`,
    );
    this.#url = field(body, "value");
  }

  #values() {
    return {
      vendorRegistry: { value: this.vendor.loginServer },
      tokenName: { value: "contoso-pull" },
      passwordSecretUri: { value: "https://contoso-sync.vault.azure.net/secrets/vendor-password" },
      repositories: { value: REPOSITORIES },
      targetRegistryId: { value: this.contoso.registryId },
      targetPrefix: { value: "vendor/" },
      headerSecret: { value: HEADER_SECRET },
      previousHeaderSecret: { value: PREVIOUS_HEADER_SECRET },
    };
  }

  /** Calls the trigger's URL as the vendor's webhook does, unless told otherwise, and waits for the end of the run. */
  async call(event: unknown, sent: Sent = {}): Promise<Received> {
    const received = await this.send(event, sent);
    await this.vendor.emulator.settle();
    return received;
  }

  /** The same, without waiting for the run. */
  send(event: unknown, sent: Sent = {}): Promise<Received> {
    const given = { method: "POST", headers: { "X-Registry-Sync": HEADER_SECRET }, ...sent };
    return this.vendor.send(this.#url, "bytes" in given ? given : { ...given, json: event });
  }

  /** An event as the vendor's registry sends it. */
  event(target: object, more: object = {}): object {
    return {
      id: "11111111-2222-4333-8444-555555555555",
      timestamp: "2026-03-01T00:00:00Z",
      action: "push",
      target: { repository: "app/api", digest: `sha256:${"a".repeat(64)}`, ...target },
      request: { id: "1", host: this.vendor.loginServer, method: "PUT", useragent: "test" },
      ...more,
    };
  }

  /** Runs the workflow that catches up, once. */
  async catchUp(): Promise<void> {
    await this.startCatchUp();
    await this.vendor.emulator.settle();
  }

  /** The same, without waiting for the run. */
  async startCatchUp(): Promise<void> {
    await must(this.workflows.arm("POST", "catch-up/triggers/Catch_Up/run"));
  }

  /** What a registry has under a reference: its digest, or the status of the refusal. */
  async vendorDigest(reference: string, repository = "app/api"): Promise<string> {
    return digestOf(await this.pusher.send("GET", `/v2/${repository}/manifests/${reference}`));
  }

  async digest(reference: string, repository = "app/api"): Promise<string> {
    const path = `/v2/vendor/${repository}/manifests/${reference}`;
    return digestOf(await this.reader.send("GET", path));
  }

  /** How many requests for an import were accepted since the journal was cleared. */
  importCount(): number {
    return this.vendor.emulator.journal
      .entries()
      .filter(({ operation, status }) => operation === "Registries_ImportImage" && status === 202)
      .length;
  }

  /** How the runs for events ended, the oldest first. */
  async ends(workflow = "events"): Promise<string[]> {
    return (await this.workflows.runs(workflow)).map(({ status }) => status).reverse();
  }

  /** The trigger's URL. */
  get url(): string {
    return this.#url;
  }

  get contoso(): EmulatedAzure {
    return there(this.#contoso);
  }

  get workflows(): Workflows {
    return there(this.#workflows);
  }

  get pusher(): Pusher {
    return there(this.#pusher);
  }

  get reader(): Pusher {
    return there(this.#reader);
  }
}

/** Starts both sides before the tests of a describe, and ends them after it. */
export function useSyncedRegistries(options: SyncOptions = {}): SyncedRegistries {
  const both = new SyncedRegistries();
  before(() => both.start(options));
  afterEach(() => both.vendor.emulator.faults.clear());
  after(() => both.vendor.close());
  return both;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("not started");
  return value;
}

function digestOf({ status, headers }: Received): string {
  return status === 200 ? String(headers["docker-content-digest"]) : String(status);
}
