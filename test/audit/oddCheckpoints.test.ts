// Checkpoints as no run of this project leaves them: each answer says what is known, and what is not.
import { expect } from "chai";
import { accessAnswer } from "../../audit/answers/access";
import { repositoryAnswer } from "../../audit/answers/repository";
import { makeHistory } from "../../audit/history/makeHistory";
import { readCheckpoint } from "../../audit/history/readCheckpoint";
import { livesOf } from "../../audit/livesOf";
import { cellOf } from "../../audit/page/cell";
import { CUSTOMER, checkpoint, GUARD } from "./history/checkpoints";
import { STACK, scopeMap, secret, token } from "./history/registryResources";

const NOW = "2026-12-05T00:00:00.000Z";
const RECORD = {
  urn: `${STACK}$${GUARD}::access-guard`,
  type: GUARD,
  inputs: { access: { contoso: "active; pull; content/read; app/api" } },
  outputs: { revision: 1 },
};
const USUAL = [RECORD, scopeMap("pull", "app/api"), token("pull", "pull"), secret("pull")];
const [, MAP = {}, TOKEN = {}, SECRET = {}] = USUAL;

/** What follows from runs that left these resources, a day apart. */
function livesAfter(...runs: (readonly object[])[]) {
  const entries = runs.map((resources, index) => {
    const day = index === 0 ? "2026-11-30" : `2026-12-0${index}`;
    const written = resources.map((each) => ({ ...each, modified: `${day}T16:46:51Z` }));
    const entry = { startedAt: `${day}T16:46:50.000Z`, endedAt: `${day}T16:47:00.000Z` };
    return {
      name: `${index + 1}`,
      entry: {
        value: {
          ...entry,
          kind: "update",
          result: "succeeded" as const,
          message: "",
          provenance: {},
          changes: {},
        },
      },
      checkpoint: readCheckpoint(checkpoint(...written)),
    };
  });
  const present = entries.at(-1)?.checkpoint;
  const found = { stack: "customer-access/dev", source: "/history", entries, gaps: [] };
  return livesOf(makeHistory({ ...found, ...(present === undefined ? {} : { present }) }), NOW);
}

/** The row of contoso: state, may pull, actions. */
function row(...runs: (readonly object[])[]) {
  return accessAnswer(livesAfter(...runs))
    .rows.find(([id]) => id === "contoso")
    ?.slice(1, 4);
}

