// A sequence in which a promise was broken once, and what such sequences are made of.

import type { Bench } from "../sequence/bench";
import { type Entry, newEntry } from "../sequence/customersFile";
import type { Edit } from "../sequence/edits";
import { type Beginning, play, type Step } from "../sequence/steps";
import type { Trouble } from "../sequence/trouble";

/** One such sequence, as short as it can be. */
export interface Regression {
  name: string;
  /** @default - one customer */
  beginning?: Beginning;
  steps: readonly Step[];
}

/** Plays it. @throws Broken when a promise is broken */
export async function playRegression(
  bench: Bench,
  { steps, beginning = { contoso: newEntry() } }: Regression,
): Promise<void> {
  await play(bench, steps, beginning);
}

/** A run each night. */
export function nights(count: number): Step[] {
  return Array<Step>(count).fill({ step: "jump", days: 1, hour: 0, up: {} });
}

/** An edit that asks for a new password, and its run. */
export function raised(trouble: Trouble, edit: Edit = { edit: "raise", isLeak: false }): Step[] {
  return [{ step: "edit", customer: "contoso", edit, up: { trouble } }];
}

/** A customer whose passwords work for a year. */
export function longLived(): Entry {
  const entry = newEntry();
  return { ...entry, credential: { ...entry.credential, lifetimeDays: 365 } };
}
