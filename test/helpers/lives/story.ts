// A short history of three customers, small enough to know every answer by heart.

import type { Life, Lives, UpdateFact } from "../../../audit/lives";

/** Updates on the first days of January to June 2026, at 09:00 UTC. */
const UPDATES: readonly UpdateFact[] = [
  update(1, "Give contoso and fabrikam access", { author: "Ada", pullRequest: "1" }),
  update(2, "Suspend fabrikam\n\nThe bill of May is unpaid.\n\nAuthor: Ada\nPull-request: 2", {
    author: "Ada",
    pullRequest: "2",
    approvers: ["Grace", "Linus"],
    commit: "0123456789abcdef0123456789abcdef01234567",
    run: "https://ci.example/runs/2",
  }),
  update(3, "Nightly run", {}, true),
  update(4, "Give contoso base/*", { author: "Linus", pullRequest: "4", approvers: ["Ada"] }),
  update(5, "Offboard fabrikam", {}),
  update(6, "Nightly run", {}, true),
];

const CONTOSO: Life = {
  id: "contoso",
  tokenNames: ["contoso-pull"],
  spans: [
    { from: 1, to: 4, state: "active", repositories: ["app/api"], actions: ["content/read"] },
    {
      from: 4,
      state: "active",
      repositories: ["app/api", "base/*"],
      actions: ["content/read", "content/write (app/api)"],
    },
  ],
  passwords: [
    {
      slot: "password1",
      from: "2026-01-01T09:00:00Z",
      seenIn: 1,
      announcedEnd: "2026-05-01",
      end: "2026-05-01T00:00:00Z",
      how: "rotated",
    },
    { slot: "password2", from: "2026-04-01T09:00:00Z", seenIn: 4, how: "in use" },
  ],
};

const FABRIKAM: Life = {
  id: "fabrikam",
  tokenNames: ["fab"],
  spans: [
    { from: 1, to: 2, state: "active", repositories: ["base/node"], actions: ["content/read"] },
    { from: 2, to: 5, state: "suspended", repositories: ["base/node"], actions: ["content/read"] },
    { from: 5, state: "offboarded", repositories: [], actions: [] },
  ],
  passwords: [
    {
      slot: "password1",
      from: "2026-01-01T09:00:00Z",
      seenIn: 1,
      end: "2026-05-01T09:00:00Z",
      how: "offboarded",
    },
  ],
};

const NORTHWIND: Life = {
  id: "northwind",
  tokenNames: ["northwind-pull"],
  spans: [
    {
      from: 2,
      to: 4,
      state: "active",
      repositories: ["app/api"],
      actions: ["content/read"],
      accessUntil: "2026-03-15",
    },
    {
      from: 4,
      state: "active",
      repositories: ["app/api"],
      actions: ["content/read"],
      declared: "suspended; northwind-pull; content/read; app/api",
    },
  ],
  passwords: [
    {
      slot: "password1",
      from: "2026-02-01T08:59:30Z",
      seenIn: 2,
      announcedEnd: "2026-03-16",
      end: "2026-03-16T00:00:00Z",
      how: "expired",
    },
    {
      slot: "password2",
      from: "2026-04-01T09:00:00Z",
      seenIn: 4,
      announcedEnd: "2026-05-20",
      end: "2026-05-20T00:00:00Z",
      how: "expired",
    },
  ],
};

/** Six updates; as of the evening of the last one's day. */
export const STORY: Lives = {
  stack: "customer-access/dev",
  source: "/backend/.pulumi/history/customer-access/dev",
  registryId: "/subscriptions/s/resourceGroups/g/providers/p/registries/contosoregistry",
  asOf: "2026-06-01T18:00:00.000Z",
  updates: UPDATES,
  customers: [NORTHWIND, CONTOSO, FABRIKAM],
  others: [],
  gaps: [{ at: "dev-3", words: "the checkpoint is cut off" }, { words: "a run left no entry" }],
};

function update(
  number: number,
  message: string,
  provenance: UpdateFact["provenance"],
  isQuiet = false,
): UpdateFact {
  return {
    ...{ number, name: `dev-${number}`, kind: "update", result: "succeeded", message },
    ...{ provenance, isQuiet, revision: number },
    acknowledged:
      number === 2 ? [{ customers: ["fabrikam"], reason: "unpaid bill", until: "2026-02-07" }] : [],
    startedAt: `2026-0${number}-01T08:59:00Z`,
    endedAt: `2026-0${number}-01T09:00:00Z`,
  };
}
