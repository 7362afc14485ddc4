// The lives that are made from a history: spans, passwords, and runs that left no entry.
import { expect } from "chai";
import { livesOf } from "../../audit/livesOf";
import { slot, type ToldUpdate, toldHistory } from "./toldHistory";

const NOW = "2026-12-31T12:00:00.000Z";

function lifeIn(updates: readonly ToldUpdate[], asOf = NOW) {
  const { customers, gaps, updates: seen } = livesOf(toldHistory(updates), asOf);
  const [life] = customers;
  if (life === undefined) throw new Error("nobody");
  return { ...life, gaps, updates: seen };
}

describe("the spans of a customer", () => {
  it("begin and end where rights change, and not where nothing does", () => {
    const { spans, updates } = lifeIn([
      { at: "2026-01-01T10:00:00.000Z", customers: { contoso: {} } },
      { at: "2026-01-02T10:00:00.000Z", customers: { contoso: {} } },
      {
        at: "2026-01-03T10:00:00.000Z",
        customers: { contoso: { repositories: ["app/api", "base/*"] } },
      },
      { at: "2026-01-04T10:00:00.000Z", customers: { contoso: { enabled: false } } },
      { at: "2026-01-05T10:00:00.000Z", customers: { contoso: { until: "2026-06-30" } } },
    ]);
    const actions = ["content/read"];
    expect(spans).to.deep.equal([
      { from: 1, to: 3, state: "active", repositories: ["app/api"], actions },
      { from: 3, to: 4, state: "active", repositories: ["app/api", "base/*"], actions },
      { from: 4, to: 5, state: "suspended", repositories: ["app/api"], actions },
      { from: 5, state: "active", repositories: ["app/api"], actions, accessUntil: "2026-06-30" },
    ]);
    expect(updates.map(({ isQuiet }) => isQuiet)).to.deep.equal([false, true, false, false, false]);
  });

  it("say what the record declared where the resources say something else", () => {
    const line = (repositories: string) => `active; contoso-pull; content/read; ${repositories}`;
    const { spans } = lifeIn([
      {
        at: "2026-01-01T10:00:00.000Z",
        customers: { contoso: { declaredRepositories: ["app/api", "app/web"] } },
      },
      { at: "2026-01-02T10:00:00.000Z", customers: { contoso: { isMissing: true } } },
      { at: "2026-01-03T10:00:00.000Z", customers: { contoso: { declared: "suspended" } } },
      { at: "2026-01-04T10:00:00.000Z", customers: { contoso: { isUnlisted: true } } },
      { at: "2026-01-05T10:00:00.000Z", customers: { contoso: {} } },
    ]);
    expect(spans.map(({ from, declared }) => [from, declared])).to.deep.equal([
      [1, line("app/api app/web")],
      [2, line("app/api")],
      [3, "suspended; contoso-pull; content/read; app/api"],
      [4, ""],
      [5, undefined],
    ]);
  });

  it("go on after the last day of access, until a run disables the token: that is no suspension", () => {
    const until = "2026-01-31";
    const { spans } = lifeIn([
      { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { until } } },
      { at: "2026-02-01T10:00:00.000Z", customers: { contoso: { until } } },
      {
        at: "2026-02-02T10:00:00.000Z",
        customers: { contoso: { until, enabled: false, declared: "active" } },
      },
    ]);
    const common = { state: "active", repositories: ["app/api"], actions: ["content/read"] };
    expect(spans).to.deep.equal([
      { from: 1, to: 3, ...common, accessUntil: until },
      { from: 3, ...common, accessUntil: until, isDisabledAtEnd: true },
    ]);
  });

  it("do not begin before those of an update that came earlier, whatever a file says of its time", () => {
    const told = toldHistory([
      { at: "2026-01-05T10:00:00.000Z", customers: { contoso: {} } },
      { at: "2026-01-02T10:00:00.000Z", customers: { contoso: { repositories: ["app/web"] } } },
    ]);
    expect(livesOf(told, "2026-01-03T12:00:00.000Z").customers).to.deep.equal([]);
  });

  it("are none while neither a resource nor a line is there", () => {
    const { spans } = lifeIn([
      { at: "2026-01-01T10:00:00.000Z", customers: { contoso: {} } },
      {
        at: "2026-01-02T10:00:00.000Z",
        customers: { contoso: { enabled: false, declared: "offboarded" } },
      },
      { at: "2026-01-03T10:00:00.000Z", customers: {} },
      { at: "2026-01-04T10:00:00.000Z", customers: { contoso: {} } },
    ]);
    expect(spans.map(({ from, to, state }) => [from, to, state])).to.deep.equal([
      [1, 2, "active"],
      [2, 3, "offboarded"],
      [4, undefined, "active"],
    ]);
  });

  it("take metadata/read for no right to pull, and name what only some repositories have", () => {
    const history = toldHistory([{ at: "2026-01-01T10:00:00.000Z", customers: { contoso: {} } }]);
    const [entry] = history.entries;
    const actions = [
      "repositories/app/api/content/read",
      "repositories/app/api/metadata/read",
      "repositories/app/web/metadata/read",
    ];
    const snapshot = { customers: [{ id: "contoso", actions, enabled: true, slots: [] }] };
    const { customers } = livesOf(
      { ...history, entries: entry === undefined ? [] : [{ ...entry, snapshot }] },
      NOW,
    );
    expect(customers[0]?.spans).to.deep.equal([
      {
        from: 1,
        state: "active",
        repositories: ["app/api"],
        actions: ["content/read (app/api)", "metadata/read (app/api app/web)"],
      },
    ]);
  });

  it("leave out what came after the moment asked for", () => {
    const updates = [
      { at: "2026-01-01T10:00:00.000Z", customers: { contoso: {} } },
      { at: "2026-01-02T10:00:00.000Z", customers: { contoso: { enabled: false } } },
    ];
    expect(lifeIn(updates, "2026-01-01T23:59:59.999Z").spans).to.have.lengthOf(1);
    // An update counts from its end.
    expect(lifeIn(updates, "2026-01-02T10:00:05.000Z").spans).to.have.lengthOf(1);
    expect(lifeIn(updates, "2026-01-02T10:00:10.000Z").spans).to.have.lengthOf(2);
  });
});

