// Plays Pulumi's engine for one stack: reads again, compares, creates, updates and deletes, and keeps the state after each step.

import { isDeepStrictEqual } from "node:util";
import type { Call, Properties, Reality, ResourceKind } from "../../../provider/protocol/resource";
import { hasChanges, problemOf } from "../promise/check";
import { requireNoProblem } from "./adoptionProblems";
import type { Declared } from "./declaration";
import {
  type EngineOptions,
  type Line,
  type NewResource,
  newResource,
  type PendingCreate,
  partly,
  type RunResult,
  type StateResource,
  throwIfEnded,
} from "./engineState";
import type { Plugin } from "./plugin";

/** An engine with the state of one stack. */
export class Engine {
  state = new Map<string, StateResource>();
  pending: PendingCreate[] = [];
  /** The lines of the present or the last run. */
  lines: Line[] = [];
  /** What a run could not create because it is there; see byPerson.ts. */
  readonly inTheWay: StateResource[] = [];
  #plugin: Plugin | undefined;
  readonly options: EngineOptions;

  constructor(options: EngineOptions) {
    this.options = options;
  }

  /** Runs `pulumi up --continue-on-error`, with `--refresh` if so. */
  async up(program: readonly Declared[], { refresh = false } = {}): Promise<RunResult> {
    const run = this.#begin();
    await this.#refresh(run, refresh);
    const problem = await problemOf(program, this.state, this.#ours);
    if (problem !== undefined) run.failures.set("", problem);
    else if (run.failures.size === 0) await this.#carryOut(program, run);
    return run;
  }

  async #carryOut(program: readonly Declared[], run: RunResult): Promise<void> {
    for (const declared of program) {
      const isHeldUp = (name: string) => run.failures.has(name) || run.skipped.has(name);
      if (declared.dependsOn.some(isHeldUp)) run.skipped.add(declared.name);
      else await this.#attempt(run, declared.name, () => this.#make(declared));
    }
    await this.#deleteOthers(program, run);
  }

