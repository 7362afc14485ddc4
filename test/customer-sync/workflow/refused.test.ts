// Calls that start no run: whatever is wrong with them, nothing is read and nothing is imported.
import { expect } from "chai";
import type { Definition, RequestTrigger } from "../../../customer-sync/workflow/definition";
import { EVENT_TRIGGER } from "../../../customer-sync/workflow/eventWorkflow";
import { pushImage } from "../../emulator/registry/signedImage";
import {
  FOREIGN_REPOSITORY,
  HEADER_SECRET,
  PREVIOUS_HEADER_SECRET,
  useSyncedRegistries,
} from "./syncedRegistries";

/** What callers try, and what is wrong with it. */
type Attempt = { readonly event?: object; readonly headers?: Record<string, string> };

function attempts(both: ReturnType<typeof useSyncedRegistries>): Record<string, Attempt> {
  const event = (target: object, more?: object) => ({ event: both.event(target, more) });
  const tagged = (tag: unknown) => event({ tag });
  const secret = (value: string, name = "X-Registry-Sync") => ({ headers: { [name]: value } });
  return {
    "no header": { headers: {} },
    "an empty header": secret(""),
    "a wrong header": secret("wrong"),
    "a part of the secret": secret(HEADER_SECRET.slice(0, -1)),
    "the secret in another case": secret(HEADER_SECRET.toUpperCase()),
    "two secrets in one header": secret(`${HEADER_SECRET}, ${HEADER_SECRET}`),
    "the secret in another header": secret(HEADER_SECRET, "X-Other"),
    "a previous secret that no longer counts": secret(PREVIOUS_HEADER_SECRET),
    "another action": event({ tag: "1.0.0" }, { action: "delete" }),
    "a ping": { event: { id: "1", timestamp: "2026-03-01T00:00:00Z", action: "ping" } },
    "another host": event({ tag: "1.0.0" }, { request: { host: "evil.azurecr.io" } }),
    "a host that contains the right one": event(
      { tag: "1.0.0" },
      { request: { host: `${both.vendor.loginServer}.evil.example` } },
    ),
    "no host": event({ tag: "1.0.0" }, { request: {} }),
    "no source": event({ tag: "1.0.0" }, { request: undefined }),
    "another repository": event({ repository: FOREIGN_REPOSITORY, tag: "1.0.0" }),
    "a part of a repository": event({ repository: "app", tag: "1.0.0" }),
    "a repository with a tag": event({ repository: "app/api:1.0.0", tag: "1.0.0" }),
    "a repository with a digest": event({ repository: `app/api@sha256:${"a".repeat(64)}` }),
    "a repository in another case": event({ repository: "App/Api", tag: "1.0.0" }),
    "a path out of the repository": event({ repository: "app/api/../other", tag: "1.0.0" }),
    "no repository": event({ repository: undefined, tag: "1.0.0" }),
    "no target": event({}, { target: undefined }),
    ...Object.fromEntries(BAD_TAGS.map((tag) => [`the tag ${JSON.stringify(tag)}`, tagged(tag)])),
    "a tag that is too long": tagged("a".repeat(129)),
    "a tag that is a list": tagged(["1.0.0"]),
    "a tag that is an object": tagged({ name: "1.0.0" }),
    ...Object.fromEntries(
      BAD_DIGESTS.map((digest) => [
        `the digest ${JSON.stringify(digest)}`,
        event({ digest, tag: "1.0.0" }),
      ]),
    ),
    "no digest": event({ digest: undefined, tag: "1.0.0" }),
  };
}

const BAD_TAGS = [
  "1.0.0:latest",
  "a/b",
  "a@b",
  `latest@sha256:${"a".repeat(64)}`,
  "..",
  "../../other/manifests/1.0.0",
  "-x",
  ".x",
  "a b",
  "a?b",
  "a#b",
  "a%2fb",
  "a\\b",
  "a\nb",
  "a\tb",
  'a"b',
];

const BAD_DIGESTS = [
  "",
  "sha256:",
  "latest",
  "a".repeat(71),
  `sha256:${"a".repeat(63)}`,
  `sha256:${"a".repeat(65)}`,
  `sha256:${"a".repeat(60)}/../`,
  `sha256:${"a".repeat(62)}?x`,
];

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
      for (const [what, { event, headers }] of Object.entries(attempts(both))) {
        const sent = headers === undefined ? {} : { headers };
        found[what] = await outcome(() => both.call(event ?? both.event({ tag: "1.0.0" }), sent));
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

  it("is refused for a push to another repository, which the vendor's webhook tells of", async () => {
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

/** As if the service did not look at the schema. */
function withoutSchema(definition: Definition): Definition {
  const trigger = definition.triggers[EVENT_TRIGGER] as RequestTrigger | undefined;
  if (trigger === undefined) return definition;
  const { operationOptions: _, ...rest } = trigger;
  return {
    ...definition,
    triggers: { [EVENT_TRIGGER]: { ...rest, inputs: { ...rest.inputs, schema: {} } } as never },
  };
}
