// Which slot the first password is issued into.

import type { Held } from "../../../passwords/decision";
import { adoptedSlot } from "../passwords";
import { type Case, issues, refuses } from "./case";

const EMPTY: Held = { hasValue: false, slots: [] };

export const FIRST: readonly Case[] = [
  {
    name: "refuses when both passwords are taken, naming both and the safe way on",
    held: {
      hasValue: false,
      slots: [
        adoptedSlot("password1"),
        adoptedSlot("password2", { createdAt: "2025-12-24T18:00:00.000Z" }),
      ],
    },
    today: "2026-01-01",
    decision: refuses(
      "both passwords of the token are taken (password1 of 2025-06-15 and password2 of 2025-12-24) and either may be in use; find out which one nobody uses, remove it with `az acr token credential delete --registry vendorimages --name contoso-pull --password1` (or `--password2`), and run again",
    ),
  },
  {
    name: "issues into password1 of a new token",
    held: EMPTY,
    today: "2026-01-01",
    decision: issues("password1", "first password", "2026-03-02"),
  },
  {
    name: "leaves an adopted password alone and issues into the free slot",
    held: { hasValue: false, slots: [adoptedSlot("password1")] },
    today: "2026-01-01",
    decision: issues("password2", "first password", "2026-03-02"),
  },
  {
    name: "issues into an adopted slot that ended",
    held: {
      hasValue: false,
      slots: [adoptedSlot("password1"), adoptedSlot("password2", { expiresOn: "2026-01-01" })],
    },
    today: "2026-01-01",
    decision: issues("password2", "first password", "2026-03-02"),
  },
  {
    name: "waits until a suspended customer is let in: no login could verify the password before",
    held: EMPTY,
    wanted: { enabled: false },
    today: "2026-01-01",
    decision: { kind: "keep" },
  },
  {
    name: "issues also in a run that may not rotate",
    held: EMPTY,
    today: "2026-01-01",
    mayRotate: false,
    decision: issues("password1", "first password", "2026-03-02"),
  },
  {
    name: "ends a first password with the access",
    held: EMPTY,
    wanted: { notAfter: "2026-01-15" },
    today: "2026-01-01",
    decision: issues("password1", "first password", "2026-01-15"),
  },
  {
    name: "issues without an end for a customer who is served by hand",
    held: EMPTY,
    wanted: { rotation: "manual" },
    today: "2026-01-01",
    decision: issues("password1", "first password"),
  },
];
