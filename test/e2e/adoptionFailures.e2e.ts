// Whatever fails beside a token that is taken over: the run comes to its end, everybody else is served, and the next run makes up for it.

import { expect } from "chai";
import type { Fault } from "../../emulator/faults";
import { type Deployment, openDeployment, type RunResult } from "../helpers/deployment";
import { MadeByHand } from "../helpers/madeByHand";
import { upInTime } from "../helpers/timeLimit";

/** One way in which the adoption by customer beta of the token alpha-pull fails. */
interface Case {
  name: string;
  /** Is there a token alpha-pull, bound to this scope map? @default - there is none */
  scopeMap?: string;
  adopt: string;
  /** Azure answers so all the time. @default - Azure does what it can */
  fault?: Fault;
  /** What the preview says has to be corrected first; it never fails. @default - nothing */
  foretold?: RegExp[];
  /** Each error of the first run, beginning with the resource that it is about. */
  errors: RegExp[];
  /** What makes it right. @default - the fault is over, and nothing else */
  adoptThen?: string;
}

const PUT_SCOPE_MAP = { method: "PUT", path: "/scopeMaps/alpha-pull", times: Infinity };
const GET_SCOPE_MAP = { method: "GET", path: "/scopeMaps/alpha-pull", times: Infinity };
const NO_SCOPE_MAP =
  "there is no scope map alpha-pull to take over; take scopeMap out of `adopt`, and it is made";
const NO_TOKEN = "there is no token alpha-pull to take over; take `adopt` out, and it is made";

const GET_TOKEN = { method: "GET", path: "/tokens/alpha-pull", times: Infinity };

const CASES: readonly Case[] = [
  {
    name: "a scope map of the token's name exists, which is not adopted",
    scopeMap: "alpha-pull",
    adopt: "[token]",
    foretold: [/^scope map alpha-pull exists, .*: add scopeMap to adopt$/],
    errors: [
      /^beta-scope-map: cannot create already existing resource '.*\/scopeMaps\/alpha-pull'/,
    ],
    adoptThen: "[token, scopeMap]",
  },
  ...[403, 429, 500].map((status) => ({
    name: `the scope map's PUT answers ${status}`,
    scopeMap: "by-hand",
    adopt: "[token]",
    fault: { ...PUT_SCOPE_MAP, status },
    errors: [new RegExp(`^beta-scope-map: .*${status}`)],
  })),
  {
    name: "the PUT of a scope map that is taken over too answers 403",
    scopeMap: "alpha-pull",
    adopt: "[token, scopeMap]",
    fault: { ...PUT_SCOPE_MAP, status: 403 },
    errors: [/^beta-scope-map: .*403/],
  },
  {
    name: "the scope map that is to be taken over does not exist",
    scopeMap: "by-hand",
    adopt: "[token, scopeMap]",
    foretold: [new RegExp(`^${NO_SCOPE_MAP}$`)],
    errors: [new RegExp(`^beta-scope-map: .*${NO_SCOPE_MAP}`)],
    adoptThen: "[token]",
  },
  {
    name: "the scope map that is to be taken over cannot be read",
    scopeMap: "alpha-pull",
    adopt: "[token, scopeMap]",
    fault: { ...GET_SCOPE_MAP, status: 403 },
    foretold: [
      /^whether there is a scope map alpha-pull to take over could not be read \(reading scope map alpha-pull: 403 /,
    ],
    errors: [/^beta-scope-map: .*403/],
  },
  {
    name: "the token does not exist",
    adopt: "[token]",
    foretold: [new RegExp(`^${NO_TOKEN}$`)],
    errors: [new RegExp(`^beta-token: .*${NO_TOKEN}`)],
    adoptThen: "[]",
  },
  {
    name: "neither the token nor the scope map exists",
    adopt: "[token, scopeMap]",
    foretold: [new RegExp(`^${NO_SCOPE_MAP}$`), new RegExp(`^${NO_TOKEN}$`)],
    errors: [
      new RegExp(`^beta-scope-map: .*${NO_SCOPE_MAP}`),
      new RegExp(`^beta-token: .*${NO_TOKEN}`),
    ],
    adoptThen: "[]",
  },
  {
    name: "the token cannot be read",
    scopeMap: "by-hand",
    adopt: "[token]",
    fault: { ...GET_TOKEN, status: 403 },
    foretold: [
      /^whether there is a token alpha-pull to take over could not be read \(reading token alpha-pull: 403 /,
    ],
    errors: [/^beta-token: .*403/],
  },
];

describe("an adoption that fails", function () {
  this.timeout(400_000);
  let deployment: Deployment;
  beforeEach(async () => {
    deployment = await openDeployment();
  });
  afterEach(() => deployment.close());

  const write = (adopt: string) =>
    deployment.write(`customers:
  beta: { repositories: [app/api], tokenName: alpha-pull${adopt === "[]" ? "" : `, adopt: ${adopt}`} }
  gamma: { repositories: [app/web] }
`);

  for (const { name, scopeMap, adopt, fault, foretold = [], errors, adoptThen = adopt } of CASES) {
    it(`fails alone and in time where ${name}`, async () => {
      const byHand = new MadeByHand(deployment);
      if (scopeMap !== undefined) await byHand.make("alpha-pull", { scopeMap, slot: "password1" });
      byHand.watch();
      if (fault !== undefined) deployment.emulator.faults.add(fault);
      await write(adopt);
      const preview = await deployment.preview();
      expect(preview.failed, preview.output).to.equal(false);
      expectAll(correctionsIn(preview), foretold);
      const first = await upInTime(deployment);
      expect(first.failed, first.output).to.equal(true);
      expectAll(errorsOf(first), errors);
      const gammas = await deployment.password("gamma");
      expect(await deployment.accepts("gamma", gammas)).to.equal(true);

      deployment.emulator.faults.clear();
      await write(adoptThen);
      const second = await upInTime(deployment);
      expect(second.failed, second.output).to.equal(false);
      expect(await deployment.accepts("alpha", await deployment.password("beta"))).to.equal(true);
      expect(await deployment.password("gamma")).to.equal(gammas);
      expect(byHand.refusals).to.deep.equal([]);
    });
  }
});

function expectAll(told: readonly string[], patterns: readonly RegExp[]): void {
  expect(told.length, told.join("\n")).to.equal(patterns.length);
  for (const [index, pattern] of patterns.entries()) expect(told[index]).to.match(pattern);
}

/** What a preview says has to be corrected first, of beta alone, sorted. */
function correctionsIn({ events }: RunResult): string[] {
  return events
    .flatMap(({ diagnosticEvent }) => {
      const { severity, urn = "", message = "" } = diagnosticEvent ?? {};
      const [, said] = /^(?:warning: )?correct first: (.*)/.exec(message) ?? [];
      if (said === undefined) return [];
      return [severity === "warning" && urn.endsWith("::beta-secret") ? said : message];
    })
    .sort();
}

/** What the engine tells as errors, each with the logical name of its resource. */
function errorsOf({ events }: RunResult): string[] {
  return events
    .flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "error" &&
      !/^(error: )?update failed/.test(diagnosticEvent.message)
        ? [`${diagnosticEvent.urn?.split("::").at(-1)}: ${diagnosticEvent.message.trim()}`]
        : [],
    )
    .sort();
}
