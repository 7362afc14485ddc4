// One resource in a state, driven as the engine does.

import type { Call, Old, Properties, ResourceKind } from "../../provider/protocol/resource";
import { Unfinished } from "../../provider/protocol/resource";
import { fromWire, toWire } from "../../provider/protocol/wire";

/** How a run differs from the usual one. */
export interface RunOptions {
  isPreview?: boolean;
  /** @default true */
  mayRotate?: boolean;
}

/** What a run did with the resource. */
export type Done = "created" | "updated" | "same" | "replaced";

/** A resource of the plugin, and what its state holds. */
export abstract class DrivenResource {
  /** What the state holds; absent before the resource is created. */
  state: Old | undefined;
  /** The outputs that the last preview previewed. */
  preview: Properties | undefined;
  /** Lines shown to people, since the last run began. */
  lines: string[] = [];
  /** All that the engine was given or told: inputs, outputs, lines, errors. */
  said: unknown[] = [];

  abstract get kind(): ResourceKind;
  abstract get urn(): string;
  /** The inputs that the program gives. */
  abstract inputs(change?: Properties): Properties;

  /**
   * Runs as `pulumi up` or `pulumi preview` does: reads the resource again, compares, and creates or updates it.
   *
   * The journal and the lines start again.
   */
  async up(change: Properties = {}, options: RunOptions = {}): Promise<Done> {
    const { isPreview = false } = options;
    this.begin(options);
    const call = this.call(isPreview);
    const isWhole = this.state === undefined || (await this.wasRead());
    const olds = this.state?.inputs ?? {};
    const { inputs: news } = await this.kind.check(olds, this.inputs(change), call);
    if (this.state === undefined) {
      await this.create(news, isPreview);
      return "created";
    }
    const changes = this.kind.diff(this.state, news, call);
    const kinds = Object.values(changes).map(({ kind }) => kind);
    if (kinds.includes("update-replace")) return "replaced";
    if (kinds.length === 0 && isWhole) return "same";
    const outputs = this.plain(await this.hearing(this.kind.update(this.state, news, call)));
    if (isPreview) this.preview = outputs;
    else this.state = { id: this.state.id, inputs: this.plain(news), outputs };
    return "updated";
  }

  /** Reads the resource; it leaves the state when it is gone. */
  async refresh(): Promise<void> {
    if (this.state === undefined) return;
    const found = await this.hearing(this.kind.read(this.state, this.call(false)));
    this.state =
      found === undefined
        ? undefined
        : { id: found.id, inputs: this.plain(found.inputs), outputs: this.plain(found.outputs) };
  }

  /** The same run goes on to delete what it has declared, as it does after a replacement. */
  async delete(): Promise<void> {
    this.begin();
    if (this.state !== undefined) {
      await this.hearing(this.kind.delete(this.state, this.call(false)));
    }
    this.state = undefined;
  }

  /** Starts the records of a run. */
  begin(_options: RunOptions = {}): void {
    this.lines = [];
  }

  call(isPreview = false): Call {
    return {
      urn: this.urn,
      isPreview,
      log: (severity, message) => {
        this.lines.push(`${severity}: ${message}`);
        this.said.push(message);
      },
    };
  }

  /** A reading that failed for this resource alone is shown, and lets the update be tried in any case. */
  private async wasRead(): Promise<boolean> {
    try {
      await this.refresh();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Unfinished)) throw thrown;
      const { id, inputs, outputs } = thrown.made;
      this.state = { id, inputs: this.plain(inputs), outputs: this.plain(outputs) };
      return false;
    }
  }

  private async create(news: Properties, isPreview: boolean): Promise<void> {
    try {
      const made = await this.hearing(this.kind.create(news, this.call(isPreview)));
      const outputs = this.plain(made.outputs);
      if (isPreview) this.preview = outputs;
      else this.state = { id: made.id, inputs: this.plain(made.inputs), outputs };
    } catch (thrown) {
      // The engine keeps what was made, and goes on with it in the next run.
      if (thrown instanceof Unfinished) {
        const { id, inputs, outputs } = thrown.made;
        this.state = { id, inputs: this.plain(inputs), outputs: this.plain(outputs) };
      }
      throw thrown;
    }
  }

  private async hearing<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (thrown) {
      this.said.push(thrown);
      throw thrown;
    }
  }

  /** As the engine keeps properties: over the wire and back. */
  private plain(properties: Properties): Properties {
    const wired = toWire(properties);
    this.said.push(wired.toJavaScript());
    return fromWire(wired);
  }
}