  /** Runs `pulumi preview`: everything that our own resources would say and do, without doing it. */
  async preview(program: readonly Declared[]): Promise<RunResult> {
    const kept = { state: new Map(this.state), pending: this.pending };
    const run = this.#begin();
    await this.#refresh(run, false);
    for (const declared of run.failures.size > 0 ? [] : program) {
      const old = this.state.get(declared.name);
      const kind = this.#ours[declared.type];
      if (kind === undefined || old === undefined) continue;
      await this.#attempt(run, declared.name, async () => {
        const call = this.#call(declared.name, true);
        const news = await this.#checked(declared, call);
        if (hasChanges(kind.diff(old, news, call))) await kind.update(old, news, call);
      });
    }
    Object.assign(this, kept);
    return run;
  }

  get #ours(): Readonly<Record<string, ResourceKind>> {
    return this.#plugin?.kinds ?? {};
  }

  #begin(): RunResult {
    this.lines = [];
    this.#plugin = this.options.startPlugin();
    return { failures: new Map(), skipped: new Set(), lines: this.lines };
  }

  /** Reads what is read before each update, or with `--refresh` everything; a plain failure ends the run. */
  async #refresh(run: RunResult, isAll: boolean): Promise<void> {
    for (const known of [...this.state.values()]) {
      const { natives } = this.options;
      const kind = this.#ours[known.type];
      if (!isAll && kind?.refreshBeforeUpdate !== true) continue;
      const isOk = await this.#attempt(run, "", async () => {
        const found = await partly(
          this.options,
          () =>
            kind?.read(known, this.#call(known.name, false)) ??
            natives[known.type]?.read(known) ??
            Promise.resolve(undefined),
        );
        if (found.made === undefined) {
          this.options.forgets(known.name);
          this.state.delete(known.name);
        } else this.#keep(known, found.made, found.failure !== undefined);
      });
      if (!isOk) return;
    }
  }

  async #make(declared: Declared): Promise<void> {
    const { now } = this.options;
    const news = await this.#checked(declared, this.#call(declared.name, false));
    const old = this.state.get(declared.name);
    const { name, type, importId, ignoreChanges, dependsOn, isProtected, isRetained } = declared;
    const { result: owner } = this.#outputsOf("access-suffix");
    requireNoProblem(await this.#plugin?.askProblem(importId, owner), old);
    if (old !== undefined) {
      await this.#change({ ...old, dependsOn, isProtected, isRetained }, news, ignoreChanges);
      return;
    }
    const resource = newResource(declared);
    if (importId !== undefined) {
      const taken = await this.#imported({ ...resource, importID: importId }, importId, news);
      await this.#change(taken, news, ignoreChanges);
      return;
    }
    const pending: PendingCreate = { type: "creating", resource: { ...resource, inputs: news } };
    this.pending.push(pending);
    const done = () => {
      this.pending = this.pending.filter((each) => each !== pending);
    };
    try {
      const { natives } = this.options;
      const made = await partly(
        this.options,
        () =>
          this.#ours[type]?.create(news, this.#call(name, false)) ??
          natives[type]?.create(news) ??
          Promise.reject(new Error(`no plugin for ${type}`)),
      );
      const fresh = { ...resource, created: now().toISOString() };
      if (made.made !== undefined) this.#keep(fresh, made.made, made.failure !== undefined);
      done();
      if (made.failure !== undefined) throw made.failure;
    } catch (thrown) {
      if (this.options.end() === undefined) done();
      const [, id] = /already existing resource '(.*)'/.exec((thrown as Error).message) ?? [];
      if (id !== undefined) this.inTheWay.push({ ...resource, id, inputs: news, outputs: {} });
      throw thrown;
    }
  }

  /** Adopts what is there, as it is. */
  async #imported(resource: NewResource, id: string, inputs: Properties): Promise<StateResource> {
    const { name, type } = resource;
    const found = await this.options.natives[type]?.read({ id, inputs, outputs: {} });
    throwIfEnded(this.options);
    if (found === undefined) throw new Error(`there is no ${name} to adopt`);
    const taken = { ...resource, ...found, created: this.options.now().toISOString() };
    this.state.set(name, taken);
    return taken;
  }

  /** The inputs as the plugin takes them. */
  async #checked({ name, type, inputs }: Declared, call: Call): Promise<Properties> {
    const given = inputs((of) => this.#outputsOf(of));
    const olds = this.state.get(name)?.inputs ?? {};
    return (await this.#ours[type]?.check(olds, given, call))?.inputs ?? given;
  }

  async #change(old: StateResource, given: Properties, ignored: readonly string[]): Promise<void> {
    const { natives } = this.options;
    const kind = this.#ours[old.type];
    const call = this.#call(old.name, false);
    const kept = ignored.filter((key) => key in old.inputs).map((key) => [key, old.inputs[key]]);
    const news = { ...given, ...Object.fromEntries(kept) };
    const isChanged =
      kind === undefined
        ? !isDeepStrictEqual(news, old.inputs)
        : hasChanges(kind.diff(old, news, call));
    if (!isChanged && !old.isUnfinished) {
      this.state.set(old.name, { ...old, inputs: news });
      return;
    }
    if (kind === undefined) await this.#plugin?.requireOurs(old, news);
    const outputs =
      kind === undefined
        ? await natives[old.type]?.update(old.id, news)
        : this.#plain(await kind.update(old, news, call));
    throwIfEnded(this.options);
    this.state.set(old.name, { ...old, inputs: news, outputs: outputs ?? {}, isUnfinished: false });
  }

  /** Deletes what the program does not declare, dependents first; nothing at all if any of it is protected. */
  async #deleteOthers(program: readonly Declared[], run: RunResult): Promise<void> {
    const names = new Set(program.map(({ name }) => name));
    const others = [...this.state.values()].filter(({ name }) => !names.has(name)).reverse();
    for (const { name, isProtected } of others) {
      if (isProtected) run.failures.set(name, "resource cannot be deleted because it is protected");
    }
    if (others.some(({ isProtected }) => isProtected)) return;
    for (const old of others) {
      const isNeeded = [...this.state.values()].some(({ dependsOn }) =>
        dependsOn.includes(old.name),
      );
      if (isNeeded) run.skipped.add(old.name);
      else {
        await this.#attempt(run, old.name, async () => {
          const kind = this.#ours[old.type];
          if (old.isRetained) this.state.delete(old.name);
          else if (kind === undefined) await this.options.natives[old.type]?.delete(old.id);
          else await kind.delete(old, this.#call(old.name, false));
          throwIfEnded(this.options);
          this.state.delete(old.name);
        });
      }
    }
  }

  /** Does one step; its failure is noted, a killed run ends here. */
  async #attempt(run: RunResult, name: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      throwIfEnded(this.options);
      return true;
    } catch (thrown) {
      throwIfEnded(this.options);
      run.failures.set(name, (thrown as Error).message);
      return false;
    }
  }

  #keep(resource: Omit<StateResource, keyof Reality>, made: Reality, isUnfinished: boolean): void {
    const { id } = made;
    const [inputs, outputs] = [this.#plain(made.inputs), this.#plain(made.outputs)];
    this.state.set(resource.name, { ...resource, id, inputs, outputs, isUnfinished });
  }

  /** As the engine keeps properties: over the wire and back, secrets without their wrapping. */
  #plain(properties: Properties): Properties {
    const { fromWire, toWire } = this.options.product;
    return fromWire(toWire(properties));
  }

  #outputsOf(name: string): Properties {
    return this.state.get(name)?.outputs ?? {};
  }

  #call(name: string, isPreview: boolean): Call {
    const log: Call["log"] = (severity, message) => this.lines.push({ name, severity, message });
    return { urn: `urn:pulumi:dev::customer-access::type::${name}`, isPreview, log };
  }
}
