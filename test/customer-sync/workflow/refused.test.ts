// Calls that start no run: whatever is wrong with them, nothing is read and nothing is imported.
import { expect } from "chai";
import { pushImage } from "../../emulator/registry/signedImage";
import { attemptsAt } from "./attempts";
import { withoutSchema } from "./deployWorkflow";
import {
  FOREIGN_REPOSITORY,
  HEADER_SECRET,
  PREVIOUS_HEADER_SECRET,
  useSyncedRegistries,
} from "./syncedRegistries";

describe("a call that is refused", () => {
  const both = useSyncedRegistries();

  const outcome = async (call: () => Promise<unknown>) => {
    const { journal } = both.vendor.emulator;
    const runs = (await both.ends()).length;
    journal.clear();
    await call();
    const requests = journal.entries().map(({ operation }) => operation);
    const others = requests.filter((each) => each !== "Workflow_InvokeTrigger_POST");
    return { runs: (await both.ends()).length - runs, requests: others };
  };
  const NOTHING = { runs: 0, requests: [] };

  for (const [name, schema] of [
    ["with the schema", true],
    ["by its conditions alone", false],
  ] as const) {
    it(`starts no run and imports nothing, ${name}`, async () => {
      await both.deploy({ mutation: schema ? (same) => same : withoutSchema });
      const found: Record<string, unknown> = {};
      for (const [what, { event, headers }] of Object.entries(attemptsAt(both))) {
        const sent = headers === undefined ? {} : { headers };
        found[what] = await outcome(() => both.call(event, sent));
      }
      const expected = Object.keys(found).map((what) => [what, NOTHING]);
      expect(found).to.deep.equal(Object.fromEntries(expected));
      const control = await outcome(() => both.call(both.event({ tag: "1.0.0" })));
      expect(control.runs).to.equal(1);
    });
  }

  it("is refused when its body is no JSON, or none", async () => {
    await both.deploy({});
    const statuses: number[] = [];
    for (const bytes of ["{", "", "[]", "null", `"${"x".repeat(100_000)}"`]) {
      const headers = { "X-Registry-Sync": HEADER_SECRET, "content-type": "application/json" };
      const { runs, requests } = await outcome(async () => {
        const { status } = await both.call({}, { bytes: Buffer.from(bytes), headers });
        statuses.push(status);
      });
      expect({ runs, requests }).to.deep.equal(NOTHING);
    }
    expect(statuses).to.deep.equal([400, 400, 400, 400, 400]);
  });

  it("is refused without the right signature in its URL, and with an Authorization header beside it", async () => {
    const url = new URL(both.url);
    const changed = (change: (query: URLSearchParams) => void) => {
      const other = new URL(url);
      change(other.searchParams);
      return other.href;
    };
    const found: unknown[] = [];
    for (const [address, headers] of [
      [changed((query) => query.delete("sig")), {}],
      [changed((query) => query.set("sig", "")), {}],
      [changed((query) => query.set("sig", "A".repeat(43))), {}],
      [changed((query) => query.set("sp", "/triggers/other/run")), {}],
      [changed((query) => query.set("se", "2100-01-01T00:00:00Z")), {}],
      [url.href, { authorization: "Bearer x" }],
    ] as const) {
      const sent = { "X-Registry-Sync": HEADER_SECRET, ...headers };
      let status = 0;
      const all = await outcome(async () => {
        const event = both.event({ tag: "1.0.0" });
        const answer = await both.vendor.send(address, {
          method: "POST",
          json: event,
          headers: sent,
        });
        status = answer.status;
      });
      found.push({ ...all, status });
    }
    expect(found).to.deep.equal(found.map(() => ({ ...NOTHING, status: 401 })));
  });

  it("is refused from an address that is not among the allowed", async () => {
    const allow = (addressRange: string) =>
      both.workflows.arm("PATCH", "events", {
        properties: {
          accessControl: { triggers: { allowedCallerIpAddresses: [{ addressRange }] } },
        },
      });
    await allow("20.42.0.0/16");
    const foreign = await outcome(() => both.call(both.event({ tag: "1.0.0" })));
    await allow("127.0.0.0/8");
    const known = await outcome(() => both.call(both.event({ tag: "1.0.0" })));
    expect([foreign, known.runs]).to.deep.equal([NOTHING, 1]);
  });

  it("is refused with a huge body as with a small one", async () => {
    const huge = both.event({ tag: "1.0.0" }, { padding: "x".repeat(5_000_000) });
    const wrong = await outcome(() => both.call(huge, { headers: { "X-Registry-Sync": "wrong" } }));
    expect(wrong).to.deep.equal(NOTHING);
  });

  it("is refused for a push to another repository, which the vendor's webhook announces", async () => {
    const runs = (await both.ends()).length;
    await pushImage(both.pusher, FOREIGN_REPOSITORY, "1.0.0");
    await both.vendor.emulator.settle();
    const copy = await both.digest("1.0.0", FOREIGN_REPOSITORY);
    expect([(await both.ends()).length - runs, copy]).to.deep.equal([0, "404"]);
  });

  it("is taken with the previous secret while a new one is handed over, and never with an empty one", async () => {
    await both.deploy({ isHandover: true });
    const runs = async (value: string) =>
      (
        await outcome(() =>
          both.call(both.event({ tag: "1.0.0" }), { headers: { "X-Registry-Sync": value } }),
        )
      ).runs;
    expect([
      await runs(HEADER_SECRET),
      await runs(PREVIOUS_HEADER_SECRET),
      await runs("wrong"),
      await runs(""),
    ]).to.deep.equal([1, 1, 0, 0]);
  });
});
