// Data of the audit story: who is in the customers file in a quarter, and each run of the pipeline.

/** One run, and what the pipeline knows about it. */
export interface Update {
  /** ISO 8601, by the emulator's clock. */
  readonly at: string;
  /** The commit's subject, or what the nightly run is called. */
  readonly subject: string;
  /** Absent for a nightly run, and for one that repeats the last. */
  readonly change?: Change;
  /** What goes wrong: Azure refuses one scope map with 403, or the machine is lost in the middle. */
  readonly trouble?: "refused" | "killed";
}

/** A pull request that was merged. */
export interface Change {
  readonly author: string;
  readonly pullRequest: string;
  readonly approvers: readonly string[];
  /** The entries that it writes, by customer; `undefined` removes one. */
  readonly entries: Readonly<Record<string, string | undefined>>;
}

/** The quarter, and its days. */
export const QUARTER = "2026Q3";
export const FIRST_DAY = "2026-07-01";
export const LAST_DAY = "2026-09-30";

/** Whose scope map is refused, and whose is not reached before the machine is lost. */
export const TROUBLED = "fabrikam";

/** By which change of whom one sees in the state that the run has got so far. */
export const REACHED = { customerId: "contoso", repository: "ml/inference" };

const ANA = "ana";
const BO = "bo";
const CHEN = "chen";

/** All runs in order. */
export const UPDATES: readonly Update[] = [
  {
    at: "2026-07-01T09:12:00Z",
    subject: "Let in the first five customers",
    change: {
      author: ANA,
      pullRequest: "101",
      approvers: [BO],
      entries: {
        contoso: "{ repositories: [app/api] }",
        fabrikam: "{ repositories: [base/*] }",
        northwind: "{ repositories: [app/api, app/worker] }",
        "adventure-works": "{ repositories: [app/web] }",
        tailspin: "{ repositories: [ml/training] }",
      },
    },
  },
  {
    at: "2026-07-09T13:40:00Z",
    subject: "Give contoso the web client",
    change: {
      author: ANA,
      pullRequest: "104",
      approvers: [BO],
      entries: { contoso: "{ repositories: [app/api, app/web] }" },
    },
  },
  {
    at: "2026-07-16T08:05:00Z",
    subject: "Let wingtip evaluate until the end of August",
    change: {
      author: CHEN,
      pullRequest: "107",
      approvers: [ANA],
      entries: { wingtip: "{ repositories: [docs/site], accessUntil: 2026-08-31 }" },
    },
  },
  {
    at: "2026-07-23T10:21:00Z",
    subject: "Give fabrikam the tools",
    trouble: "refused",
    change: {
      author: ANA,
      pullRequest: "109",
      approvers: [BO, CHEN],
      entries: { fabrikam: "{ repositories: [base/*, tools/cli] }" },
    },
  },
  { at: "2026-07-23T11:02:00Z", subject: "Give fabrikam the tools" },
  {
    at: "2026-07-30T15:30:00Z",
    subject: "Suspend tailspin: the invoice of June is unpaid",
    change: {
      author: BO,
      pullRequest: "112",
      approvers: [ANA],
      entries: { tailspin: "{ repositories: [ml/training], state: suspended }" },
    },
  },
  {
    at: "2026-08-11T22:47:00Z",
    subject: "Revoke the password of adventure-works: it is in a public log",
    change: {
      author: CHEN,
      pullRequest: "115",
      // At night nobody else was there, which an auditor asks about.
      approvers: [CHEN],
      entries: {
        "adventure-works":
          "{ repositories: [app/web], credential: { generation: 2, revokeBefore: 2 } }",
      },
    },
  },
  {
    at: "2026-08-13T09:00:00Z",
    subject: "Let tailspin in again, and end the API for northwind",
    change: {
      author: ANA,
      pullRequest: "116",
      approvers: [BO],
      entries: {
        tailspin: "{ repositories: [ml/training] }",
        northwind: "{ repositories: [app/worker] }",
      },
    },
  },
  { at: "2026-08-20T02:00:00Z", subject: "Nightly run" },
  { at: "2026-08-31T02:00:00Z", subject: "Nightly run" },
  {
    at: "2026-09-03T14:15:00Z",
    subject: "Offboard northwind: the contract has ended",
    change: {
      author: BO,
      pullRequest: "121",
      approvers: [ANA],
      entries: { northwind: "{ repositories: [app/worker], state: offboarded }" },
    },
  },
  {
    at: "2026-09-07T09:30:00Z",
    subject: "Remove northwind",
    change: { author: BO, pullRequest: "122", approvers: [ANA], entries: { northwind: undefined } },
  },
  {
    at: "2026-09-10T16:45:00Z",
    subject: "Give contoso and fabrikam the models",
    trouble: "killed",
    change: {
      author: ANA,
      pullRequest: "124",
      approvers: [CHEN],
      entries: {
        contoso: "{ repositories: [app/api, app/web, ml/inference] }",
        fabrikam: "{ repositories: [base/*, ml/inference, tools/cli] }",
      },
    },
  },
  { at: "2026-09-11T02:00:00Z", subject: "Nightly run" },
  {
    at: "2026-09-24T10:00:00Z",
    subject: "Let northwind in again: a new contract",
    change: {
      author: BO,
      pullRequest: "130",
      approvers: [ANA],
      entries: { northwind: "{ repositories: [app/worker] }" },
    },
  },
];

/** customers.yaml after so many updates. */
export function customersFile(updates: number): string {
  const entries = new Map<string, string>();
  for (const { change } of UPDATES.slice(0, updates)) {
    for (const [id, entry] of Object.entries(change?.entries ?? {})) {
      if (entry === undefined) entries.delete(id);
      else entries.set(id, entry);
    }
  }
  return `customers:\n${[...entries].map(([id, entry]) => `  ${id}: ${entry}\n`).join("")}`;
}
