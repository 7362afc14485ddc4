// A token that was replaced and not deleted, or is there beside the declared ones: each answer says who can pull with it.
import { expect } from "chai";
import { accessAnswer } from "../../audit/answers/access";
import { changesAnswer } from "../../audit/answers/changes";
import { credentialsAnswer } from "../../audit/answers/credentials";
import { customerAnswer } from "../../audit/answers/customer";
import { repositoryAnswer, repositoryHistory } from "../../audit/answers/repository";
import { pageFacts } from "../../audit/page/facts";
import type { OtherFact } from "../../audit/snapshot";
import {
  after,
  before,
  DELETED,
  OLD,
  ONE,
  REPLACED,
  SINCE,
  STRAY,
  seen,
  WAITING,
} from "./replacedToken";
import { slot, type ToldUpdate } from "./toldHistory";

describe("a token that was replaced and not deleted", () => {
  it("is in who may pull what, with the rights of its own scope map", () => {
    const { rows, notes, hasFindings, data } = accessAnswer(seen(WAITING));
    expect({ rows, notes, hasFindings }).to.deep.equal({
      rows: [
        ["contoso", "active", "app/web", "content/read", "1 day old", "-"],
        [
          "contoso, old token contoso-pull",
          "was replaced, and waits for its deletion",
          "app/api",
          "content/read",
          "32 days old",
          "-",
        ],
      ],
      notes: [
        "1 customer of 1 can pull; 1 token beside them",
        `contoso, old token contoso-pull was replaced, and waits for its deletion, since ${SINCE}; whoever has its password can pull app/api`,
      ],
      hasFindings: true,
    });
    const [other] = (data as { others: { since: { number: number } }[] }).others;
    expect({ ...other, since: other?.since.number }).to.deep.equal({
      id: "contoso, old token contoso-pull",
      customer: "contoso",
      why: "replaced",
      canPull: true,
      isPasswordKnown: true,
      repositories: ["app/api"],
      actions: ["content/read"],
      since: 2,
    });
  });

  it("is gone once it was deleted", () => {
    const { rows, hasFindings } = accessAnswer(seen(DELETED));
    expect([rows.length, hasFindings]).to.deep.equal([1, false]);
  });

  const cannot: [string, Partial<OtherFact>, string][] = [
    ["is disabled", { enabled: false }, WAITING],
    ["has no password that works any more", {}, "2026-04-02T00:00:00.000Z"],
    [
      "has lost its TokenSecret, which ended the passwords",
      { slots: [], isWithoutSecret: true },
      WAITING,
    ],
  ];
  for (const [name, more, asOf] of cannot) {
    it(`cannot be pulled with where it ${name}`, () => {
      const [first, second] = REPLACED;
      if (first === undefined || second === undefined) throw new Error("no updates");
      const lives = seen(asOf, [first, { ...second, others: [{ ...OLD, ...more }] }]);
      const [, row] = accessAnswer(lives).rows;
      expect(row?.[1]).to.equal("was replaced, and waits for its deletion; cannot pull");
    });
  }

  it("keeps the passwords from before an adoption, which no run ended", () => {
    const adopted = slot("password2", "2025-12-01", undefined, 0);
    const lives = seen(WAITING, [
      { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [ONE, adopted] } } },
      {
        at: "2026-02-01T10:00:00.000Z",
        customers: after,
        others: [{ ...OLD, slots: [], isWithoutSecret: true }],
      },
    ]);
    expect(credentialsAnswer(lives).rows.map((row) => [row[0], row[1], row[5]])).to.deep.equal([
      ["contoso", "password1", "replaced"],
      ["contoso", "password1", "in use"],
      ["contoso, old token contoso-pull", "password2", "still works"],
    ]);
    expect(accessAnswer(lives).rows[1]?.[1]).to.equal("was replaced, and waits for its deletion");
  });

  it("is in the customer's life: the new user name, and from when to when the old token was there", () => {
    const rows = customerAnswer(seen(DELETED), "contoso")?.rows.map(([when = "", what]) => [
      when.slice(0, 10),
      what,
    ]);
    expect(rows).to.deep.equal([
      ["2026-01-01", "created: may pull app/api"],
      ["2026-01-01", "password1 issued, announced to end on 2026-04-01"],
      ["2026-02-01", "may also pull app/web"],
      ["2026-02-01", "may no longer pull app/api"],
      ["2026-02-01", "has another token: the user name is contoso-new, was contoso-pull"],
      ["2026-02-01", "password1 issued, announced to end on 2026-05-01"],
      [
        "2026-02-01",
        "old token contoso-pull was replaced, and waits for its deletion: may pull app/api",
      ],
      ["2026-02-03", "old token contoso-pull was deleted"],
      [
        "2026-02-03",
        "old token contoso-pull: password1 of 2026-01-01 ended with the token, announced to end on 2026-04-01",
      ],
    ]);
  });

  it("is told of its customer in what changed", () => {
    const { rows } = changesAnswer(seen(DELETED), {
      from: "2026-02-02T00:00:00.000Z",
      to: DELETED,
    });
    expect(rows.map((row) => row.slice(1))).to.deep.equal([
      [
        "4",
        "-",
        "contoso",
        "old token contoso-pull was deleted; old token contoso-pull: password1 of 2026-01-01 ended with the token, announced to end on 2026-04-01",
      ],
    ]);
  });

  it("is among those who can, and could, pull a repository", () => {
    expect(repositoryAnswer(seen(WAITING), "app/api").rows).to.deep.equal([
      [
        "contoso, old token contoso-pull",
        "app/api",
        "was replaced, and waits for its deletion",
        SINCE,
      ],
    ]);
    expect(repositoryHistory(seen(DELETED), "app/api").rows).to.deep.equal([
      ["contoso", "app/api", "update 1, 2026-01-01 10:00 UTC", SINCE],
      ["contoso, old token contoso-pull", "app/api", SINCE, "update 4, 2026-02-03 10:00 UTC"],
    ]);
  });

  it("is a row of the page, from update 2 on, and no customer", () => {
    const { lives, columns } = pageFacts(seen(DELETED));
    expect(
      lives.customers.map(({ id, spans }) => [id, spans.map(({ from, to }) => [from, to])]),
    ).to.deep.equal([
      [
        "contoso",
        [
          [1, 2],
          [2, undefined],
        ],
      ],
      ["contoso, old token contoso-pull", [[2, 4]]],
    ]);
    expect(columns).to.deep.equal(["app/api", "app/web"]);
  });
});

describe("a token below no customer", () => {
  const updates: ToldUpdate[] = [
    { at: "2026-01-01T10:00:00.000Z", customers: before, others: [STRAY] },
  ];

  it("is named, and may pull, since its passwords are not known", () => {
    const { rows, notes } = accessAnswer(seen(WAITING, updates));
    expect(rows[1]).to.deep.equal([
      "no customer, token ci",
      "is there, below no customer",
      "*",
      "content/read",
      "not known",
      "-",
    ]);
    expect(notes.at(-1)).to.equal(
      "no customer, token ci is there, below no customer, since update 1, 2026-01-01 10:00 UTC; whoever has its password may pull *",
    );
    expect(
      repositoryAnswer(seen(WAITING, updates), "any/name").rows.map((row) => row[0]),
    ).to.deep.equal(["no customer, token ci"]);
  });
});
