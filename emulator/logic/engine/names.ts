// Names of runs and versions: digits that count down, so that the newest comes first in a list sorted by name.
import { randomInt } from "node:crypto";
import type { World } from "../../world/world";
import { toTicks } from "../language/time";
import { timestamp } from "./running";

/** The last tick of .NET's calendar. */
const LAST_TICK = 3_155_378_975_999_999_999n;

/** 20 digits; no two are equal. */
export function newVersion(world: Pick<World, "clock">): string {
  return String(LAST_TICK - toTicks(timestamp(world))).padStart(20, "0");
}

/** `08586676746934337772206998657CU22`. */
export function newRunName(world: Pick<World, "clock">): string {
  return `${newVersion(world)}${String(randomInt(1e9)).padStart(9, "0")}CU00`;
}
