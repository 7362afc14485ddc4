// The emulator's own endpoints under /_emulator/, through which another process reads the journal and orders faults.
import { BEHAVIOUR_CHOICES, type Behaviours } from "./behaviours";
import type { Fault } from "./faults";
import { armError } from "./http/errors";
import { empty, json, Refusal, type Reply } from "./http/reply";
import { type JsonObject, jsonBody, type Request } from "./http/request";
import { readTime } from "./time/clock";
import { settle } from "./time/settle";
import type { World } from "./world/world";

/** GET /_emulator/ready. */
export function getReady(): Reply {
  return json(200, { ready: true });
}

/** GET /_emulator/environment: the vendor's, or that of the tenant which `?tenant=NAME` names. */
export function getEnvironment(_request: Request, world: World): Reply {
  return json(200, world.environment());
}

/** GET /_emulator/journal. */
export function getJournal(_request: Request, { journal }: World): Reply {
  return json(200, journal.entries());
}

/** DELETE /_emulator/journal. */
export function clearJournal(_request: Request, { journal }: World): Reply {
  journal.clear();
  return empty(204);
}

/** GET /_emulator/clock. */
export function getClock(_request: Request, { clock }: World): Reply {
  return json(200, { now: clock.now().toISOString() });
}

/** PUT /_emulator/clock with {now}. */
export function setClock(request: Request, world: World): Reply {
  const { now } = readObject(request);
  if (typeof now !== "string" || readTime(now) === undefined) {
    throw new Refusal(
      invalid(`clock: give {"now": "2026-03-01T00:00:00Z"}, got ${JSON.stringify(now)}`),
    );
  }
  world.clock.set(now);
  world.schedule.runDue();
  return getClock(request, world);
}

/** POST /_emulator/settle: waits until nothing is under way, by moving the clock. */
export async function postSettle(_request: Request, world: World): Promise<Reply> {
  await settle(world);
  return empty(204);
}

/** POST /_emulator/faults with one fault. */
export function addFaults(request: Request, { faults }: World): Reply {
  const body = readObject(request);
  requireKnownKeys("faults", body, FAULT_KEYS);
  faults.add({
    ...(body as Fault),
    times: Number(body.times ?? 1),
    delaySeconds: Number(body.delaySeconds ?? 0),
  });
  return empty(204);
}

/** DELETE /_emulator/faults. */
export function clearFaults(_request: Request, { faults }: World): Reply {
  faults.clear();
  return empty(204);
}

/** GET /_emulator/behaviours. */
export function getBehaviours(_request: Request, { behaviours }: World): Reply {
  return json(200, behaviours);
}

/** PATCH /_emulator/behaviours with some of them. */
export function patchBehaviours(request: Request, { behaviours }: World): Reply {
  const body = readObject(request);
  requireKnownKeys("behaviours", body, Object.keys(behaviours));
  for (const [key, value] of Object.entries(body)) {
    const expected = typeof behaviours[key as keyof Behaviours];
    if (typeof value !== expected) {
      throw new Refusal(
        invalid(`behaviours: "${key}" must be a ${expected}, got ${JSON.stringify(value)}`),
      );
    }
    const choices = BEHAVIOUR_CHOICES[key as keyof Behaviours];
    if (choices?.includes(String(value)) === false) {
      throw new Refusal(
        invalid(
          `behaviours: "${key}" must be one of ${choices.join(", ")}, got ${JSON.stringify(value)}`,
        ),
      );
    }
  }
  Object.assign(behaviours, body);
  return json(200, behaviours);
}

const FAULT_KEYS: readonly (keyof Fault)[] = [
  "method",
  "path",
  "operation",
  "skip",
  "times",
  "status",
  "code",
  "message",
  "retryAfterSeconds",
  "headers",
  "body",
  "delayMs",
  "reset",
  "when",
  "delivery",
  "delaySeconds",
];

function readObject(request: Request): JsonObject {
  return jsonBody(request, invalid);
}

function requireKnownKeys(what: string, body: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new Refusal(
      invalid(`${what}: "${unknown}" is not known; use one of ${known.join(", ")}`),
    );
  }
}

function invalid(message: string): Reply {
  return armError(400, "InvalidControlRequest", message);
}
