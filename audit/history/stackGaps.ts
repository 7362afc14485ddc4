// Finds checkpoints of another stack than the history that they are in.
import type { Gap } from "../snapshot";
import { isSameStack } from "../stackName";
import type { Checkpoint } from "./readCheckpoint";
import type { Reading } from "./reading";

/** A file that was read: one run's checkpoint, or the present state, which has no name. */
interface Named {
  readonly name?: string;
  readonly checkpoint?: Reading<Checkpoint>;
}

/** Names each checkpoint of another stack; those that follow one another are one gap. */
export function stackGaps(stack: string, found: readonly Named[]): Gap[] {
  const spells: { readonly other: string; readonly name?: string; more: number }[] = [];
  let last: string | undefined;
  for (const { name, checkpoint } of found) {
    if (checkpoint === undefined || "problem" in checkpoint) continue;
    const other = otherThan(stack, checkpoint.value);
    const spell = spells.at(-1);
    if (other !== undefined && other === last && spell !== undefined) spell.more += 1;
    else if (other !== undefined) {
      spells.push({ other, more: 0, ...(name === undefined ? {} : { name }) });
    }
    last = other;
  }
  return spells.map(({ other, name, more }) => {
    const what = name === undefined ? "the stack's present state" : "its checkpoint";
    const after = more === 0 ? "" : ` (and ${more} more after it)`;
    const words = `${what} is of stack ${other}, not of ${stack}${after}: the stack was renamed, or the file is another stack's`;
    return { ...(name === undefined ? {} : { at: name }), words };
  });
}

/** Legacy backends name a stack without its project. */
function otherThan(expected: string, { stack, otherStack }: Checkpoint): string | undefined {
  if (stack !== undefined && !isSameStack(stack, expected)) return stack;
  return otherStack;
}
