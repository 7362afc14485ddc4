// What a customer's page says of days: until when each password works, when the next one is there, and what to do until when.

import { expect } from "chai";
import { useHandover } from "./useHandover";

describe("the page of npm run handover", () => {
  const { printed } = useHandover();

  const LEAK =
    "- After a leak your vendor can end a password at once. Then fetch the new one: it is in the vault before the old one is refused.";
  const slot = (name: string, issuedOn: string, expiresOn?: string) => ({
    name,
    createdAt: `${issuedOn}T12:00:00Z`,
    generation: 1,
    ...(expiresOn === undefined ? {} : { expiresOn }),
  });
  const rotated = {
    currentSlot: "password2",
    slots: [
      slot("password1", "2026-03-01", "2026-05-30"),
      slot("password2", "2026-04-28", "2026-07-27"),
    ],
  };
  for (const { what, asked, lines } of [
    {
      what: "whose password is sent",
      asked: { id: "fabrikam" },
      lines: [
        "- The newest password is `password1` of 2026-03-01. It works until 2026-05-29: the registry refuses it from 2026-05-30 on.",
        "- The next password will be there on 2026-04-25, and both work then. **What you must do: change to the new password between 2026-04-25 and 2026-05-29.** Your vendor sends it to you.",
      ],
    },
    {
      what: "with a password without an end",
      asked: { id: "northwind" },
      lines: [
        "- The newest password is `password1` of 2026-03-01, and has no end.",
        "- It changes when both sides agree, and not by itself.",
      ],
    },
    {
      what: "whose access ends",
      asked: { id: "litware" },
      lines: [
        "- The newest password is `password1` of 2026-03-01. It works until 2026-04-30: the registry refuses it from 2026-05-01 on.",
        "- Your access ends with the day 2026-04-30.",
      ],
    },
    {
      what: "of whom two passwords work",
      asked: { day: "2026-05-29", more: { contoso: { outputs: rotated } } },
      lines: [
        "- **Fetch the new password by 2026-05-29, if you still use the one before.** Two work now: the newest, and `password1` of 2026-03-01, which works until 2026-05-29.",
        "- The newest password is `password2` of 2026-04-28. It works until 2026-07-26: the registry refuses it from 2026-07-27 on.",
        "- The next password will be there on 2026-06-27, and both work then. **What you must do: fetch the new password between 2026-06-27 and 2026-07-26.** The easiest way is to fetch the latest version with each deployment, or each week, and never think about dates.",
      ],
    },
    {
      what: "whose password before has ended",
      asked: { day: "2026-05-30", more: { contoso: { outputs: rotated } } },
      lines: [
        "- The newest password is `password2` of 2026-04-28. It works until 2026-07-26: the registry refuses it from 2026-07-27 on.",
        "- The next password will be there on 2026-06-27, and both work then. **What you must do: fetch the new password between 2026-06-27 and 2026-07-26.** The easiest way is to fetch the latest version with each deployment, or each week, and never think about dates.",
      ],
    },
    {
      what: "whose next password is due",
      asked: { day: "2026-05-01" },
      lines: [
        "- The newest password is `password1` of 2026-03-01. It works until 2026-05-29: the registry refuses it from 2026-05-30 on.",
        "- The next password will be there with your vendor's next run, and both work then. **What you must do: fetch the new password by 2026-05-29.** The easiest way is to fetch the latest version with each deployment, or each week, and never think about dates.",
      ],
    },
  ]) {
    it(`says when to do what, to a customer ${what}`, async () => {
      expect(
        ((await printed(asked)).text.split("## When the password changes\n\n")[1] ?? "")
          .split("\n\n")[0]
          ?.split("\n"),
      ).to.deep.equal([...lines, LEAK]);
    });
  }
});
