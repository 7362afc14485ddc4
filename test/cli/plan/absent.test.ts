// A repository that is given although the registry does not have it: a note in every form of a plan, with what was likely meant.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { compareAccess } from "../../../access/accessChange";
import { absentOf } from "../../../cli/plan/absent";
import type { Plan } from "../../../cli/plan/planSchema";
import type { ListRepositories } from "../../../cli/plan/reach";
import type { PlanOptions } from "../../../cli/plan/runPlan";
import { access, TODAY } from "../../access/anyAccess";
import { plannedOnNothing } from "./plannedOnNothing";

const REGISTRY = ["app/api", "app/web", "base/go", "base/tools/cli", "ml/training"];

describe("absentOf", () => {
  const given = (...repositories: string[]) =>
    compareAccess(access({ repositories: ["app/old"] }), access({ repositories }), {
      today: TODAY,
    });

  for (const [what, patterns, expected] of [
    ["one that is mistyped", ["app/webb"], [{ pattern: "app/webb", nearest: "app/web" }]],
    ["one that nothing is like", ["docs/handbook"], [{ pattern: "docs/handbook", nearest: null }]],
    ["a prefix that is mistyped", ["bas/*"], [{ pattern: "bas/*", nearest: "base/*" }]],
    ["an inner prefix", ["base/tool/*"], [{ pattern: "base/tool/*", nearest: "base/tools/*" }]],
    [
      "several",
      ["app/apii", "ml/trainig"],
      [
        { pattern: "app/apii", nearest: "app/api" },
        { pattern: "ml/trainig", nearest: "ml/training" },
      ],
    ],
  ] as const) {
    it(`finds ${what}`, () => {
      expect(absentOf(given("app/old", ...patterns), REGISTRY)).to.deep.equal(expected);
    });
  }

  for (const [what, patterns] of [
    ["what is there", ["app/web", "base/*", "base/tools/*"]],
    ["everything", ["*"]],
    ["a prefix that nothing is like, which is said to reach nothing", ["handbook/*"]],
    ["what was given before", ["app/old"]],
  ] as const) {
    it(`says nothing of ${what}`, () => {
      expect(absentOf(given("app/old", ...patterns), REGISTRY)).to.deep.equal([]);
    });
  }

  it("says nothing where the registry was not asked, and of everything where it is empty", () => {
    expect(absentOf(given("app/webb"), undefined)).to.deep.equal([]);
    expect(absentOf(given("app/webb"), [])).to.deep.equal([{ pattern: "app/webb", nearest: null }]);
  });
});

describe("npm run plan, for a repository that the registry does not have", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "absent-"));
    await writeFile(
      join(folder, "customers.yaml"),
      "customers:\n  contoso: { repositories: [app/webb, docs/handbook] }\n  fabrikam: { repositories: [app/webb] }\n",
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const planned = (repositories: ListRepositories, options: Partial<PlanOptions> = {}) =>
    plannedOnNothing(join(folder, "customers.yaml"), { repositories, options });
  const textOf = ({ lines }: { lines: readonly string[] }) =>
    lines.join("\n").replaceAll(folder, "FOLDER").split("\n");

  it("notes it with the nearest name, and ends as it would without", async () => {
    const outcome = await planned(async () => REGISTRY);
    expect(outcome.exitCode).to.equal(0);
    expect(textOf(outcome)).to.deep.equal([
      "FOLDER/customers.yaml against stack dev, on 2026-11-21",
      "",
      "contoso: new",
      "  + may pull app/webb, docs/handbook",
      "    app/webb is not in the registry today; did you mean app/web?",
      "    docs/handbook is not in the registry today",
      "",
      "fabrikam: new",
      "  + may pull app/webb",
      "    app/webb is not in the registry today; did you mean app/web?",
      "",
      "2 of 2 customers change: 2 new",
    ]);
  });

  it("notes it in the comment on a pull request", async () => {
    const text = textOf(await planned(async () => REGISTRY, { markdown: true }));
    expect(text.filter((line) => line.startsWith("| `"))).to.deep.equal([
      "| `contoso` | **new** | ➕ may pull app/webb, docs/handbook<br>app/webb is not in the registry today; did you mean app/web?<br>docs/handbook is not in the registry today |",
      "| `fabrikam` | **new** | ➕ may pull app/webb<br>app/webb is not in the registry today; did you mean app/web? |",
    ]);
  });

  it("notes it for programs", async () => {
    const { customers } = (await planned(async () => REGISTRY)).data as Plan;
    expect(customers.map(({ id, absent }) => ({ id, absent }))).to.deep.equal([
      {
        id: "contoso",
        absent: [
          { pattern: "app/webb", nearest: "app/web" },
          { pattern: "docs/handbook", nearest: null },
        ],
      },
      { id: "fabrikam", absent: [{ pattern: "app/webb", nearest: "app/web" }] },
    ]);
  });

  it("says once, with the role, that the registry could not be asked", async () => {
    const refuse = () =>
      Promise.reject(new Error('403 DENIED; give the identity the role "AcrPull"'));
    const outcome = await planned(refuse);
    expect(outcome.exitCode).to.equal(0);
    expect(textOf(outcome).slice(2)).to.deep.equal([
      "contoso: new",
      "  + may pull app/webb, docs/handbook",
      "",
      "fabrikam: new",
      "  + may pull app/webb",
      "",
      'warning: the registry\'s repositories could not be listed (403 DENIED; give the identity the role "AcrPull"), so prefixes are not expanded and missing repositories are not reported',
      "2 of 2 customers change: 2 new",
    ]);
  });
});
