// Plays random histories on both registries, each from the same beginning, and compares what the registries then have.
import { digestOf } from "../../../emulator/registry/repositories";
import type { Registry, Repository } from "../../../emulator/world/world";
import { descriptorOf, imageOf, OCI_MANIFEST } from "../../emulator/registry/pushing";
import { IMAGES, type Step, TAGS, type Trouble } from "./anyHistory";
import { REPOSITORIES, type SyncedRegistries } from "./syncedRegistries";

/** Registries between which histories are played, again and again. */
export class Histories {
  readonly #both: SyncedRegistries;
  readonly #images = IMAGES.map((image) => imageOf(configOf(image), []));
  readonly #beginning: string;

  /** Uploads what the images consist of. */
  static async at(both: SyncedRegistries): Promise<Histories> {
    for (const repository of REPOSITORIES) {
      for (const config of [...IMAGES.map(configOf), EMPTY]) {
        await both.pusher.upload(repository, config);
      }
    }
    await both.vendor.emulator.settle();
    // Else an hour's import is asked for a thousand times.
    both.vendor.emulator.behaviours.pollSeconds = 60;
    // What the registry had before is too old for a run that catches up.
    both.vendor.emulator.clock.advanceDays(2);
    return new Histories(both);
  }

  private constructor(both: SyncedRegistries) {
    this.#both = both;
    this.#beginning = both.vendor.emulator.clock.now().toISOString();
  }

  /** Forgets the last history, and plays another one until all of it has ended. */
  async tell(history: readonly Step[]): Promise<void> {
    this.#forget();
    for (const step of history) await this.#take(step);
    await this.#both.vendor.emulator.settle();
  }

  /** Ends all trouble, and lets the workflow catch up once. */
  async catchUp(): Promise<void> {
    this.#both.vendor.emulator.faults.clear();
    await this.#both.catchUp();
  }

  /** What each tag of the vendor's is at both sides; at the customer's nothing where not all of it is there. */
  tags(): { source: Record<string, string>; copy: Record<string, string | undefined> } {
    const source: Record<string, string> = {};
    const copy: Record<string, string | undefined> = {};
    for (const [name, vendors, copied] of this.#repositories()) {
      for (const [tag, { digest }] of vendors?.tags ?? []) {
        if (!isOfHistory(tag)) continue;
        const found = copied?.tags.get(tag)?.digest ?? "";
        source[`${name}:${tag}`] = digest;
        copy[`${name}:${tag}`] = copied?.manifests.has(found) ? found : undefined;
      }
    }
    return { source, copy };
  }

  /** The customer's tags that lead to nothing. */
  brokenTags(): string[] {
    return this.#repositories().flatMap(([, , copied]) =>
      [...(copied?.tags ?? [])]
        .filter(([, { digest }]) => copied?.manifests.has(digest) !== true)
        .map(([tag]) => tag),
    );
  }

  /** The signatures at the vendor's, of whatever it is: all, and those that the customer has. */
  signatures(): { source: string[]; copy: string[] } {
    const source: string[] = [];
    const copy: string[] = [];
    for (const [, vendors, copied] of this.#repositories()) {
      for (const [digest, { subject }] of vendors?.manifests ?? []) {
        if (subject === undefined) continue;
        source.push(digest);
        if (copied?.manifests.has(digest)) copy.push(digest);
      }
    }
    return { source, copy };
  }

  #repositories(): [string, Repository | undefined, Repository | undefined][] {
    return REPOSITORIES.map((name) => [
      name,
      this.#vendors.repositories.get(name),
      this.#copies.repositories.get(`vendor/${name}`),
    ]);
  }

  get #vendors(): Registry {
    return this.#both.vendor.registryOf("vendor");
  }

  get #copies(): Registry {
    return this.#both.vendor.registryOf("contoso");
  }

  #forget(): void {
    this.#both.vendor.forgetRuns();
    this.#both.vendor.emulator.clock.set(this.#beginning);
    for (const name of REPOSITORIES) {
      const repository = this.#vendors.repositories.get(name);
      for (const tag of TAGS) repository?.tags.delete(tag);
      for (const [digest, { subject }] of repository?.manifests ?? []) {
        const isImage = this.#images.some((image) => digestOf(image) === digest);
        if (isImage || subject !== undefined) repository?.manifests.delete(digest);
      }
      this.#copies.repositories.delete(`vendor/${name}`);
    }
  }

  async #take({ repository, deed, trouble, pause }: Step): Promise<void> {
    this.#prepare(trouble);
    await this.#do(deed, REPOSITORIES[repository] ?? REPOSITORIES[0]);
    if (pause === "settled") await this.#both.vendor.emulator.settle();
    else if (pause > 0) await this.#both.vendor.pass(pause);
  }

  #prepare(trouble: Trouble): void {
    const { faults } = this.#both.vendor.emulator;
    const { delivery, deliverySeconds, importSeconds, importFails, refusals } = trouble;
    if (delivery !== undefined || deliverySeconds > 0) {
      const how = delivery === undefined ? {} : { delivery };
      faults.add({ operation: "Webhooks_Deliver", ...how, delaySeconds: deliverySeconds });
    }
    if (importFails || importSeconds > 0) {
      const how = importFails ? { status: 500 } : {};
      faults.add({ operation: "Imports_Copy", ...how, delaySeconds: importSeconds });
    }
    if (refusals !== undefined) {
      const { operation, status, times } = refusals;
      faults.add({ operation, times, ...(status === "reset" ? { reset: true } : { status }) });
    }
  }

  async #do(deed: Step["deed"], repository: string): Promise<void> {
    const { pusher } = this.#both;
    switch (deed.kind) {
      case "push":
        await pusher.put(repository, this.#image(deed.image), { tag: deed.tag });
        return;
      case "sign": {
        const signature = signatureOf(this.#image(deed.image));
        await pusher.put(repository, deed.isTwice ? signatureOf(signature) : signature);
        return;
      }
      case "untag":
        await pusher.send("DELETE", `/acr/v1/${repository}/_tags/${deed.tag}`);
        return;
      case "delete": {
        const digest = digestOf(this.#image(deed.image));
        await pusher.send("DELETE", `/v2/${repository}/manifests/${digest}`);
        return;
      }
      case "catchUp":
        await this.#both.startCatchUp();
    }
  }

  #image(image: number): Buffer {
    return this.#images[image] ?? Buffer.alloc(0);
  }
}

const EMPTY = Buffer.from("{}");

function configOf(image: number): Buffer {
  return Buffer.from(JSON.stringify({ image }));
}

function signatureOf(image: Buffer): Buffer {
  return imageOf(EMPTY, [], {
    artifactType: "application/vnd.example.signature",
    subject: descriptorOf(image, OCI_MANIFEST),
  });
}

function isOfHistory(tag: string): boolean {
  return (TAGS as readonly string[]).includes(tag);
}
