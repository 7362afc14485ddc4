// What expressions can read in tests of the language: nothing, unless a test says so.
import type { Surrounding } from "../../../emulator/logic/language/evaluate";

/** A surrounding at a moment of Microsoft's examples, with what the test gives. */
export function surrounding(given: Partial<Surrounding> = {}): Surrounding {
  const nothing = (): null => null;
  return {
    now: new Date("2018-04-15T13:00:00Z"),
    triggerOutputs: nothing,
    parameter: nothing,
    outputs: nothing,
    item: nothing,
    items: nothing,
    ...given,
  };
}
