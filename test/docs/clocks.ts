// What a run says of this machine's clock beside Azure's, as a document has it.

import { runClock } from "../../provider/runClock";
import { failure } from "../provider/tokenSecret/outcome";

/** Each with a name for the test. */
export const CLOCKS: [name: string, provoke: () => Promise<string>][] = [
  ["a clock that is wrong", async () => (await failure(comparedWith(0))).message],
  ["a clock that nothing is compared with", async () => (await comparedWith(undefined)) ?? ""],
];

async function comparedWith(azureMs: number | undefined): Promise<string | undefined> {
  return runClock({}).compare([{ azureMs, ourMs: Date.now(), durationMs: 1, silence: "no Date" }]);
}
