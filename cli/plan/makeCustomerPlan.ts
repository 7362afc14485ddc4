// What a change does to one customer: the verdict, gains, losses, and the effect on passwords.
import { isDeepStrictEqual } from "node:util";
import { type Access, isOpen } from "../../access/access";
import { type AccessChange, compareAccess } from "../../access/accessChange";
import { readAccessLine } from "../../access/accessLine";
import { adoptedTokens, compareAdoption, newlyAdopted } from "../../access/adoption";
import { movesBetween } from "../../access/moves";
import { covers, isPrefix } from "../../access/pattern";
import { missingWords } from "../../access/readAdoptions";
import type { AccessRecord } from "../../access/record";
import type { Customer } from "../../customers/schema/schema";
import { absentOf } from "./absent";
import type { CustomerWords } from "./engineWords";
import { fateOf, heldPasswords } from "./heldPasswords";
import type { Lookup, PlanInput } from "./planInput";
import type { CustomerPlan, Verdict } from "./planSchema";
import { settingNotes } from "./settingNotes";
import { syncNotes } from "./syncNotes";
import { verdictOf } from "./verdict";

/** Makes the plan of one customer who is listed before or after the change. */
export function makeCustomerPlan(id: string, input: PlanInput, lookup: Lookup): CustomerPlan {
  const { today, before, after, base, stack } = input;
  const was = accessIn(before, id);
  const will = accessIn(after, id);
  const adoption = adoptionOf(id, input);
  const change = isGone(was, will)
    ? NOTHING
    : adoption.rights !== undefined && will !== undefined
      ? compareAdoption(adoption.rights, was, will, today)
      : compareAccess(was, will, { today, ...movesBetween(before, after) });
  const entry = lookup.entries.get(id);
  const earlier = lookup.earlier.get(id);
  const words = lookup.words?.get(id);
  const asked = entry !== undefined && earlier !== undefined && raises(earlier, entry);
  // A preview that reached this point says it too.
  const toCorrect = [...new Set([...adoption.toCorrect, ...(words?.toCorrect ?? [])])];
  const rotates = words === undefined ? stack === undefined && asked : words.rotates;
  const verdict = verdictOf({
    before: was,
    after: will,
    change,
    rotates: rotates && toCorrect.length === 0,
  });
  const gains = change.gains.map((each) => each.words);
  const losses = change.losses.map((each) => each.words);
  return {
    id,
    displayName: entry?.displayName ?? earlier?.displayName ?? null,
    verdict,
    cause:
      base === undefined ? null : causeOf({ entry, earlier, changes: isChange(verdict, change) }),
    gains,
    losses,
    toCorrect,
    ...passwordsOf(id, { input, lookup, change, words, isChange: verdict !== "unchanged" }),
    notes: [
      // A preview and the comparison of two files say some of it alike.
      ...new Set([
        ...adoption.notes,
        ...closedNotes(will, { gains: gains.length, today, isNew: was === undefined }),
        ...(was !== undefined && will === undefined && was.state === "offboarded"
          ? ["the token, the scope map and the secret are deleted"]
          : []),
        ...(entry === undefined || earlier === undefined
          ? []
          : [
              ...settingNotes(earlier, entry, { ofPasswords: words === undefined }),
              ...syncNotes(earlier, entry),
            ]),
        ...(words?.sync ?? []).map((each) => `sync: ${each}`),
      ]),
    ],
    prefixes: prefixesOf(change, input.repositories),
    absent: absentOf(change, input.repositories),
  };
}

/** Notes about a token that is adopted, beside gains and losses. */
function adoptionOf(id: string, { before, after, stack, adoptions }: PlanInput) {
  const tokenName = adoptedTokens(after).get(id);
  const rights = adoptions?.rights.get(id);
  const isMissing = adoptions?.missing.includes(id) === true;
  const isToBeDone = newlyAdopted(before, after).has(id) || rights !== undefined || isMissing;
  if (tokenName === undefined || !isToBeDone) return { rights, notes: [], toCorrect: [] };
  const known = stack === undefined ? ", whose rights today are known only with a stack" : "";
  return {
    rights,
    notes: isMissing ? [] : [`adopts the token ${tokenName}${known}`],
    toCorrect: isMissing ? [missingWords(tokenName)] : [],
  };
}

