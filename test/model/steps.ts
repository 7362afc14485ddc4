// The steps of a sequence, as data: what fast-check makes, prints and makes smaller, and what a regression names.

import type { Behaviours } from "../../emulator/behaviours";
import type { Bench } from "./bench";
import { type Customer, type Entries, newEntry } from "./customersFile";
import { type Deed, meddle } from "./deeds";
import { apply, type Edit } from "./edits";
import { recover } from "./recovery";
import { preview, type UpOptions, up } from "./runs";
import { settle } from "./settle";
import { ModelStack } from "./stack";

/** One step. */
export type Step =
  /** An edit, which is mostly applied at once. */
  | { step: "edit"; customer: Customer; edit: Edit; up?: UpOptions | undefined }
  /** An edit whose run is disturbed, and which is taken back before the next run. */
  | { step: "take back"; customer: Customer; edit: Edit; up: UpOptions }
  /** Days pass, then hours of the last day; mostly there is a run at that time. */
  | { step: "jump"; days: number; hour: number; up?: UpOptions | undefined }
  | ({ step: "up" } & UpOptions)
  | { step: "preview"; mayRotate: boolean }
  | { step: "outside"; customer: Customer; deed: Deed }
  | { step: "recover" }
  /** The state as it was after an earlier run takes the place of the present one. */
  | { step: "restore"; back: number }
  /** How Azure behaves from now on. */
  | { step: "azure"; behaviours: Partial<Behaviours> };

/** The file at the beginning. */
export type Beginning = Entries;

/** Plays a whole sequence: a first file, its steps, and at the end a run that must put everything right. */
export async function play(
  bench: Bench,
  steps: readonly Step[],
  beginning: Beginning = { contoso: newEntry() },
): Promise<ModelStack> {
  const stack = await begin(bench, beginning);
  for (const step of steps) await perform(stack, step);
  await settle(stack);
  return stack;
}

/** A stack for which nothing was done yet but writing the file. */
export async function begin(bench: Bench, beginning: Beginning): Promise<ModelStack> {
  const stack = await ModelStack.open(bench);
  stack.entries = structuredClone(beginning);
  return stack;
}

/** Does one step. @throws Broken when it breaks a promise */
export async function perform(stack: ModelStack, step: Step): Promise<void> {
  switch (step.step) {
    case "edit":
      apply(step.edit, stack.entries, step.customer, stack.bench.azure.clock.today());
      if (step.up !== undefined) await up(stack, step.up);
      return;
    case "take back": {
      const before = structuredClone(stack.entries);
      apply(step.edit, stack.entries, step.customer, stack.bench.azure.clock.today());
      await up(stack, step.up);
      stack.entries = before;
      await up(stack);
      return;
    }
    case "jump":
      stack.jump(step.days, step.hour);
      if (step.up !== undefined) await up(stack, step.up);
      return;
    case "up":
      await up(stack, step);
      return;
    case "preview":
      await preview(stack, step);
      return;
    case "outside":
      await meddle(stack, step.customer, step.deed);
      return;
    case "recover":
      await recover(stack);
      return;
    case "restore":
      stack.restore(step.back);
      return;
    case "azure":
      stack.behave(step.behaviours);
  }
}