describe("the passwords of a customer", () => {
  const one = slot("password1", "2026-01-01", "2026-04-01");
  const two = slot("password2", "2026-03-01", "2026-06-01");
  const three = slot("password1", "2026-05-01", "2026-08-01");

  it("are rotated where the next one is there before they end as announced", () => {
    const { passwords } = lifeIn(
      [
        { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [one] } } },
        { at: "2026-03-01T10:00:00.000Z", customers: { contoso: { slots: [one, two] } } },
        {
          at: "2026-05-01T10:00:00.000Z",
          customers: { contoso: { slots: [three, two], current: "password1" } },
        },
      ],
      "2026-05-02T00:00:00.000Z",
    );
    expect(passwords).to.deep.equal([
      {
        ...{ slot: "password1", from: one.createdAt, seenIn: 1, goneIn: 3, generation: 1 },
        ...{ announcedEnd: "2026-04-01", end: "2026-04-01T00:00:00.000Z", how: "rotated" },
      },
      {
        slot: "password2",
        from: two.createdAt,
        seenIn: 2,
        generation: 1,
        announcedEnd: "2026-06-01",
        how: "still works",
      },
      {
        slot: "password1",
        from: three.createdAt,
        seenIn: 3,
        generation: 1,
        announcedEnd: "2026-08-01",
        how: "in use",
      },
    ]);
  });

  const ends: { name: string; updates: ToldUpdate[]; asOf?: string; end: string; how: string }[] = [
    {
      name: "expired where nobody issued another",
      updates: [{ at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [one] } } }],
      end: "2026-04-01T00:00:00.000Z",
      how: "expired",
    },
    {
      name: "revoked where the record says so",
      updates: [
        { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [one] } } },
        {
          at: "2026-02-01T10:00:00.000Z",
          customers: {
            contoso: { slots: [slot("password2", "2026-02-01", "2026-05-01", 2)], revokeBefore: 2 },
          },
        },
      ],
      end: "2026-02-01T10:00:10.000Z",
      how: "revoked",
    },
    {
      name: "removed by others where no record explains it",
      updates: [
        { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [one] } } },
        {
          at: "2026-02-01T10:00:00.000Z",
          customers: { contoso: { slots: [slot("password1", "2026-01-31", "2026-05-01")] } },
        },
      ],
      end: "2026-01-31T10:00:00.000Z",
      how: "removed by others",
    },
    {
      name: "offboarded with the token",
      updates: [
        { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [one] } } },
        { at: "2026-02-01T10:00:00.000Z", customers: {} },
      ],
      end: "2026-02-01T10:00:10.000Z",
      how: "offboarded",
    },
    {
      name: "unknown where an entry between cannot be read",
      updates: [
        { at: "2026-01-01T10:00:00.000Z", customers: { contoso: { slots: [one] } } },
        {
          at: "2026-01-15T10:00:00.000Z",
          customers: {},
          snapshot: undefined as never,
          problem: "cut off",
        },
        { at: "2026-02-01T10:00:00.000Z", customers: { contoso: { slots: [two] } } },
      ],
      end: "2026-02-01T10:00:10.000Z",
      how: "unknown",
    },
  ];
  for (const { name, updates, end, how } of ends) {
    it(`are ${name}`, () => {
      const [password] = lifeIn(updates).passwords;
      expect([password?.end, password?.how]).to.deep.equal([end, how]);
    });
  }
});