const granting = (...actions: unknown[]) => ({ ...MAP, outputs: { name: "pull", actions } });
const bound = (name: string) => ({
  ...SECRET,
  outputs: {
    ...(SECRET as { outputs: object }).outputs,
    scopeMapId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/vendorimages/scopeMaps/${name}`,
  },
});

describe("who may pull what, by an odd checkpoint", () => {
  it("is as usual where nothing is odd", () => {
    const lives = livesAfter(USUAL);
    expect([row(USUAL), lives.gaps]).to.deep.equal([["active", "app/api", "content/read"], []]);
  });

  const cases: [string, object[], string[]][] = [
    ["a scope map is missing", [TOKEN, SECRET], ["active", "not known", "not known"]],
    [
      "the actions are a secret",
      [{ ...MAP, outputs: {} }, TOKEN, SECRET],
      ["active", "not known", "not known"],
    ],
    [
      "the token has a scope map of another stack",
      [MAP, TOKEN, bound("elsewhere")],
      ["active", "not known", "not known"],
    ],
    [
      "the token has a scope map of the system",
      [MAP, TOKEN, bound("_repositories_admin")],
      ["active", "*", "content/delete content/read content/write metadata/read metadata/write"],
    ],
    [
      "nothing is granted",
      [granting(), TOKEN, SECRET],
      ["active, nothing is granted", "nothing", "none"],
    ],
    [
      "only pushing is granted",
      [granting("repositories/app/api/content/write"), TOKEN, SECRET],
      ["active, nothing is granted", "nothing", "content/write (app/api)"],
    ],
    [
      "actions are on something else than repositories, or unknown",
      [
        granting(
          "gateway/edge/config/read",
          "repositories/app/api/content/read",
          "repositories/app/api/content/sign",
        ),
        TOKEN,
        SECRET,
      ],
      ["active", "app/api", "content/read content/sign gateway/edge/config/read"],
    ],
    [
      "everything may be pulled and written",
      [granting("repositories/*/content/read", "Repositories/*/Content/Write"), TOKEN, SECRET],
      ["active", "*", "content/read content/write"],
    ],
  ];
  for (const [name, resources, expected] of cases) {
    it(`says so where ${name}`, () => {
      expect(row([RECORD, ...resources])).to.deep.equal(expected);
    });
  }

  it("counts rights that are not known for each repository, also on the page", () => {
    const lives = livesAfter([RECORD, MAP, TOKEN, bound("elsewhere")]);
    const { rows, notes } = repositoryAnswer(lives, "any/name");
    expect(rows.map((each) => each.slice(0, 3))).to.deep.equal([
      ["contoso", "not known", "active"],
    ]);
    expect(notes).to.include(
      "contoso: the token has scope map elsewhere, which is not in the state: what it grants is not known",
    );
    const cell = cellOf(lives.customers[0]?.spans[0], "active", "any/name", NOW);
    expect(cell).to.deep.equal({ kind: "pull", word: "not known", isOtherwise: true });
  });

  const gaps: [string, object[], string[]][] = [
    [
      "the record is gone",
      USUAL.slice(1),
      ["its checkpoint was edited: it has customers and no record of what was declared"],
    ],
    [
      "a token is gone, and its secret is there",
      [RECORD, MAP, SECRET],
      ["its checkpoint was edited: contoso has a secret and no token"],
    ],
  ];
  for (const [name, resources, words] of gaps) {
    it(`is a gap where ${name}`, () => {
      expect(livesAfter(resources).gaps.map((gap) => gap.words)).to.deep.equal(words);
    });
  }

  it("is not disturbed by damaged slots", () => {
    for (const slots of [null, "none", [null], [{ name: "password1", createdAt: "yesterday" }]]) {
      const damaged = {
        ...SECRET,
        outputs: {
          ...(SECRET as { outputs: object }).outputs,
          slots,
          events: 1,
          eventSha256: "aa",
        },
      };
      expect(row([RECORD, MAP, TOKEN, damaged])?.[0]).to.equal("active, no password works");
    }
  });

  it("has a token whose parent is gone only once", () => {
    const lives = livesAfter([
      RECORD,
      MAP,
      { ...TOKEN, parent: CUSTOMER.split("::contoso")[0] },
      SECRET,
    ]);
    expect(lives.others).to.deep.equal([]);
  });
});

describe("a token that lost its TokenSecret", () => {
  const listed = {
    ...TOKEN,
    outputs: {
      ...(TOKEN as { outputs: object }).outputs,
      credentials: {
        passwords: [{ name: "password1", creationTime: "2026-07-01T09:00:00.0000000+00:00" }],
      },
    },
  };
  const declared = [RECORD, MAP, listed, SECRET];
  const removed = { ...RECORD, inputs: { access: {} }, outputs: { revision: 2 } };

  it("has no password any more where the customer was removed, though its own resource still names it", () => {
    const lives = livesAfter(declared, [removed, MAP, listed]);
    expect(row(declared, [removed, MAP, listed])?.[0]).to.equal("active, no password works");
    expect(lives.customers[0]?.passwords.map(({ how, goneIn }) => [how, goneIn])).to.deep.equal([
      ["offboarded", 2],
    ]);
  });

  it("keeps it where the customer is still declared: no run has ended it", () => {
    expect(row(declared, [RECORD, MAP, listed])?.[0]).to.equal("active");
    expect(row(declared, [RECORD, MAP, TOKEN])?.[0]).to.equal("active");
  });

  it("has those that it was imported with, while it has no TokenSecret yet", () => {
    expect(row([RECORD, MAP, listed])?.[0]).to.equal("active");
    expect(row([RECORD, MAP, TOKEN])?.[0]).to.equal("active, no password works");
  });
});
