// What must be true after a run: for each customer whose part succeeded, and for what failed.

import { isDeepStrictEqual } from "node:util";
import type { RunResult, StateResource } from "../engine/engineState";
import { CUSTOMERS, type Customer } from "../sequence/customersFile";
import type { ModelStack } from "../sequence/stack";
import type { Trouble } from "../sequence/trouble";
import { addDays, startOf } from "./calendar";
import { Broken, endOf, type Sight } from "./passwords";
import type { Promises } from "./promises";
import { requireReason } from "./reason";

/** The circumstances of the run. */
export interface Circumstances {
  /** The state before it. */
  before: ReadonlyMap<string, StateResource>;
  trouble: Trouble;
  mayRotate: boolean;
}

/** Checks everything. @throws Broken */
export function afterRun(stack: ModelStack, result: RunResult, given: Circumstances): void {
  const { tally } = stack.bench;
  if (given.trouble.isWrongPlace) {
    requireSameState(stack, given.before);
    tally.count("a run found no registry");
  }
  if (result.failures.has("")) tally.count("a run failed as a whole");
  else tally.count(result.failures.size > 0 ? "a customer's part failed" : "a run succeeded");
  noteAnnouncedEnds(stack);
  requireNoPassword(stack, result);
  const [forgotten] = stack.forgotten;
  if (forgotten !== undefined) throw new Broken(`${forgotten} was treated as deleted and exists`);
  for (const customer of stack.customers) {
    const promises = stack.promises[customer];
    const sight = stack.sight(customer);
    const problem = problemOf(result, customer);
    const isCalm = isQuiet(stack, given.trouble);
    // Only the next run can correct what a stale read does not show.
    if (problem === undefined && given.trouble.stale?.tells === "what was before") continue;
    if (problem === undefined) requireDone(stack, customer, promises, sight, isCalm);
    else if (isCalm) requireLawfulFailure(stack, customer, problem);
  }
}

/** No value of a password is in the state, in what was said, or in what failed. */
export function requireNoPassword(
  { engine, promises }: ModelStack,
  { failures, lines }: RunResult,
): void {
  const all = JSON.stringify([[...engine.state], engine.pending, [...failures], lines]);
  for (const customer of CUSTOMERS) {
    for (const made of promises[customer].made.values()) {
      if (all.includes(made.value)) throw promises[customer].broken(made, "can be read in a run");
    }
  }
}

/** What the state says of the end of a password. */
interface Announced {
  createdAt: string;
  endsOn?: string;
  endsWithAccess?: { on: string };
}

/**
 * Records the ends that the state announces for other passwords than the current one; a killed run may have announced
 * some too.
 */
export function noteAnnouncedEnds({ engine, customers, promises, today }: ModelStack): void {
  for (const customer of customers) {
    const slots = engine.state.get(`${customer}-secret`)?.outputs.slots;
    for (const slot of (slots as Announced[] | undefined) ?? []) {
      const handed = [...promises[customer].handed.values()].find(
        ({ madeAtMs }) => madeAtMs === Date.parse(slot.createdAt),
      );
      if (handed !== undefined) handed.isForgotten = false;
      const ends = [slot.endsOn, slot.endsWithAccess?.on].filter((end) => end !== undefined);
      if (handed !== undefined) promises[customer].announce(handed, ends.sort()[0], today);
    }
  }
}

/** Nothing disturbed the run: no fault, and no slot that is refused for longer than the product waits. */
function isQuiet(
  { bench }: ModelStack,
  { faults = [], isWrongPlace, answers, stale }: Trouble,
): boolean {
  const { regeneratedSlotDelaySeconds, secretPatch } = bench.azure.world.behaviours;
  if (secretPatch === "newVersion") return false;
  return (
    faults.length === 0 && !isWrongPlace && !answers && !stale && regeneratedSlotDelaySeconds <= 60
  );
}

/** Why a customer's part of a run did not succeed; undefined where it did. */
export function problemOf(
  { failures, skipped }: RunResult,
  customer: Customer,
): string | undefined {
  const whole = failures.get("");
  if (whole !== undefined) return whole;
  const own = [...failures].find(([name]) => name.startsWith(`${customer}-`))?.[1];
  const isSkipped = [...skipped].some((name) => name.startsWith(`${customer}-`));
  return own ?? (isSkipped ? "skipped" : undefined);
}

/** A run that finds no registry may forget nothing. */
function requireSameState({ engine }: ModelStack, before: Circumstances["before"]): void {
  for (const [name, old] of before) {
    const { inputs, outputs } = engine.state.get(name) ?? {};
    if (!isDeepStrictEqual({ inputs, outputs }, { inputs: old.inputs, outputs: old.outputs })) {
      throw new Broken(`${name}: a run in the wrong place changed the state`);
    }
  }
}

