// Customers for whom npm run handover makes no page, since no password of theirs works.

import { expect } from "chai";
import { useHandover } from "./useHandover";

describe("npm run handover", () => {
  const { azure, handover } = useHandover();

  const NEWCOMER =
    "customers:\n  adatum: { repositories: [app/api] }\n  contoso: { repositories: [app/api] }\n";
  for (const { what, asked, reason } of [
    {
      what: "a suspended customer",
      asked: { id: "tailspin" },
      reason:
        "suspended: no password works and the secret cannot be read, until the file says `state: active` again and `pulumi up` was run",
    },
    {
      what: "an offboarded customer",
      asked: { id: "wingtip" },
      reason: "offboarded: no password works any more",
    },
    {
      what: "a customer whose last day is over",
      asked: { id: "litware", day: "2026-05-01" },
      reason: "the last day of access is over: no password works any more",
    },
    {
      what: "a customer who is not deployed yet",
      asked: {
        id: "adatum",
        yaml: NEWCOMER,
        deployed: "customers:\n  contoso: { repositories: [app/api] }\n",
      },
      reason: "not deployed yet: run `pulumi up` first, which makes the token and its password",
    },
    {
      what: "a customer whom no run has finished",
      asked: {
        more: { contoso: { outputs: { isPublished: false, currentSlot: null, slots: [] } } },
      },
      reason: "no password was published yet: run `pulumi up`, which issues one",
    },
    {
      what: "a customer whose secret was deleted",
      asked: { more: { contoso: { outputs: { secretIs: "missing" } } } },
      reason:
        "secret contoso-registry-x7k2pd4q was deleted: run `pulumi up`, which recovers it, or issues a new password if it was purged",
    },
    {
      what: "a customer whose token was disabled by hand",
      asked: {
        more: {
          contoso: { outputs: { drift: { enabled: "the token was disabled outside Pulumi" } } },
        },
      },
      reason: "the token was disabled outside Pulumi: run `pulumi up`, which corrects it",
    },
    {
      what: "a customer whose token is disabled against the file",
      asked: { more: { contoso: { outputs: { enabled: false } } } },
      reason: "the token is disabled, although the customer is active: run `pulumi up`",
    },
    {
      what: "a customer of whom a revocation was begun and not finished",
      asked: { more: { contoso: { inputs: { revokeBefore: 2, generation: 2 } } } },
      reason: "passwords before generation 2 may still work: run `pulumi up`, which removes them",
    },
    {
      what: "a customer whose password has ended",
      asked: { day: "2026-05-30" },
      reason:
        "password1 ended on 2026-05-30, today: run `pulumi up` now, which issues the next one",
    },
  ]) {
    it(`makes no page for ${what}, and says why`, async () => {
      azure.emulator.journal.clear();
      const { exitCode, lines, data } = await handover(asked);
      const id = asked.id ?? "contoso";
      expect({ exitCode, lines, data }).to.deep.equal({
        exitCode: 1,
        lines: [`${id}: ${reason}`, "nothing to hand over"],
        data: { stack: "dev", customer: id, reason, handover: null },
      });
      expect(azure.emulator.journal.entries()).to.deep.equal([]);
    });
  }
});
