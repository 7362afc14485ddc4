// Whatever fails beside a token that is adopted: the run completes, everybody else is served, and the next run does the rest.

import { expect } from "chai";
import type { Fault } from "../../../emulator/faults";
import { MadeByHand } from "../../helpers/byHand/madeByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { IS_LONG } from "../../helpers/longRun";
import { correctionsIn, errorsIn, eventsAbout } from "../../helpers/said";
import { upInTime } from "../../helpers/timeLimit";

/** One way in which the adoption of a token by a customer fails. */
interface Case {
  name: string;
  /** Is there such a token, bound to this scope map? @default - there is none */
  scopeMap?: string;
  adopt: string;
  /** Azure answers so all the time. @default - Azure does what it can */
  fault?: Fault;
  /** What the preview says has to be corrected first; it never fails. @default - nothing */
  previewed?: RegExp[];
  /** Each error of the first run, beginning with the resource that it is about. */
  errors: RegExp[];
  /** What makes it right. @default - the fault is over, and nothing else */
  adoptThen?: string;
}

/** All of them, of one customer and the token alpha-pull, if those are their names. */
function casesOf(beta: string, token: string): readonly Case[] {
  const putScopeMap = { method: "PUT", path: `/scopeMaps/${token}`, times: Infinity };
  const getScopeMap = { method: "GET", path: `/scopeMaps/${token}`, times: Infinity };
  const getToken = { method: "GET", path: `/tokens/${token}`, times: Infinity };
  const noScopeMap = `there is no scope map ${token} to adopt; remove scopeMap from \`adopt\` to create it`;
  const noToken = `there is no token ${token} to adopt; remove \`adopt\` to create it`;
  const ofScopeMap = (words: string | number) => new RegExp(`^${beta}-scope-map: .*${words}`);
  const ofToken = (words: string | number) => new RegExp(`^${beta}-token: .*${words}`);
  return [
    {
      name: "a scope map of the token's name exists, which is not adopted",
      scopeMap: token,
      adopt: "[token]",
      previewed: [new RegExp(`^scope map ${token} already exists: add scopeMap to adopt$`)],
      errors: [ofScopeMap(`cannot create already existing resource '.*/scopeMaps/${token}'`)],
      adoptThen: "[token, scopeMap]",
    },
    ...[403, 429, 500].map((status) => ({
      name: `the scope map's PUT answers ${status}`,
      scopeMap: `${beta}-by-hand`,
      adopt: "[token]",
      fault: { ...putScopeMap, status },
      errors: [ofScopeMap(status)],
    })),
    {
      name: "the PUT of a scope map that is adopted too answers 403",
      scopeMap: token,
      adopt: "[token, scopeMap]",
      fault: { ...putScopeMap, status: 403 },
      errors: [ofScopeMap(403)],
    },
    {
      name: "the scope map that is to be adopted does not exist",
      scopeMap: `${beta}-by-hand`,
      adopt: "[token, scopeMap]",
      previewed: [new RegExp(`^${noScopeMap}$`)],
      errors: [ofScopeMap(noScopeMap)],
      adoptThen: "[token]",
    },
    {
      name: "the scope map that is to be adopted cannot be read",
      scopeMap: token,
      adopt: "[token, scopeMap]",
      fault: { ...getScopeMap, status: 403 },
      previewed: [
        new RegExp(
          `^could not read whether there is a scope map ${token} to adopt \\(reading scope map ${token}: 403 `,
        ),
      ],
      errors: [ofScopeMap(403), ofToken(403)],
    },
    {
      name: "the token does not exist",
      adopt: "[token]",
      previewed: [new RegExp(`^${noToken}$`)],
      errors: [ofToken(noToken)],
      adoptThen: "[]",
    },
    {
      name: "neither the token nor the scope map exists",
      adopt: "[token, scopeMap]",
      previewed: [new RegExp(`^${noScopeMap}$`), new RegExp(`^${noToken}$`)],
      errors: [ofScopeMap(noScopeMap), ofToken(noToken)],
      adoptThen: "[]",
    },
    {
      name: "the token cannot be read",
      scopeMap: `${beta}-by-hand`,
      adopt: "[token]",
      fault: { ...getToken, status: 403 },
      previewed: [
        new RegExp(
          `^could not read whether there is a token ${token} to adopt \\(reading token ${token}: 403 `,
        ),
      ],
      errors: [ofScopeMap(403), ofToken(403)],
    },
  ];
}

/** Each case with a customer and a token of its own. */
const CASES = casesOf("", "").flatMap((_, index) => {
  const [beta, alpha] = [`beta${index}`, `alpha${index}`];
  const own = casesOf(beta, `${alpha}-pull`)[index];
  return own === undefined ? [] : [{ ...own, beta, alpha }];
});

describe("an adoption that fails", function () {
  this.timeout(400_000);
  let deployment: Deployment;
  beforeEach(async () => {
    // So many customers may lose what their tokens have beside.
    deployment = await openDeployment({ config: { "customer-access:maximumLosses": "20" } });
  });
  afterEach(() => deployment.close());

  const write = (adoptions: readonly [beta: string, alpha: string, adopt: string][]) =>
    deployment.write(`customers:
${adoptions
  .map(([beta, alpha, adopt]) => [beta, `tokenName: ${alpha}-pull`, `adopt: ${adopt}`])
  .map(([beta, ...rest]) => `  ${beta}: { repositories: [app/api], ${rest.join(", ")} }\n`)
  .join("")
  .replaceAll(", adopt: []", "")}  gamma: { repositories: [app/web] }
`);

  async function expectAlone(cases: typeof CASES): Promise<void> {
    const byHand = new MadeByHand(deployment);
    for (const { alpha, scopeMap } of cases) {
      if (scopeMap !== undefined)
        await byHand.make(`${alpha}-pull`, { scopeMap, slot: "password1" });
    }
    byHand.watch();
    for (const { fault } of cases) {
      if (fault !== undefined) deployment.emulator.faults.add(fault);
    }
    await write(cases.map(({ beta, alpha, adopt }) => [beta, alpha, adopt]));
    const preview = await deployment.preview();
    expect(preview.failed, preview.output).to.equal(false);
    for (const { beta, previewed = [] } of cases) {
      expectAll(correctionsIn({ events: eventsAbout(beta, preview) }, beta), previewed);
    }
    const first = await upInTime(deployment);
    expect(first.failed, first.output).to.equal(true);
    expectAll(
      errorsIn(first),
      cases.flatMap(({ errors }) => errors),
    );
    const gammas = await deployment.password("gamma");
    expect(await deployment.accepts("gamma", gammas)).to.equal(true);

    deployment.emulator.faults.clear();
    await write(cases.map(({ beta, alpha, adopt, adoptThen = adopt }) => [beta, alpha, adoptThen]));
    const second = await upInTime(deployment);
    expect(second.failed, second.output).to.equal(false);
    for (const { alpha, beta } of cases) {
      expect(await deployment.accepts(alpha, await deployment.password(beta)), beta).to.equal(true);
    }
    expect(await deployment.password("gamma")).to.equal(gammas);
    expect(byHand.refusals).to.deep.equal([]);
  }

  it("fails alone and in time beside all others that fail in another way", () =>
    expectAlone(CASES));

  for (const each of IS_LONG ? CASES : []) {
    it(`fails alone and in time where ${each.name}`, () => expectAlone([each]));
  }
});

function expectAll(told: readonly string[], patterns: readonly RegExp[]): void {
  expect(told.length, told.join("\n")).to.equal(patterns.length);
  for (const [index, pattern] of patterns.entries()) expect(told[index]).to.match(pattern);
}