/** The customer's part succeeded: the file holds. */
function requireDone(
  stack: ModelStack,
  customer: Customer,
  promises: Promises,
  sight: Sight,
  isCalm: boolean,
): void {
  const { law } = promises;
  const { token } = sight;
  const broken = (what: string) => new Broken(`${customer}: after a run that succeeded, ${what}`);
  if (stack.engine.state.get(`${customer}-token`) === undefined) {
    if (token !== undefined && !isPending(stack, customer)) throw broken("a token is left");
    return;
  }
  if (law === undefined || token === undefined) throw broken("there is no token");
  const { scopeMapName } = token;
  if (scopeMapName !== `${customer}-pull`) throw broken(`the token has scope map ${scopeMapName}`);
  const granted = [...(stack.registry.scopeMaps.get(scopeMapName)?.actions ?? [])].sort();
  const repositories = stack.entries[customer]?.repositories ?? [];
  const wanted = repositories.map((repository) => `repositories/${repository}/content/read`);
  if (!isDeepStrictEqual(granted, wanted.sort())) throw broken(`the scope map grants ${granted}`);
  for (const made of promises.made.values()) {
    if (!sight.accepts(made.value)) continue;
    if (!law.isOpen) throw promises.broken(made, "is accepted without access");
    if (promises.isRevoked(made)) throw promises.broken(made, "is accepted though revoked");
  }
  if (!law.isOpen) {
    // What somebody else wrote there is theirs.
    const ours = promises.current(sight.readable);
    if (ours !== undefined && (!ours.isForgotten || sight.isMarked))
      throw broken("the secret can be read without access");
    return;
  }
  requireCurrent(stack, customer, promises, sight);
  if (isCalm) requireReason(customer, promises, sight);
}

function requireCurrent(
  { today, mayRotate }: ModelStack,
  customer: Customer,
  promises: Promises,
  sight: Sight,
): void {
  const { law } = promises;
  const current = promises.current(sight.readable);
  const broken = (what: string) => new Broken(`${customer}: after a run that succeeded, ${what}`);
  // In the first minutes of a day the program uses the previous day, on which a customer may still have had access.
  const isOver = law?.notAfter !== undefined && law.notAfter <= today;
  if (current === undefined && isOver) return;
  if (law === undefined || current === undefined) throw broken("no password can be read");
  const isWaiting = current.countsFromMs > sight.now.getTime();
  const end = endOf(current);
  // At midnight a password may end during a run, which uses the day on which it began.
  const endedMeanwhile = end !== undefined && end > today;
  const mayHaveEnded =
    isOver || ((!mayRotate || endedMeanwhile) && promises.hasEnded(current, sight.now));
  if (!sight.accepts(current.value) && !isWaiting && !mayHaveEnded) {
    throw promises.broken(current, "is in the vault and does not log in");
  }
  const isDue = end !== undefined && addDays(end, -law.rotateBeforeDays) <= today;
  const isLast = isOver || (law.notAfter !== undefined && end !== undefined && end >= law.notAfter);
  // By the day on which the run began, because a promise may end at midnight during it.
  const began = new Date(startOf(today));
  const isFree = sight.taken.every((value) => {
    const made = promises.handed.get(value) ?? promises.made.get(value);
    return made === undefined || value === current.value || promises.hasEnded(made, began);
  });
  if (mayRotate && isDue && !isLast && isFree && current.madeAtMs < Date.parse(startOf(today))) {
    throw promises.broken(
      current,
      `is due since ${addDays(end, -law.rotateBeforeDays)} and was not followed`,
    );
  }
}

/** Was a run killed while it made something of this customer's, and has nobody recovered it yet? */
function isPending({ engine }: ModelStack, customer: Customer): boolean {
  return engine.pending.some(({ resource }) => resource.customer === customer);
}

/** What only a person can correct: exactly what the table of decisions names. */
function requireLawfulFailure(stack: ModelStack, customer: Customer, problem: string): void {
  const { promises, entries } = stack;
  const { law } = promises[customer];
  const sight = stack.sight(customer);
  const highest = Math.max(
    ...[...promises[customer].made.values()].map(({ generation = 0 }) => generation),
  );
  const other = sight.token?.passwords.filter(({ value }) => value !== sight.readable) ?? [];
  const isHandedOver = promises[customer].isInherited;
  const areFromOutside = other.every(
    ({ value }) => promises[customer].made.get(value)?.generation === undefined,
  );
  const reasons: [RegExp, boolean][] = [
    [/the file has problems/, true],
    [/is owned by another stack/, stack.isTaken(customer)],
    [/only goes up/, (law?.generation ?? 1) < highest],
    [/is still promised/, other.length > 0],
    [/run `pulumi up --refresh`|to adopt;/, sight.token === undefined],
    // The run began in the last second of a day, for a password that ends with it.
    [
      /must be in the future|the registry refuses it since/,
      stack.bench.azure.clock.today() > stack.today,
    ],
    [/az keyvault secret recover/, stack.halfRemoved.has(customer) || stack.isRestored],
    [/does not hand out/, other.length > 0],
    [/both passwords of the token are taken/, stack.isRestored || isHandedOver],
    [/this change is refused/, true],
    [/is protected/, entries[customer] === undefined],
    [
      /already existing resource/,
      isPending(stack, customer) ||
        stack.isDisturbed ||
        stack.isRestored ||
        stack.halfRemoved.has(customer) ||
        (isHandedOver && entries[customer]?.state === "offboarded"),
    ],
    // Either may be in use: it comes from a killed run, or from people before the first run.
    [
      /both passwords of the token are taken/,
      other.length > 1 && (isPending(stack, customer) || areFromOutside),
    ],
  ];
  const isLawful = reasons.some(([words, holds]) => words.test(problem) && holds);
  stack.bench.tally.count("a run was refused by a rule");
  if (!isLawful) throw new Broken(`${customer}: an undisturbed run failed: ${problem}`);
}
