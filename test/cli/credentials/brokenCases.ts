// What others or a run that came to nothing have left wrong with a customer's passwords.

import { slot } from "./customers";
import { ALONE, type Case } from "./problemCases";

/** Passwords that were replaced, removed, half revoked, or never published, and secrets that others changed. */
export const BROKEN: readonly Case[] = [
  {
    name: "a password in the vault that others replaced",
    credentials: {
      slots: [slot("password1", "2026-09-09", { expiresOn: "2027-01-06" })],
      drift: { password2: "password2 was regenerated outside Pulumi on 2026-12-24" },
    },
    problems: [
      {
        kind: "drift",
        message:
          "password2 was regenerated outside Pulumi on 2026-12-24: run `pulumi up`, which corrects it",
      },
    ],
  },
  {
    name: "a password in the vault that is gone",
    credentials: { slots: [] },
    problems: [
      {
        kind: "drift",
        message: "password2 is gone: run `pulumi up`, which corrects it",
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
    name: "a secret that somebody deleted",
    credentials: {
      secretIs: "missing",
      drift: { secret: "secret contoso-registry-x7k2pd4q was deleted outside Pulumi" },
    },
    problems: [
      {
        kind: "not-published",
        message:
          "secret contoso-registry-x7k2pd4q was deleted: run `pulumi up`, which recovers it, or issues a new password if it was purged",
      },
    ],
  },
  {
    name: "a secret that was purged",
    credentials: { secretIs: "purged" },
    problems: [
      {
        kind: "not-published",
        message:
          "secret contoso-registry-x7k2pd4q was purged: run `pulumi up`, which issues a new password",
      },
    ],
  },
  {
    name: "a secret with a version of somebody else's",
    credentials: {
      secretIs: "foreign",
      drift: { secret: "secret contoso-registry-x7k2pd4q was written by somebody else" },
    },
    problems: [
      {
        kind: "not-published",
        message:
          "secret contoso-registry-x7k2pd4q holds what somebody else wrote: run `pulumi up`, which issues a new password",
      },
    ],
  },
  {
    name: "a secret with our tags on a version that no run has published",
    credentials: {
      secretIs: "unconfirmed",
      drift: { secret: "secret contoso-registry-x7k2pd4q was written by somebody else" },
    },
    problems: [
      {
        kind: "not-published",
        message:
          "secret contoso-registry-x7k2pd4q holds what somebody else wrote: run `pulumi up`, which issues a new password",
      },
    ],
  },
  {
    name: "a secret that another stack has published",
    credentials: { secretIs: "owned by stack customer-access/other (k3m9qw2z)" },
    problems: [
      {
        kind: "not-published",
        message:
          "secret contoso-registry-x7k2pd4q is owned by stack customer-access/other (k3m9qw2z), and is not overwritten; write `adopt: [token, scopeMap, secret]` to adopt what that stack published, once it no longer declares this customer",
      },
    ],
  },
  {
    name: "no trouble of the secret of a customer who leaves, which nobody is to fetch",
    customer: { state: "offboarded" },
    credentials: { enabled: false, secretIs: "missing" },
    problems: [],
  },
  {
    name: "a secret whose end or tags others changed",
    credentials: {
      secretIs: "altered",
      drift: {
        secret: "end or tags of secret contoso-registry-x7k2pd4q were changed outside Pulumi",
      },
    },
    problems: [
      {
        kind: "drift",
        message:
          "end or tags of secret contoso-registry-x7k2pd4q were changed outside Pulumi: run `pulumi up`, which corrects it",
      },
    ],
  },
  {
    name: "a secret that others disabled",
    credentials: {
      drift: { secret: "secret contoso-registry-x7k2pd4q was disabled outside Pulumi" },
    },
    problems: [
      {
        kind: "drift",
        message:
          "secret contoso-registry-x7k2pd4q was disabled outside Pulumi: run `pulumi up`, which corrects it",
      },
    ],
  },
  ...(["suspended", "ended"] as const).map(
    (state): Case => ({
      name: `nothing where a customer is ${state} who never had a password`,
      customer: state === "suspended" ? { state } : { accessUntil: "2026-12-23" },
      credentials: {
        enabled: false,
        hasPassword: false,
        slots: [],
        currentSlot: undefined as never,
      },
      problems: [],
    }),
  ),
  {
    name: "a first password whose value was lost with the run, with why it failed",
    credentials: {
      hasPassword: false,
      slots: [],
      failure: "token contoso-pull: password1 was generated but is not published: no answer\nmore",
    },
    problems: [
      {
        kind: "no-password",
        message: "no password was published yet: run `pulumi up`, which issues one",
      },
      {
        kind: "failed",
        message:
          "the last run failed: token contoso-pull: password1 was generated but is not published: no answer",
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
          "no password was issued, because the last run did not reach it: `npm run plan` says what must be corrected first, then run `pulumi up`",
      },
    ],
  },
  {
    name: "what a killed run left half done, without saying twice that there is no password",
    customer: { pending: ["contoso-token", "contoso-secret"], credentials: undefined as never },
    problems: [
      {
        kind: "interrupted",
        message:
          "a killed run left contoso-token, contoso-secret half done: `npm run recover` shows what to do",
      },
    ],
  },
];
