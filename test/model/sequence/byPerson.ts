// What a person does after the message of a run.

import type { Engine } from "../engine/engine";
import type { RunResult } from "../engine/engineState";
import { CUSTOMERS } from "./customersFile";
import type { ModelStack } from "./stack";

/** Imports what a run created without recording it, and without which no run succeeds. */
export async function importWhatIsInTheWay({
  state,
  pending,
  options,
  inTheWay,
}: Engine): Promise<void> {
  const created = options.now().toISOString();
  for (const each of inTheWay.splice(0)) {
    if (pending.some(({ resource }) => resource.name === each.name)) continue;
    const found = await options.natives[each.type]?.read(each);
    if (found !== undefined) {
      state.set(each.name, { ...each, ...found, created, importID: each.id });
    }
  }
}

/** Takes `adopt` out of the file where there is no token to adopt any more. */
export function adoptNoMore({ entries }: ModelStack, { failures }: RunResult): void {
  for (const [name, message] of failures) {
    const customer = CUSTOMERS.find((each) => name === `${each}-token`);
    if (customer !== undefined && /to adopt;/.test(message)) delete entries[customer]?.adopt;
  }
}

/** Brings back a secret that a killed run had deleted. */
export async function recoverDeletedSecrets(
  { outside }: ModelStack,
  { failures }: RunResult,
): Promise<void> {
  for (const message of failures.values()) {
    const [, name] = /az keyvault secret recover --vault-name \S+ --name (\S+)/.exec(message) ?? [];
    if (name !== undefined) await outside.recoverSecret(name);
  }
}