/** Changes to an offboarded customer have no effect. */
function isGone(was: Access | undefined, will: Access | undefined): boolean {
  return was?.state === "offboarded" && will?.state === "offboarded";
}

const NOTHING: AccessChange = { gains: [], losses: [], wasOpen: false, isOpen: false };

/** Rights for a customer without access are worth a note: they take effect later, or never. */
function closedNotes(
  will: Access | undefined,
  { gains, today, isNew }: { gains: number; today: string; isNew: boolean },
): string[] {
  if (will === undefined || gains === 0) return [];
  if (will.state !== "active") return [`while ${will.state} no password works`];
  const isOver: boolean = !isOpen(will, today);
  if (!isOver) return [];
  const correct = isNew ? "; correct accessUntil, or leave the entry out" : "";
  return [`the last day was ${will.accessUntil}, so no password works${correct}`];
}

function accessIn(record: AccessRecord, id: string) {
  const line = record.access[id];
  return line === undefined ? undefined : readAccessLine(line);
}

function raises(earlier: Customer, entry: Customer): boolean {
  return entry.state === "active" && entry.credential.generation > earlier.credential.generation;
}

/** Does the access itself differ, and not only a password? */
function isChange(verdict: Verdict, { gains, losses }: AccessChange): boolean {
  return verdict !== "rotates" && (gains.length > 0 || losses.length > 0);
}

function causeOf({
  entry,
  earlier,
  changes,
}: {
  entry: Customer | undefined;
  earlier: Customer | undefined;
  changes: boolean;
}): CustomerPlan["cause"] {
  if (!isDeepStrictEqual(entry, earlier)) return "this change";
  return changes ? "an earlier change" : "the next run";
}

/** The engine's messages about the passwords, otherwise those from the state; without a stack, only what must end. */
function passwordsOf(
  id: string,
  {
    input: { stack, today, after },
    lookup,
    change,
    words,
    isChange: changes,
  }: {
    input: PlanInput;
    lookup: Lookup;
    change: AccessChange;
    words: CustomerWords | undefined;
    isChange: boolean;
  },
): Pick<CustomerPlan, "lockedOut" | "passwords"> {
  if (stack === undefined) {
    const all = change.losses.some(({ endsPasswords }) => endsPasswords === true);
    const revoked = change.losses.some(({ kind }) => kind === "revokeBefore") && change.wasOpen;
    return {
      lockedOut: all
        ? ["every password that works now"]
        : revoked
          ? [`whoever uses a password of a generation before ${accessIn(after, id)?.revokeBefore}`]
          : [],
      passwords: [],
    };
  }
  const held = heldPasswords(lookup.deployed.get(id), today);
  const fate = fateOf(held, { change, after: accessIn(after, id) });
  const said = words?.reasons ?? [];
  return {
    lockedOut:
      words !== undefined && words.lockedOut.length > 0 ? [...words.lockedOut] : fate.lockedOut,
    passwords: said.length > 0 ? [...said] : changes ? fate.goOn : [],
  };
}

function prefixesOf(
  { gains, losses }: AccessChange,
  repositories: readonly string[] | undefined,
): CustomerPlan["prefixes"] {
  if (repositories === undefined) return [];
  const patternsIn = (changes: AccessChange["gains"]) =>
    changes.flatMap((each) => each.repositories ?? []).filter(isPrefix);
  const reach = (gained: boolean) => (pattern: string) => ({
    pattern,
    gained,
    repositories: repositories.filter((repository) => covers(pattern, repository)).sort(),
  });
  return [...patternsIn(losses).map(reach(false)), ...patternsIn(gains).map(reach(true))];
}
