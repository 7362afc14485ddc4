// Contoso's webhooks as the plugin makes them, the workflow on which they call, and `npm run deliveries` about them.
import { expect } from "chai";
import picocolors from "picocolors";
import type { DeliveriesReport } from "../../../cli/deliveries/report";
import { type DeliveriesOptions, runDeliveries } from "../../../cli/deliveries/runDeliveries";
import type { SyncSource } from "../../../cli/syncUrl/runSyncUrl";
import type { Fault } from "../../../emulator/faults";
import { Workflows } from "../../emulator/logic/workflows";
import { imageOf, type Pusher } from "../../emulator/registry/pushing";
import { givenPusher } from "../../emulator/registry/signedImage";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { SyncStack } from "../../provider/syncWebhooks/syncStack";
import { withDeliveryTime } from "./deliveryTime";

/** What the command gave, and everything that it said, as one text. */
export interface Asked {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly report: DeliveriesReport;
  readonly said: string;
}

const CONFIG = Buffer.from("{}");

/** For the tests of a describe: webhooks of app/api and app/web, and a workflow that answers 202. */
export class Announced {
  readonly stack: SyncStack;
  /** Ids of customers with a sync who have not sent a callback URL. */
  others: string[] = [];
  #pusher: Pusher | undefined;
  /** Of the callback URL and of the header: nothing of them may be said. */
  secrets: string[] = [];

  /** @param azure not started yet @default - in this process */
  constructor(azure?: EmulatedAzure) {
    this.stack = new SyncStack(azure);
  }

  async start(): Promise<void> {
    await this.stack.start();
    await this.reset();
  }

  /** Everything works, and nothing was pushed. */
  async reset(): Promise<void> {
    const { stack } = this;
    this.others = [];
    stack.azure.emulator.faults.clear();
    await stack.reset();
    stack.azure.emulator.clock.set("2026-10-03T12:00:00Z");
    const url = await this.workflows.deploy("events", {});
    await stack.up();
    await stack.url.write(url, { Customer: "contoso", Owner: "x7k2pd4q" });
    await stack.up();
    this.#pusher = await givenPusher(stack.azure, "pusher", "app/api", "app/web");
    for (const name of ["app/api", "app/web"]) await this.#pusher.upload(name, CONFIG);
    const header = Object.values(await stack.webhooks()).flatMap(({ customHeaders }) =>
      Object.values(customHeaders),
    );
    this.secrets = [new URL(url).searchParams.get("sig") ?? "", ...new Set(header)];
  }

  get workflows(): Workflows {
    return new Workflows(this.stack.azure);
  }

  /** The name of the webhook of a repository. */
  nameOf(repository: string): string {
    const names = (this.stack.state?.outputs.webhookNames ?? {}) as Record<string, string>;
    const found = Object.entries(names).find(
      ([, words]) => words === `${repository} in westeurope`,
    );
    if (found === undefined) throw new Error(`there is no webhook of ${repository}`);
    return found[0];
  }

  /** Pushes a tag, and waits until it was announced. */
  async push(repository: string, tag: string): Promise<void> {
    const image = imageOf(CONFIG, [], { annotations: { version: tag } });
    await this.#pusher?.put(repository, image, { tag });
    await this.stack.azure.emulator.settle();
  }

  disturb(fault: Fault): void {
    this.stack.azure.emulator.faults.add({ operation: "Webhooks_Deliver", ...fault });
  }

  /** How a stack's state has the sync, beside a customer without one. */
  source(): SyncSource {
    const urn = (type: string, name: string) => `urn:pulumi:dev::customer-access::${type}::${name}`;
    const customer = "customer-access:index:Customer";
    const { state } = this.stack;
    return {
      name: "dev",
      state: async () => ({
        resources: [
          ...["contoso", "fabrikam"].map((id) => ({ type: customer, urn: urn(customer, id) })),
          ...(state === undefined
            ? []
            : [{ type: "acr-credentials:index:SyncWebhooks", urn: this.stack.urn, ...state }]),
          ...this.others.map((id) => ({
            type: "acr-credentials:index:SyncWebhooks",
            urn: urn("acr-credentials:index:SyncWebhooks", `${id}-sync`),
            inputs: this.stack.inputs({ customer: id }),
            outputs: { urlSecretName: `${id}-sync-x7k2pd4q-url` },
          })),
        ],
      }),
    };
  }

  /** Runs the command. */
  async ask(
    options: Partial<DeliveriesOptions> = {},
    more: { env?: NodeJS.ProcessEnv; signal?: AbortSignal; columns?: number } = {},
  ): Promise<Asked> {
    const { emulator } = this.stack.azure;
    const said: string[] = [];
    const { signal = new AbortController().signal, env, columns } = more;
    const context = {
      env: env ?? { ...emulator.environment },
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal,
      print: (line: string) => said.push(line),
      progress: (line: string) => said.push(line),
      ...(columns === undefined ? {} : { columns }),
    };
    const source = this.source();
    const { http } = this.stack.azure;
    const outcome = await withDeliveryTime(this.stack.azure, (time) =>
      runDeliveries({ folder: ".", ...options }, context, { source, http, time }),
    );
    return {
      exitCode: outcome.exitCode,
      lines: outcome.lines,
      report: outcome.data as DeliveriesReport,
      said: [...said, ...outcome.lines, JSON.stringify(outcome.data)].join("\n"),
    };
  }

  /** The same, and sees that no secret was said. */
  async askSecretly(...given: Parameters<Announced["ask"]>): Promise<Asked> {
    const asked = await this.ask(...given);
    expect(this.secrets.map((each) => each.length > 20)).to.deep.equal([true, true]);
    for (const secret of this.secrets) expect(asked.said).not.to.include(secret);
    return asked;
  }

  close(): Promise<void> {
    return this.stack.close();
  }
}
