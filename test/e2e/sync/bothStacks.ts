// The stacks of both sides of a sync on one emulator, and what passes between them.

import { expect } from "chai";
import { withCustomer } from "../../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { Workflows } from "../../emulator/logic/workflows";
import { givenPusher, pushImage, pushSignature } from "../../emulator/registry/signedImage";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { CustomerStack } from "./customerStack";
import { SyncedStack } from "./syncedStack";

/** What the vendor announces and the customer copies. */
export const REPOSITORIES = ["app/api", "base/node", "base/python", "base/runtime"];

/** The workflows that the customer's program makes. */
export const EVENTS = "registry-sync-dev-events";
export const CATCH_UP = "registry-sync-dev-catch-up";

/** Both stacks for the tests of a describe. */
export class BothStacks {
  readonly vendor = new SyncedStack();
  readonly customer = new CustomerStack();
  /** What the customer fetched, the oldest first. */
  readonly headers: string[] = [];
  readonly passwords: string[] = [];
  /** Of the customer's workflow; empty before it is deployed. */
  url = "";
  #seenRuns = 0;

  /** Deploys the vendor's customers, none of whom has a sync; the customer has not begun. */
  async open(): Promise<void> {
    const { vendor, customer } = this;
    await vendor.open({ seed: withCustomer(DEFAULT_SEED) });
    await vendor.up("");
    const given = { vendorRegistry: vendor.azure.loginServer, repositories: REPOSITORIES };
    await customer.open(this.contoso, given);
  }

  async close(): Promise<void> {
    this.customer.close();
    await this.vendor.close();
  }

  /** The customer's tenant. */
  get contoso(): EmulatedAzure {
    return this.vendor.azure.in("contoso");
  }

  get workflows(): Workflows {
    return new Workflows(this.contoso);
  }

  /** Fetches header and password as the customer's reader, and puts them into the configuration. */
  async configure({ isHandover = false } = {}): Promise<void> {
    const { vendor, headers, passwords } = this;
    const headerSecret = await vendor.fetched(vendor.secretName());
    const password = await vendor.fetched(vendor.deployment.secretName("contoso"));
    const previous = headers.at(-1);
    if (previous !== headerSecret) headers.push(headerSecret);
    if (passwords.at(-1) !== password) passwords.push(password);
    const during = isHandover && previous ? { previousHeaderSecret: previous } : {};
    await this.customer.configure({ password, headerSecret, ...during });
  }

  /** Pushes an image with a signature. @returns which of both is at the customer's then */
  async arrives(tag: string): Promise<[image: boolean, signature: boolean]> {
    const pusher = await givenPusher(this.vendor.azure, "pusher", "app/api");
    const { index } = await pushImage(pusher, "app/api", tag);
    const signature = await pushSignature(pusher, "app/api", index);
    await this.vendor.deployment.emulator.settle();
    const answer = async (reference: string) =>
      (await this.#read(`manifests/${reference}`)).headers;
    return [
      (await answer(tag))["docker-content-digest"] === index,
      (await answer(signature))["docker-content-digest"] === signature,
    ];
  }

  /** The tags of the copy. */
  async copiedTags(): Promise<string[]> {
    return ((await this.#read("tags/list")).body as { tags: string[] }).tags;
  }

  async #read(path: string) {
    const reader = await givenPusher(this.contoso, "reader", "vendor/app/api");
    return reader.send("GET", `/v2/vendor/app/api/${path}`);
  }

  /** How many runs for events ended in which way since this was asked last. */
  async newEnds(): Promise<Record<string, number>> {
    const runs = await this.workflows.runs(EVENTS);
    const counts: Record<string, number> = {};
    for (const { status } of runs.slice(0, runs.length - this.#seenRuns)) {
      counts[status] = (counts[status] ?? 0) + 1;
    }
    this.#seenRuns = runs.length;
    return counts;
  }

  /** Takes the identities' rights on the customer's registry away, as somebody does by hand. */
  async withdrawRoles(): Promise<void> {
    const { contoso } = this;
    const version = "2022-04-01";
    const path = "providers/Microsoft.Authorization/roleAssignments";
    const { body } = await contoso.arm("GET", path, undefined, version);
    const { value } = body as { value: { id: string; properties: { scope: string } }[] };
    const onRegistry = value.filter(
      ({ properties }) => properties.scope.toLowerCase() === contoso.registryId.toLowerCase(),
    );
    expect(onRegistry).to.have.length(2);
    for (const { id } of onRegistry) await contoso.arm("DELETE", id, undefined, version);
  }

  /** All that may be seen nowhere. */
  secrets(): string[] {
    const signature = new URL(this.url).searchParams.get("sig") ?? "";
    const all = [...this.headers, ...this.passwords, signature];
    for (const secret of all) expect(secret.length).to.be.greaterThan(20);
    return all;
  }
}
