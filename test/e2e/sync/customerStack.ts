// The stack that a customer deploys alone from customer-sync/, in their own tenant of the vendor's emulator.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { withoutSummary } from "../../../cli/story/withoutSummary";
import { declare } from "../../../customer-sync/index";
import { openStack } from "../../../engine/openStack";
import { PROJECT_FOLDER } from "../../../projectFolder";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import {
  ATTACHED_VARIABLE,
  type AttachedPlugins,
  servePlugins,
} from "../../helpers/attachedPlugins";
import { IS_LONG } from "../../helpers/longRun";
import { pulumiCli } from "../../helpers/pulumiCli";
import { useQuickSecrets } from "../../helpers/quickSecrets";
import { testEngine } from "../../helpers/testEngine";

/** What the vendor handed over, in the program's own names. */
export interface HandedOver {
  readonly password?: string;
  readonly headerSecret: string;
  readonly previousHeaderSecret?: string;
}

/** One stack for the tests of a describe. */
export class CustomerStack {
  /** Its files: state, history, configuration. */
  readonly folder = mkdtempSync(join(tmpdir(), "customer-sync-"));
  /** All that any run printed, and all events of the engine as JSON. */
  readonly transcript: string[] = [];
  #stack: Stack | undefined;
  #plugins: AttachedPlugins | undefined;

  /** Opens it; `contoso` is where it is deployed. */
  async open(
    contoso: EmulatedAzure,
    given: {
      readonly vendorRegistry: string;
      readonly repositories: readonly string[];
      /** In the program's own names. @default - a password in the vault, callers from anywhere, an alert */
      readonly settings?: Readonly<Record<string, string>>;
    },
  ): Promise<void> {
    const workFolder = join(this.folder, "work");
    mkdirSync(workFolder);
    const {
      settings = {
        vaultId: contoso.vaultId,
        allowedCallers: "any",
        actionGroupId: `${contoso.groupId}/providers/Microsoft.Insights/actionGroups/on-call`,
      },
    } = given;
    this.#stack = await openStack({
      engine: await testEngine(),
      workFolder,
      projectName: "customer-sync",
      stackName: "dev",
      program: async () => declare(),
      main: join(PROJECT_FOLDER, "customer-sync", "index.cjs"),
      plugins: {},
      standIns: join(PROJECT_FOLDER, "emulator", "plugins"),
      config: {
        "customer-sync:resourceGroupName": contoso.tenant.resourceGroupName,
        "customer-sync:location": "northeurope",
        "customer-sync:vendorRegistry": given.vendorRegistry,
        "customer-sync:tokenName": "contoso-pull",
        "customer-sync:repositories": JSON.stringify(given.repositories),
        "customer-sync:targetRegistryId": contoso.registryId,
        ...Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [`customer-sync:${name}`, value]),
        ),
      },
      // Uncompressed, so that the state can be searched.
      env: { PULUMI_DIY_BACKEND_ZSTD: "false", ...contoso.tenant.environment },
      passphrase: "test",
    });
    const { envVars } = this.#stack.workspace;
    const env = () => ({ ...process.env, ...envVars });
    this.#plugins = await servePlugins({ env, ca: contoso.emulator.ca });
    if (!IS_LONG) envVars[ATTACHED_VARIABLE] = this.#plugins.addresses;
    await useQuickSecrets(this.#stack);
  }

  get stack(): Stack {
    if (this.#stack === undefined) throw new Error("the stack has not been opened");
    return this.#stack;
  }

  /** Sets what was handed over; a previous header that is not given no longer counts. */
  async configure(handedOver: HandedOver): Promise<void> {
    const previous = "customer-sync:previousHeaderSecret";
    const secrets = Object.entries(handedOver).map(
      ([name, value]) => [`customer-sync:${name}`, { value, secret: true }] as const,
    );
    const isKnown = previous in (await this.stack.getAllConfig());
    if (isKnown && handedOver.previousHeaderSecret === undefined) {
      await this.stack.removeConfig(previous);
    }
    await this.stack.setAllConfig(Object.fromEntries(secrets));
  }

  /** @returns the number of resources by operation, without those that stayed the same */
  async up(options: { readonly refresh?: boolean } = {}): Promise<Record<string, number>> {
    return this.#run((hooks) => withoutSummary(this.stack).up({ ...options, ...hooks }));
  }

  async destroy(): Promise<Record<string, number>> {
    return this.#run((hooks) => withoutSummary(this.stack).destroy(hooks));
  }

  async #run(work: (hooks: Hooks) => Promise<unknown>): Promise<Record<string, number>> {
    let changes: Record<string, number> = {};
    await work({
      onOutput: (text) => this.transcript.push(text),
      onEvent: (event) => {
        this.transcript.push(JSON.stringify(event));
        changes = event.summaryEvent?.resourceChanges ?? changes;
      },
    });
    const { same: _, ...rest } = changes;
    return rest;
  }

  /** What `pulumi stack output callbackUrl` prints. */
  async callbackUrl(...options: "--show-secrets"[]): Promise<string> {
    const folder = join(this.folder, "work");
    // What is asked for with secrets is no leak.
    const transcript = options.length === 0 ? this.transcript : [];
    const args = ["stack", "output", "callbackUrl", ...options];
    const { output } = await pulumiCli({ folder, stack: this.stack, transcript }, args);
    return output.trim();
  }

  close(): void {
    this.#plugins?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Hooks {
  onOutput(text: string): void;
  onEvent(event: EngineEvent): void;
}
