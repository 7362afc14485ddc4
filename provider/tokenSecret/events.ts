// Counts the events of a credential, and chains them by their hashes; a rotation does not touch the guard's record.

import { eventSealOf, hasSameFacts } from "../../access/seal";
import type { Properties } from "../protocol/resource";
import type { SecretState } from "./secretState";

/**
 * The state after a run, with one event more if the facts changed: in this run, or since the last event, as when a run
 * that was killed had published.
 *
 * @param known the state before; undefined at the creation
 */
export function withEvent(known: SecretState | undefined, next: SecretState): SecretState {
  const { events = 0, eventSha256 } = known ?? {};
  if (known !== undefined && isSame(known, next) && isSealed(known)) return next;
  const { previousEventSha256: _, ...others } = next;
  const event = {
    ...others,
    events: events + 1,
    ...(eventSha256 === undefined ? {} : { previousEventSha256: eventSha256 }),
  };
  return { ...event, eventSha256: eventSealOf(asProperties(event)) };
}

function isSame(known: SecretState, next: SecretState): boolean {
  return hasSameFacts(asProperties(known), asProperties(next));
}

/** Are these the facts of the last event? A state of an earlier version has no events yet. */
function isSealed(known: SecretState): boolean {
  return known.eventSha256 === undefined || known.eventSha256 === eventSealOf(asProperties(known));
}

function asProperties(state: SecretState): Properties {
  return { ...state };
}
