// Plays a random life of customers on the real engine, and keeps what the emulator has after each update.

import { redate } from "../../../../cli/story/redate";
import { now } from "../../../../clock";
import type { Deployment } from "../../../helpers/deployment";
import { isWrite, killedUp } from "../../../helpers/killedUp";
import { type Entries, type Entry, edit, IDS, yamlOf } from "./edits";
import { type Facts, readTokens } from "./facts";
import type { Random } from "./random";

/** What goes wrong in an update. */
type Trouble = "refused" | "killed" | undefined;

/**
 * Plays so many random updates, and two more in which somebody's access ends.
 *
 * @throws Error when one fails that should not
 */
export async function play(
  deployment: Deployment,
  updates: number,
  random: Random,
): Promise<Facts[]> {
  const entries: Entries = {};
  const facts: Facts[] = [];
  // So that the same seed gives the same days in every run; in the afternoon, so that a day is seen from its end.
  deployment.emulator.clock.set("2026-07-01T15:00:00Z");
  for (let number = 0; number < updates + 2; number++) {
    const isLast = number >= updates;
    deployment.advanceDays(isLast ? 20 : 1 + random.below(random.chance(25) ? 40 : 12));
    const { clock } = deployment.emulator;
    const before = facts.at(-1);
    // What a run did not finish is done by the next, before anything else is changed.
    const isRepeated = before !== undefined && /refused|killed/.test(before.words);
    const edits = isLast
      ? endAccess(entries, clock.now())
      : isRepeated
        ? ["again"]
        : editsOf(entries, clock.now(), random);
    await deployment.write(yamlOf(entries));
    // A killed run that has created something needs `npm run recover`, which has tests of its own.
    const isFit = !isLast && !isRepeated && !edits.some((each) => each.endsWith("joins"));
    const trouble = isFit ? troubleOf(random) : undefined;
    const startedAt = now({});
    const instant = clock.now().toISOString();
    const what = await update(deployment, trouble, random);
    await redate(deployment.folder, { startedAt, instant });
    const accessUntil = new Map<string, string>();
    for (const [id, entry] of Object.entries(entries)) {
      if (entry.accessUntil !== undefined) accessUntil.set(id, entry.accessUntil);
    }
    facts.push({
      beganMs: Date.parse(instant),
      endedMs: clock.now().getTime(),
      words: `${instant.slice(0, 10)} ${edits.join(", ")}${what}`,
      isKilled: what.includes("killed"),
      tokens: await readTokens(deployment, IDS),
      accessUntil,
    });
  }
  return facts;
}

/** One edit that may take access, as the guard allows it, or several customers that join at first. */
function editsOf(entries: Entries, today: Date, random: Random): string[] {
  const day = today.toISOString().slice(0, 10);
  if (Object.keys(entries).length === 0) {
    return [1, 2, 3].map(() => edit(entries, day, random));
  }
  return random.chance(15) ? ["nothing"] : [edit(entries, day, random)];
}

/** The last day of somebody's access, too soon for another password; then nothing more. */
function endAccess(entries: Entries, today: Date): string[] {
  const isEnding = ({ accessUntil }: Entry) => (accessUntil ?? "") > iso(today, -30);
  const active = Object.entries(entries).filter(([, { state }]) => state === "active");
  const [chosen] = active;
  if (chosen === undefined || active.some(([, entry]) => isEnding(entry))) return ["nothing"];
  const [id, entry] = chosen;
  entry.accessUntil = iso(today, 12);
  return [`${id} has access until ${entry.accessUntil}`];
}

function iso(today: Date, daysLater: number): string {
  return new Date(today.getTime() + daysLater * 86_400_000).toISOString().slice(0, 10);
}

function troubleOf(random: Random): Trouble {
  if (random.chance(15)) return "refused";
  return random.chance(10) ? "killed" : undefined;
}

/** @returns what went wrong, in words */
async function update(deployment: Deployment, trouble: Trouble, random: Random): Promise<string> {
  const { faults } = deployment.emulator;
  if (trouble === "killed") {
    const after = random.below(3);
    let writes = -1;
    const killed = await killedUp(deployment, ({ phase, entry }) => {
      if (phase === "after" && isWrite(entry)) writes += 1;
      return writes === after;
    });
    if (killed === undefined) return "";
    await deployment.stack.cancel();
    return `; killed after ${killed.operation}`;
  }
  if (trouble === "refused") {
    const id = random.pick(IDS);
    const refusal = { status: 403, code: "AuthorizationFailed", times: Number.POSITIVE_INFINITY };
    faults.add({ method: "PUT", path: `/scopeMaps/${id}-pull`, ...refusal });
  }
  // As the pipelines do: without reading, a run would never learn what a killed one has published.
  const { failed, output } = await deployment.up({ refresh: true });
  faults.clear();
  if (failed && trouble !== "refused") throw new Error(`an update failed:\n${output}`);
  return failed ? "; refused" : "";
}
