// What others or a run that came to nothing have left wrong with a customer's passwords.

import { slot } from "./customers";
import { ALONE, type Case } from "./problemCases";

/** Passwords that were replaced, removed, half revoked, or never stored. */
export const BROKEN: readonly Case[] = [
  {
    name: "a password in the vault that others replaced",
    credentials: {
      slots: [slot("password1", "2026-09-09", { expiresOn: "2027-01-06" })],
      outside: { password2: "password2 was regenerated outside on 2026-12-24" },
    },
    problems: [
      {
        kind: "changed-outside",
        message:
          "password2 was regenerated outside on 2026-12-24: run `pulumi up`, which puts it right",
      },
    ],
  },
  {
    name: "a password in the vault that is gone",
    credentials: { slots: [] },
    problems: [
      {
        kind: "changed-outside",
        message: "password2 is gone: run `pulumi up`, which puts it right",
      },
    ],
  },
  {
    name: "a revocation that is not finished",
    credentials: { revokeBefore: 2, slots: [{ ...ALONE[0], generation: 2 } as never] },
    problems: [
      {
        kind: "not-revoked",
        message:
          "passwords before generation 2 may still work: run `pulumi up`, which removes them",
      },
    ],
  },
  {
    name: "a new password whose secret was not written",
    customer: { published: { slot: "password1", expires: 1799193600 } },
    problems: [
      {
        kind: "not-published",
        message: "password2 of 2026-12-08 is not in the vault: run `pulumi up`, which writes it",
      },
    ],
  },
  {
    name: "a new password in the same slot whose secret was not written",
    customer: { published: { slot: "password2", expires: 1799193600 } },
    problems: [
      {
        kind: "not-published",
        message: "password2 of 2026-12-08 is not in the vault: run `pulumi up`, which writes it",
      },
    ],
  },
  {
    name: "a first password whose value was lost with the run, with why it failed",
    credentials: {
      hasPassword: false,
      slots: [],
      failure: "token contoso-pull: password1 was generated but is not stored: no answer\nmore",
    },
    problems: [
      {
        kind: "no-password",
        message: "no password was stored yet: run `pulumi up`, which issues one",
      },
      {
        kind: "failed",
        message:
          "the last run failed: token contoso-pull: password1 was generated but is not stored: no answer",
      },
    ],
  },
  {
    name: "no password, where another run alone may not help",
    customer: { credentials: undefined as never },
    problems: [
      {
        kind: "no-password",
        message:
          "no password was issued, because the last run did not get so far: `npm run plan` says what must be corrected first, then run `pulumi up`",
      },
    ],
  },
  {
    name: "what a killed run left half done, without saying twice that there is no password",
    customer: { pending: ["contoso-token", "contoso-suffix"], credentials: undefined as never },
    problems: [
      {
        kind: "interrupted",
        message:
          "a killed run left contoso-token, contoso-suffix half done: `npm run recover` shows what to do",
      },
    ],
  },
];
