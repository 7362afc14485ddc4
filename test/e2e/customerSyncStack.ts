// The program that a customer deploys, on the real engine and the emulator, in a folder of its own.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { declare } from "../../customer-sync/index";
import { openStack } from "../../engine/openStack";
import type { EmulatedAzure } from "../emulator/useEmulator";
import { testEngine } from "../helpers/testEngine";

const PROJECT = join(__dirname, "../..");

/** What a header secret looks like. */
export const HEADER_SECRET = "header-secret-0123456789abcdef";

/** A customer's stack. */
export class CustomerSyncStack {
  /** The folder with everything that the engine keeps. */
  readonly base = mkdtempSync(join(tmpdir(), "customer-sync-"));
  /** What runs said, as text and as events. */
  readonly printed: string[] = [];
  #stack: Stack | undefined;

  /** Opens it for copies of `app/api`, with the vendor's token and `settings` without `customer-sync:`. */
  async open(
    vendor: EmulatedAzure,
    contoso: EmulatedAzure,
    settings: Readonly<Record<string, string>>,
  ): Promise<void> {
    const folder = join(this.base, "work");
    mkdirSync(folder);
    const all = {
      resourceGroupName: "contoso-images",
      location: "northeurope",
      vendorRegistry: vendor.loginServer,
      tokenName: "contoso-pull",
      repositories: JSON.stringify(["app/api"]),
      targetRegistryId: contoso.registryId,
      ...settings,
    };
    this.#stack = await openStack({
      engine: await testEngine(),
      workFolder: folder,
      projectName: "customer-sync",
      stackName: "dev",
      program: async () => declare(),
      main: join(PROJECT, "customer-sync", "index.cjs"),
      plugins: {},
      standIns: join(PROJECT, "emulator", "plugins"),
      config: Object.fromEntries(
        Object.entries(all).map(([name, value]) => [`customer-sync:${name}`, value]),
      ),
      env: contoso.tenant.environment,
      passphrase: "test",
    });
    await this.stack.setConfig("customer-sync:headerSecret", {
      value: HEADER_SECRET,
      secret: true,
    });
  }

  /** Applies it; what changed, and the URL. */
  async up(options: { refresh?: boolean } = {}) {
    const onOutput = (text: string) => this.printed.push(text);
    const onEvent = (event: unknown) => this.printed.push(JSON.stringify(event));
    const { summary, outputs } = await this.stack.up({ ...options, onOutput, onEvent });
    const { same: _, ...changes } = summary.resourceChanges ?? {};
    return { changes, url: outputs.callbackUrl };
  }

  get stack(): Stack {
    if (this.#stack === undefined) throw new Error("not open");
    return this.#stack;
  }

  /** Removes the folder. */
  close(): void {
    rmSync(this.base, { recursive: true, force: true });
  }
}
