// The steps of a sequence, as data: what fast-check makes, prints and makes smaller, and what a regression names.

import type { Behaviours } from "../../../emulator/behaviours";
import { recover } from "../engine/recovery";
import type { Bench } from "./bench";
import { type Customer, type Entries, newEntry } from "./customersFile";
import { type Deed, meddle } from "./deeds";
import { apply, type Edit } from "./edits";
import { type Handover, handOver, type Intrusion, intrude } from "./otherStacks";
import { type RaceOptions, race } from "./race";
import { preview, type UpOptions, up } from "./runs";
import { settle } from "./settle";
import { Stacks } from "./stacks";

/** One step. */
export type Step =
  /** An edit, which is mostly applied at once. */
  | { step: "edit"; customer: Customer; edit: Edit; up?: UpOptions | undefined }
  /** An edit whose run is disturbed, and which is reverted before the next run. */
  | { step: "take back"; customer: Customer; edit: Edit; up: UpOptions }
  /** Days pass, then hours of the last day; mostly there is a run at that time. */
  | { step: "jump"; days: number; hour: number; up?: UpOptions | undefined }
  | ({ step: "up" } & UpOptions)
  /** An edit whose run meets another one of the same stack. */
  | ({ step: "race"; customer: Customer; edit: Edit } & RaceOptions)
  /** Another stack adopts a customer, as documented. */
  | ({ step: "hand over" } & Handover)
  /** Another stack declares a customer who was not handed over to it. */
  | ({ step: "intrude" } & Intrusion)
  | { step: "preview"; mayRotate: boolean }
  | { step: "outside"; customer: Customer; deed: Deed }
  | { step: "recover" }
  /** The state as it was after an earlier run takes the place of the present one. */
  | { step: "restore"; back: number }
  /** How Azure behaves from now on. */
  | { step: "azure"; behaviours: Partial<Behaviours> };

/** The file at the beginning. */
export type Beginning = Entries;

/** Plays a whole sequence: a first file, its steps, and at the end a run that must correct everything. */
export async function play(
  bench: Bench,
  steps: readonly Step[],
  beginning: Beginning = { contoso: newEntry() },
): Promise<void> {
  const stacks = await begin(bench, beginning);
  for (const step of steps) await perform(stacks, step);
  await end(stacks);
}

/** A stack for which nothing was done yet but writing the file. */
export async function begin(bench: Bench, beginning: Beginning): Promise<Stacks> {
  const stacks = await Stacks.open(bench);
  stacks.first.entries = structuredClone(beginning);
  return stacks;
}

/** Does one step. @throws Broken when it breaks a promise */
export async function perform(stacks: Stacks, step: Step): Promise<void> {
  const { first, bench } = stacks;
  const { clock } = bench.azure;
  switch (step.step) {
    case "edit": {
      const stack = stacks.of(step.customer);
      apply(step.edit, stack.entries, step.customer, clock.today());
      if (step.up !== undefined) await up(stack, step.up);
      return;
    }
    case "take back": {
      const stack = stacks.of(step.customer);
      const before = structuredClone(stack.entries);
      apply(step.edit, stack.entries, step.customer, clock.today());
      await up(stack, step.up);
      stack.entries = before;
      await up(stack);
      return;
    }
    case "jump":
      first.jump(step.days, step.hour);
      if (step.up !== undefined) await upAll(stacks, step.up);
      return;
    case "up":
      await upAll(stacks, step);
      return;
    case "race": {
      const stack = stacks.of(step.customer);
      apply(step.edit, stack.entries, step.customer, clock.today());
      await race(stack, step);
      return;
    }
    case "hand over":
      await handOver(stacks, step);
      return;
    case "intrude":
      await intrude(stacks, step);
      return;
    case "preview":
      for (const each of stacks.all) await preview(each, step);
      return;
    case "outside":
      await meddle(stacks.of(step.customer), step.customer, step.deed);
      return;
    case "recover":
      for (const each of stacks.all) await recover(each);
      return;
    case "restore":
      first.restore(step.back);
      return;
    case "azure":
      first.behave(step.behaviours);
  }
}

async function upAll(stacks: Stacks, options: UpOptions): Promise<void> {
  for (const each of stacks.all) await up(each, options);
}

/** The end of a sequence, at which each stack must correct everything. */
export async function end(stacks: Stacks): Promise<void> {
  for (const each of stacks.all) await settle(each);
}
