// One night of the scenario: the pipeline runs, explains why, and publishes new passwords in the vault.
import type { Customer } from "../../../customers/schema/schema";
import { summarise } from "../engineEvents";
import type { Reason } from "./pipeline";
import { dateOf } from "./scenario";
import type { Life, World } from "./world";

/** Runs the pipeline at two in the morning; its events go into `life`. */
export async function night(
  day: number,
  where: string,
  { life, world }: { life: Life; world: World },
): Promise<void> {
  const instant = `${dateOf(day)}T02:00:00Z`;
  await world.control.moveTo(instant);
  const { changes, reasons, secrets } = await world.pipeline.run(instant, (text) =>
    world.show(`${where}: pulumi up: ${text}`),
  );
  world.say(`${where}: pulumi up: ${summarise(changes)}`);
  life.secrets = secrets;
  life.runs.all++;
  if (Object.entries(changes).some(([op, count]) => op !== "same" && count > 0)) {
    life.runs.changing++;
  }
  for (const entry of life.entries) {
    const told = tellReasons(day, entry.id, reasons, life);
    await collectPassword(day, entry, { life, world, isTold: told > 0 });
  }
}

/** Reports each reason once: every run repeats what is due but not done. @returns how many were reported */
function tellReasons(
  day: number,
  customerId: string,
  reasons: readonly Reason[],
  { happenings }: Life,
): number {
  const before = happenings.length;
  for (const reason of reasons) {
    const isKnown = happenings.some(
      (each) => each.customerId === customerId && each.text === reason.text,
    );
    if (reason.customerId === customerId && !isKnown) {
      happenings.push({ day, customerId, by: "engine", text: reason.text });
    }
  }
  return happenings.length - before;
}

/** Takes note of a customer's password when it is a new one. */
async function collectPassword(
  day: number,
  { id: customerId, credential }: Customer,
  { life, world, isTold }: { life: Life; world: World; isTold: boolean },
): Promise<void> {
  const secret = await world.services.vault.read(life.secrets[customerId] ?? "");
  if (secret === undefined || life.passwords.some(({ value }) => value === secret.value)) return;
  const slot = secret.tags.CredentialId ?? "";
  const announcedEnd = secret.expiresAt?.slice(0, 10);
  if (!isTold) {
    const until = announcedEnd === undefined ? "without an end" : `until ${announcedEnd}`;
    const text = `a new password in ${slot}, which works ${until}`;
    life.happenings.push({ day, customerId, by: "engine", text });
  }
  life.passwords.push({
    customerId,
    slot,
    generation: credential.generation,
    issuedOn: dateOf(day),
    ...(announcedEnd === undefined ? {} : { announcedEnd }),
    value: secret.value,
    marks: Array.from({ length: day - 1 }, () => undefined),
  });
}
