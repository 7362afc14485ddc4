// Each thing that the definition does for a reason is taken out of it once, and what the other tests look at shows it.
import { expect } from "chai";
import { KNOWN_CLOUDS } from "../../../azure/clouds";
import type { RequestTrigger } from "../../../customer-sync/workflow/definition";
import { EVENT_TRIGGER, eventWorkflow } from "../../../customer-sync/workflow/eventWorkflow";
import { pushImage } from "../../emulator/registry/signedImage";
import { attemptsAt } from "./attempts";
import { withoutSchema } from "./deployWorkflow";
import { importsByTag, revived, trustsEvents, withoutUntil } from "./mutations";
import { pointTag, type SCENARIOS, tell } from "./scenarios";
import { type Mutation, useSyncedRegistries } from "./syncedRegistries";

const AS_USUAL = {
  isHandover: false,
  prefixes: [],
  waitsForImports: true,
  cloud: KNOWN_CLOUDS.public,
};

describe("a definition without", () => {
  const both = useSyncedRegistries();

  for (const [where, secret] of [
    [EVENT_TRIGGER, /header-secret/],
    ["Read_Password", /"value":"[A-Za-z0-9+/]{52}"/],
    ["Get_Access_Token", /eyJ[\w-]+\.eyJ/],
  ] as const) {
    it(`secureData of ${where}: shows a secret in its history`, async () => {
      const mutation = revived((key, value) => {
        if (key !== where || Array.isArray(value)) return value;
        const { runtimeConfiguration: _, ...rest } = value as Record<string, unknown>;
        return rest;
      });
      await pushImage(both.pusher, "app/api", "first");
      await both.deploy({ mutation });
      await both.call(both.event({ tag: "first" }));
      expect(await both.workflows.history("events")).to.match(secret);
    });
  }

  const losses: [string, Mutation, keyof typeof SCENARIOS][] = [
    ["imports by digest", importsByTag, "a tag that moves while it is imported, and back"],
    ["asking again", withoutUntil, "an import that a later one overtakes"],
    ["another try", withoutUntil, "an import that fails once"],
    ["doubt about the digest of an event", trustsEvents, "events in the wrong order"],
  ];
  for (const [what, mutation, scenario] of losses) {
    it(`${what}: ${scenario} loses an image`, async () => {
      await both.deploy({ mutation });
      const { source, copy } = await tell(scenario, both);
      expect(source).to.match(/^sha256:/);
      expect(copy).not.to.equal(source);
    });
  }

  const whole = eventWorkflow(AS_USUAL);
  const { conditions } = whole.triggers[EVENT_TRIGGER] as RequestTrigger;
  for (const { expression } of conditions) {
    it(`the condition ${expression.slice(0, 60)}: starts runs that are to be refused`, async () => {
      const without = revived((key, value) =>
        key === "conditions" ? conditions.filter((each) => each.expression !== expression) : value,
      );
      await both.deploy({ mutation: (given) => without(withoutSchema(given)) });
      const runs = (await both.ends()).length;
      for (const { event, headers } of Object.values(attemptsAt(both))) {
        await both.call(event, headers === undefined ? {} : { headers });
      }
      expect((await both.ends()).length).to.be.greaterThan(runs);
    });
  }

  it("newest tags first: misses a new tag of a repository that has more than a page of them", async () => {
    const { emulator } = both.vendor;
    emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost", times: 200 });
    await pushImage(both.pusher, "app/api", "many");
    for (let tag = 0; tag < 100; tag += 1) await pointTag(both, `many-${tag}`, "many");
    emulator.clock.advanceDays(2);
    await emulator.settle();
    await both.deploy({
      mutation: revived((key, value) => (key === "orderby" ? "timeasc" : value)),
    });
    await pointTag(both, "newest", "many");
    await both.catchUp();
    const missed = await both.digest("newest");
    await both.deploy({});
    await both.catchUp();
    const copied = await both.digest("newest");
    expect([missed, copied]).to.deep.equal(["404", await both.vendorDigest("newest")]);
  });

  it("free concurrency: answers 429 to some of 20 calls at once", async () => {
    await both.deploy({
      mutation: revived((key, value) =>
        key === EVENT_TRIGGER
          ? {
              ...(value as object),
              runtimeConfiguration: { concurrency: { runs: 1, maximumWaitingRuns: 1 } },
            }
          : value,
      ),
    });
    const calls = Array.from({ length: 20 }, () => both.send(both.event({ tag: "first" })));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    await both.vendor.emulator.settle();
    expect(statuses).to.include(429);
  });
});

describe("each action that has a secret in its inputs", () => {
  it("hides them itself, whatever it reads from", () => {
    const open: string[] = [];
    const hidden: string[] = [];
    const look = revived((key, value) => {
      const { type, inputs, runtimeConfiguration } = (value ?? {}) as Record<string, unknown>;
      const text = JSON.stringify(inputs ?? null);
      if (type === "Http" && /\['value'\]|\['access_token'\]/.test(text)) {
        const isHidden = JSON.stringify(runtimeConfiguration ?? null).includes('"inputs"');
        (isHidden ? hidden : open).push(key);
      }
      return value;
    });
    look(eventWorkflow(AS_USUAL));
    expect([open, hidden.sort()]).to.deep.equal([
      [],
      [
        "Get_Access_Token",
        "Get_Access_Token_For_Digest",
        "Import_Pushed",
        "Import_Referrer",
        "Import_Tag",
        "List_Referrers",
        "Read_Pushed",
        "Read_Tag",
        "Read_Tag_Again",
      ],
    ]);
  });
});
