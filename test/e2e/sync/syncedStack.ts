// A stack on the real engine whose customer contoso has a sync, and the customer's workflow, which is a receiver here.

import { expect } from "chai";
import picocolors from "picocolors";
import type { CommandContext, Outcome } from "../../../cli/command";
import { runDeliveries } from "../../../cli/deliveries/runDeliveries";
import { runSyncUrl } from "../../../cli/syncUrl/runSyncUrl";
import { PRINCIPALS } from "../../../emulator/entra/principals";
import type { Seed } from "../../../emulator/world/seed";
import { givenPusher, pushImage } from "../../emulator/registry/signedImage";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { Receiver } from "../../emulator/webhooks/receiver";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";

/** Contoso's application in the vendor's tenant, which may fetch what is for them. */
const [CONTOSO_DEPLOYMENT] = PRINCIPALS;
export const READER = CONTOSO_DEPLOYMENT?.objectId ?? "";

export const HEADER = "x-registry-sync";

/** A webhook as its registry has it. */
export type Shown = [status: string, url: string, header: string];

/** Contoso as the file has it, beside a customer without a sync. */
const fileWith = (contoso: string) => `customers:
  contoso:
    repositories: [app/api, base/*]
    actions: [content/read, metadata/read]
    readers: [${READER}]
    ${contoso}
  fabrikam: { repositories: [app/api] }
`;

/** One stack for the tests of a describe. */
export class SyncedStack {
  readonly receiver = new Receiver();
  #opened: { deployment: Deployment; azure: EmulatedAzure } | undefined;

  async open({ seed }: { seed?: Seed } = {}): Promise<void> {
    const deployment = await openDeployment(seed === undefined ? {} : { seed });
    const azure = EmulatedAzure.visit(deployment.emulator, "somebody");
    this.#opened = { deployment, azure };
    await this.receiver.start(azure);
  }

  async close(): Promise<void> {
    this.azure.leave();
    await this.receiver.close();
    await this.deployment.close();
  }

  get deployment(): Deployment {
    if (this.#opened === undefined) throw new Error("the stack has not been opened");
    return this.#opened.deployment;
  }

  get azure(): EmulatedAzure {
    if (this.#opened === undefined) throw new Error("the stack has not been opened");
    return this.#opened.azure;
  }

  /** The callback URL of the customer's workflow, with this signature. */
  url(signature: string): string {
    return `${this.receiver.url}?api-version=2016-10-01&sv=1.0&sig=${signature}`;
  }

  write(contoso: string): Promise<void> {
    return this.deployment.write(fileWith(contoso));
  }

  /** What an update says of the sync; it must end as expected. */
  async up(contoso: string, { fails = false } = {}): Promise<string[]> {
    await this.write(contoso);
    return this.said(await this.deployment.up(), fails);
  }

  async preview(contoso: string): Promise<string[]> {
    await this.write(contoso);
    return this.said(await this.deployment.preview(), false);
  }

  said({ events, failed, output }: RunResult, fails: boolean): string[] {
    expect(failed, output.slice(-2000)).to.equal(fails);
    return events.flatMap(({ diagnosticEvent }) => {
      const { urn = "", message = "" } = diagnosticEvent ?? {};
      return urn.endsWith("::contoso-sync") ? [message.trim()] : [];
    });
  }

  /** Runs `npm run sync-url -- contoso`. */
  async bringUrl(url: string): Promise<void> {
    const { ca } = this.deployment.emulator;
    const context = { ...this.#context(), readInput: async () => `${url}\n` };
    const outcome = await runSyncUrl({ ...this.#where, id: "contoso" }, context, { ca });
    expect(outcome.exitCode).to.equal(0);
    this.deployment.transcript.push(JSON.stringify(outcome));
  }

  /** Runs `npm run deliveries`. */
  async deliveries(): Promise<Outcome> {
    const { ca } = this.deployment.emulator;
    return runDeliveries(this.#where, this.#context(), { http: { ca } });
  }

  get #where() {
    return { folder: this.deployment.folder, stack: "dev" };
  }

  #context(): CommandContext {
    const { stack, transcript } = this.deployment;
    const tell = (line: string) => transcript.push(line);
    return {
      env: { ...process.env, ...stack.workspace.envVars },
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: tell,
      progress: tell,
    };
  }

  /** The webhooks of the registry, by scope. */
  async webhooks(): Promise<Record<string, Shown>> {
    const { body } = await this.azure.arm("GET", "webhooks");
    const { value } = body as {
      value: { name: string; properties: { scope: string; status: string } }[];
    };
    const found = await Promise.all(
      value.map(async ({ name, properties: { scope, status } }) => {
        const config = await this.azure.arm("POST", `webhooks/${name}/getCallbackConfig`);
        const { serviceUri, customHeaders } = config.body as {
          serviceUri: string;
          customHeaders: Record<string, string>;
        };
        const shown: Shown = [status, serviceUri, Object.values(customHeaders).join()];
        return [scope, shown] as const;
      }),
    );
    return Object.fromEntries(found);
  }

  /** Sends a webhook elsewhere, as somebody who may change the registry. */
  async redirectOne(): Promise<void> {
    const { body } = await this.azure.arm("GET", "webhooks");
    const [first] = (body as { value: { name: string }[] }).value;
    const properties = { serviceUri: "https://attacker.example/" };
    await this.azure.arm("PATCH", `webhooks/${first?.name}`, { properties });
  }

  /** Pushes an image, and waits until it was announced. @returns what was announced, and with which headers */
  async push(repository: string, tag: string): Promise<[announced: string, header: unknown][]> {
    this.receiver.forget();
    const pusher = await givenPusher(
      this.azure,
      `pusher-${repository.replace("/", "-")}`,
      repository,
    );
    await pushImage(pusher, repository, tag);
    await this.deployment.emulator.settle();
    const { summary, received } = this.receiver;
    return summary
      .map((each, index): [string, unknown] => [each, received[index]?.headers[HEADER]])
      .filter(([each]) => each.endsWith(`:${tag}`));
  }

  /** The name of contoso's secret with the header. */
  secretName(): string {
    return this.deployment.secretName("contoso").replace("-registry-", "-sync-");
  }

  /** The header that the customer fetches; undefined where there is none. */
  async header(name = this.secretName()): Promise<string | undefined> {
    const { body } = await this.azure.vault("GET", `/secrets/${name}`);
    return (body as { value?: string }).value;
  }

  /** What the customer fetches from a secret as one of its readers: the value, or the status of the refusal. */
  async fetched(name: string): Promise<string> {
    const token = await this.azure.newAccessToken(
      "https://vault.azure.net",
      CONTOSO_DEPLOYMENT?.name,
    );
    const { status, body } = await this.azure.send(
      `${this.azure.vaultUrl}/secrets/${name}?api-version=7.6`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    return status === 200 ? String((body as { value: unknown }).value) : String(status);
  }

  /** Who may fetch a secret, beside those of the whole vault. */
  async readersOf(name: string): Promise<string[]> {
    const scope = `${this.azure.vaultId}/secrets/${name}`;
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments`;
    const { body } = await this.azure.arm("GET", path, undefined, "2022-04-01");
    const { value } = body as {
      value: { properties: { principalId: string; scope: string } }[];
    };
    return value
      .filter(({ properties }) => properties.scope.toLowerCase() === scope.toLowerCase())
      .map(({ properties }) => properties.principalId);
  }
}
