// One noon of the scenario: customers start to use new passwords, and every published password is tried.
import { login } from "../../../azure/registry/login";
import type { Customer } from "../../../customers/schema/schema";
import { expectedOn, type HandedOut, isRevoked, markFor } from "./handedOut";
import { CUSTOMERS, dateOf } from "./scenario";
import type { Mark } from "./timeline";
import type { Life, World } from "./world";

/** Logs in as every customer at noon; the results go into `life`. `ran`: did the pipeline run last night? */
export async function noon(
  day: number,
  ran: boolean,
  { life, world }: { life: Life; world: World },
): Promise<void> {
  await world.control.moveTo(`${dateOf(day)}T12:00:00Z`);
  for (const entry of life.entries) {
    await changeOver(day, { entry, isEvening: false }, { life, world });
    for (const password of life.passwords.filter((each) => each.customerId === entry.id)) {
      await tryLogin(day, { password, entry, ran }, { life, world });
    }
    await changeOver(day, { entry, isEvening: true }, { life, world });
  }
}

/**
 * Takes the latest password from the vault: at once, by habit or because the old one has ended; otherwise in the
 * evening of the old one's last day, after a last login with it.
 */
async function changeOver(
  day: number,
  { entry, isEvening }: { entry: Customer; isEvening: boolean },
  { life, world }: { life: Life; world: World },
): Promise<void> {
  const latest = life.passwords.findLast((password) => password.customerId === entry.id);
  const held = life.held.get(entry.id);
  if (latest === undefined || latest === held) return;
  const habit = CUSTOMERS.find(({ id }) => id === entry.id)?.changesOver;
  const works = held !== undefined && expectedOn(dateOf(day), held, entry) === "works";
  const isLate = works && habit === "on the last day";
  const isLastDay = held?.announcedEnd === dateOf(day + 1);
  if (isLate && !(isLastDay && isEvening)) return;
  const secret = await world.services.vault.read(life.secrets[entry.id] ?? "");
  const taken = life.passwords.find(({ value }) => value === secret?.value);
  if (taken === undefined) return;
  life.held.set(entry.id, taken);
  if (held === undefined) return;
  const when = isLate ? `, in the evening of the last day of ${held.slot}` : "";
  const text = `changes over to ${taken.slot}${when}`;
  life.happenings.push({ day, customerId: entry.id, by: "customer", text });
}

async function tryLogin(
  day: number,
  { password, entry, ran }: { password: HandedOut; entry: Customer; ran: boolean },
  { life, world }: { life: Life; world: World },
): Promise<void> {
  const { loginServer } = world.services.registry;
  const as = { loginServer, username: entry.tokenName, password: password.value };
  const result = await login(world.services.http, as);
  if (result.outcome === "unreachable") throw new Error(result.reason);
  const accepted = result.outcome === "accepted";
  const expected = expectedOn(dateOf(day), password, entry);
  const isHeld = life.held.get(entry.id) === password;
  const mark = markFor(expected, { accepted, isHeld });
  life.logins[outcome(mark, accepted)]++;
  const text = describe({ password, mark, accepted, ran, entry });
  if (text !== undefined) life.happenings.push({ day, customerId: entry.id, by: "customer", text });
  if (isRevoked(password, entry)) password.revokedOn ??= dateOf(day);
  password.marks.push(mark);
}

function outcome(mark: Mark, accepted: boolean): keyof Life["logins"] {
  if (mark === "wrong") return accepted ? "wronglyAccepted" : "wronglyRefused";
  return accepted ? "accepted" : "refused";
}

/** What to report about a login: wrong results, and results that differ from the day before. */
function describe(seen: {
  password: HandedOut;
  mark: Mark;
  accepted: boolean;
  ran: boolean;
  entry: Customer;
}): string | undefined {
  const { slot, marks, generation, announcedEnd } = seen.password;
  const before = marks.at(-1);
  if (seen.mark === before) return undefined;
  if (seen.mark === "wrong") {
    return `WRONG: ${slot} of generation ${generation} is ${seen.accepted ? "accepted" : "refused"}`;
  }
  if (seen.mark === "suspended") return `${slot} is refused: suspended`;
  if (before === "suspended" && seen.mark === "used") return `logs in again, with the same ${slot}`;
  if (seen.mark !== "ended") return undefined;
  if (isRevoked(seen.password, seen.entry)) return `${slot} is refused: revoked`;
  if (before !== "used") return undefined;
  const by = seen.ran ? "" : ", by the registry itself, without a run";
  return `${slot} is refused: it ended on ${announcedEnd}${by}`;
}
