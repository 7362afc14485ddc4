// What was changed or removed outside, suspended, and resumed.

import { adoptedSlot, slot } from "../passwords";
import { type Case, holding, issues, KEEP } from "./case";

export const LOST: readonly Case[] = [
  {
    name: "issues into the lost slot itself, whatever the other slot is",
    held: {
      ...holding(slot("password2", { expiresOn: "2026-12-01" })),
      outside: { password1: "password1 was regenerated outside on 2026-01-09" },
    },
    today: "2026-01-10",
    decision: issues("password1", "password1 was regenerated outside on 2026-01-09", "2026-03-11"),
  },
  {
    name: "issues into the lost slot also in a run that may not rotate",
    held: holding(),
    today: "2026-01-10",
    mayRotate: false,
    decision: issues("password1", "password1 is gone", "2026-03-11"),
  },
  {
    name: "issues again into the slot whose value was never stored",
    held: { currentSlot: "password2", hasValue: false, slots: [adoptedSlot("password1")] },
    today: "2026-01-10",
    decision: issues("password2", "password2 was never stored", "2026-03-11"),
  },
  {
    name: "issues what was never stored also for a suspended customer, whose secret needs a value",
    held: { currentSlot: "password1", hasValue: false, slots: [] },
    wanted: { enabled: false },
    today: "2026-01-10",
    decision: issues("password1", "password1 was never stored", "2026-03-11"),
  },
  {
    name: "keeps everything when the other slot was changed outside",
    held: holding(slot("password1")),
    today: "2026-01-10",
    decision: KEEP,
  },
];

export const SUSPENDED: readonly Case[] = [
  {
    name: "does not rotate what is due",
    held: holding(slot("password1")),
    wanted: { enabled: false },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "does not replace what was lost",
    held: holding(),
    wanted: { enabled: false },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "does not issue for a raised generation",
    held: holding(slot("password1")),
    wanted: { enabled: false, generation: 2 },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "keeps the password on resuming before it is due",
    held: holding(slot("password1")),
    today: "2026-01-20",
    decision: KEEP,
  },
  {
    name: "issues into the current slot on resuming after both passwords ended",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-01-15" })),
    today: "2026-06-01",
    decision: issues("password1", "rotation due since 2026-01-31", "2026-07-31"),
  },
  {
    name: "issues into the current slot on the very day it ends",
    held: holding(slot("password1")),
    today: "2026-03-02",
    decision: issues("password1", "rotation due since 2026-01-31", "2026-05-01"),
  },
];
