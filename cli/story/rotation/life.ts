// Runs the days of the scenario: the pipeline at night, and all logins at noon.
import { writeFile } from "node:fs/promises";
import { requireCustomersFile } from "../../requireCustomersFile";
import { night } from "./night";
import { noon } from "./noon";
import { customersFile, dateOf, EDITS } from "./scenario";
import type { Life, World } from "./world";

/** Runs `days` days. @throws UserError when a run of the pipeline fails or is stopped */
export async function live(days: number, world: World): Promise<Life> {
  const life: Life = {
    entries: [],
    secrets: {},
    held: new Map(),
    passwords: [],
    happenings: [],
    logins: { accepted: 0, refused: 0, wronglyAccepted: 0, wronglyRefused: 0 },
    runs: { all: 0, changing: 0 },
  };
  for (let day = 1; day <= days; day++) {
    world.signal.throwIfAborted();
    const where = `day ${day} of ${days}, ${dateOf(day)}`;
    const isEdited = await editFile(day, life, world);
    const isQuiet = !isEdited && !world.pipeline.isDue(dateOf(day));
    const runs = !isQuiet || (day - 1) % DAYS_BETWEEN_QUIET_RUNS === 0;
    if (runs) await night(day, where, { life, world });
    world.show(`${where}: everybody logs in`);
    await noon(day, runs, { life, world });
  }
  return life;
}

/** On other nights the pipeline would find nothing to do; each of these runs shows that. */
const DAYS_BETWEEN_QUIET_RUNS = 28;

/** Writes customers.yaml where it changes. @returns was it changed? */
async function editFile(day: number, life: Life, { file }: World): Promise<boolean> {
  const edits = EDITS.filter((edit) => edit.day === day);
  if (day > 1 && edits.length === 0) return false;
  await writeFile(file, customersFile(day));
  life.entries = (await requireCustomersFile(file)).customers;
  for (const { customerId, says } of edits) {
    life.happenings.push({ day, customerId, by: "file", text: says });
  }
  return true;
}
