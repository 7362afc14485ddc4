// What `pulumi preview` finds of our own resources, on the state of the model's engine: their operations and their words.

import { CORRECT_FIRST } from "../../../access/correctFirst";
import type { PreviewDiagnostic, PreviewFindings, PreviewStep } from "../../../engine/previewStack";
import {
  type Call,
  type Changes,
  type Properties,
  UNKNOWN,
} from "../../../provider/protocol/resource";
import type { Declared } from "./declaration";
import type { StateResource } from "./engineState";
import type { Plugin } from "./plugin";
import type { Product } from "./product";

/** The program whose run is previewed, and the stack before it. */
export interface Previewed {
  product: Product;
  /** Nothing is kept in it of what is read and planned. */
  state: ReadonlyMap<string, StateResource>;
  program: readonly Declared[];
  plugin: Plugin;
}

/** Previews, until the engine would end it. */
export async function previewFindings(previewed: Previewed): Promise<PreviewFindings> {
  const preview = new Preview(previewed);
  await preview.refresh();
  for (const declared of previewed.program) {
    if (!(await preview.make(declared))) break;
  }
  return preview;
}

class Preview implements PreviewFindings {
  readonly steps: PreviewStep[] = [];
  readonly diagnostics: PreviewDiagnostic[] = [];
  readonly #product: Product;
  readonly #state: Map<string, StateResource>;
  readonly #plugin: Plugin;
  readonly #imported: ReadonlySet<string>;

  constructor({ product, state, program, plugin }: Previewed) {
    this.#product = product;
    this.#state = new Map(state);
    this.#plugin = plugin;
    this.#imported = new Set(program.flatMap(({ importId }) => importId ?? []));
  }

  async refresh(): Promise<void> {
    for (const known of [...this.#state.values()]) {
      const kind = this.#plugin.kinds[known.type];
      if (kind?.refreshBeforeUpdate !== true) continue;
      const found = await kind.read(known, this.#call(known, false));
      if (found === undefined) this.#state.delete(known.name);
      else this.#keep(known, found.inputs, found.outputs);
    }
  }

  /** @returns false when the engine ends the preview here */
  async make(declared: Declared): Promise<boolean> {
    const { name, type } = declared;
    const kind = this.#plugin.kinds[type];
    if (kind === undefined) return true;
    const call = this.#call(declared, true);
    const old = this.#state.get(name);
    const given = declared.inputs((of) => this.#state.get(of)?.outputs ?? {});
    const unknowns = await this.#unknowns(declared, given);
    const { inputs, problems } = await kind.check(
      old?.inputs ?? {},
      { ...given, ...unknowns },
      call,
    );
    for (const { reason } of problems) this.#say(call.urn, "error", reason);
    if (problems.length > 0) return false;
    const changes = old && kind.diff(old, inputs, call);
    this.steps.push({ op: opOf(changes), urn: call.urn, changed: Object.keys(changes ?? {}) });
    if (old === undefined) await kind.create(inputs, call);
    else if (Object.keys(changes ?? {}).length > 0) {
      this.#keep(old, inputs, await kind.update(old, inputs, call));
    }
    return true;
  }

  /** What the program gives beside: whether token and scope map are to be made, and what it has found that hinders this. */
  async #unknowns({ customer }: Declared, { tokenId, scopeMapId, owner }: Properties) {
    if (tokenId === undefined) return {};
    const ids = [String(scopeMapId), String(tokenId)] as const;
    const found = await Promise.all(ids.map((id) => this.#plugin.askProblem(id, owner)));
    const problems = found.flatMap((each) => each ?? []);
    const secret = { name: `${customer}-secret`, type: "acr-credentials:index:TokenSecret" };
    for (const words of new Set(problems.map((each) => each.words))) {
      this.#say(urnOf(secret), "warning", `${CORRECT_FIRST}${words}`);
    }
    const isThere = (name: string, id: string) =>
      this.#state.has(name) || (this.#imported.has(id) && problems.every((each) => each.id !== id));
    return {
      scopeMapIs: isThere(`${customer}-scope-map`, ids[0]) ? ids[0] : UNKNOWN,
      tokenIs: isThere(`${customer}-token`, ids[1]) ? ids[1] : UNKNOWN,
      ...(problems.some(({ kind }) => kind !== "missing") ? { isRefused: true } : {}),
    };
  }

  #keep(resource: StateResource, inputs: Properties, outputs: Properties): void {
    const { fromWire, toWire } = this.#product;
    const plain = (properties: Properties) => fromWire(toWire(properties));
    const next = { ...resource, inputs: plain(inputs), outputs: plain(outputs) };
    this.#state.set(resource.name, next);
  }

  #call(resource: Pick<Declared, "name" | "type">, isPreview: boolean): Call {
    const urn = urnOf(resource);
    return { urn, isPreview, log: (severity, message) => this.#say(urn, severity, message) };
  }

  #say(urn: string, severity: string, message: string): void {
    this.diagnostics.push({ urn, severity, message });
  }
}

function urnOf({ name, type }: Pick<Declared, "name" | "type">): string {
  return `urn:pulumi:dev::customer-access::${type}::${name}`;
}

function opOf(changes: Changes | undefined): string {
  if (changes === undefined) return "create";
  return Object.keys(changes).length === 0 ? "same" : "update";
}
