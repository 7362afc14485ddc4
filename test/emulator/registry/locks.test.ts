// Locks on repositories, tags and manifests over HTTP: what each of them stops.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";
import { imageOf, Pusher } from "./pushing";

const NAMES = ["deleteEnabled", "writeEnabled", "readEnabled", "listEnabled"] as const;
type Name = (typeof NAMES)[number];
type Place = "repository" | "tag" | "manifest";

describe("a lock in an emulated registry", () => {
  const azure = useEmulator();
  const config = Buffer.from("{}");
  const image = imageOf(config, []);
  const other = imageOf(config, [], { annotations: { other: "true" } });
  const paths: Record<Place, string> = {
    repository: "",
    tag: "/_tags/v1",
    manifest: `/_manifests/${digestOf(image)}`,
  };
  let pusher: Pusher;
  const patch = (place: Place, attributes: object) =>
    pusher.send(
      "PATCH",
      `/acr/v1/lock/one${paths[place]}`,
      Buffer.from(JSON.stringify(attributes)),
      { "content-type": "application/json" },
    );
  const attempts: Record<string, () => Promise<Received>> = {
    pull: () => pusher.send("GET", "/v2/lock/one/manifests/v1"),
    push: () => pusher.put("lock/one", other, { tag: "v1" }),
    "push again": () => pusher.put("lock/one", image, { tag: "v1" }),
    "remove tag": () => pusher.send("DELETE", "/acr/v1/lock/one/_tags/v1"),
    "remove manifest": () => pusher.send("DELETE", `/v2/lock/one/manifests/${digestOf(image)}`),
    "remove repository": () => pusher.send("DELETE", "/acr/v1/lock/one"),
  };

  /** Pushes again what was removed, where no lock stops it. */
  const makeAnew = () => pusher.put("lock/one", image, { tag: "v1" });

  before(async () => {
    const token = await azure.givenAccess(
      "locks-token",
      ["content/read", "content/write", "content/delete", "metadata/read", "metadata/write"].map(
        (action) => `repositories/*/${action}`,
      ),
      "repository:lock/one:pull,push,delete,metadata_read,metadata_write",
      "registry:catalog:*",
    );
    pusher = new Pusher(azure, token);
  });
  beforeEach(async () => {
    for (const place of Object.keys(paths) as Place[]) {
      await patch(place, Object.fromEntries(NAMES.map((name) => [name, true])));
    }
    await pusher.upload("lock/one", config);
    await makeAnew();
  });

  for (const { place, name, stopped } of [
    { place: "repository", name: "readEnabled", stopped: ["pull"] },
    { place: "tag", name: "readEnabled", stopped: ["pull"] },
    { place: "manifest", name: "readEnabled", stopped: ["pull"] },
    {
      place: "repository",
      name: "writeEnabled",
      stopped: ["push", "push again", "remove tag", "remove manifest", "remove repository"],
    },
    {
      place: "tag",
      name: "writeEnabled",
      stopped: ["push", "push again", "remove tag", "remove manifest", "remove repository"],
    },
    {
      place: "manifest",
      name: "writeEnabled",
      stopped: ["push again", "remove manifest", "remove repository"],
    },
    {
      place: "repository",
      name: "deleteEnabled",
      stopped: ["remove tag", "remove manifest", "remove repository"],
    },
    {
      place: "tag",
      name: "deleteEnabled",
      stopped: ["remove tag", "remove manifest", "remove repository"],
    },
    {
      place: "manifest",
      name: "deleteEnabled",
      stopped: ["remove manifest", "remove repository"],
    },
  ] as const satisfies readonly { place: Place; name: Name; stopped: readonly string[] }[]) {
    it(`on a ${place} with ${name} false stops: ${stopped.join(", ")}`, async () => {
      const answer = await patch(place, { [name]: false });
      const found =
        place === "repository" ? answer.body : (answer.body as Record<Place, object>)[place];
      expect([
        answer.status,
        (found as { changeableAttributes: object }).changeableAttributes,
      ]).to.deep.equal([
        200,
        {
          deleteEnabled: true,
          writeEnabled: true,
          readEnabled: true,
          listEnabled: true,
          [name]: false,
        },
      ]);
      for (const attempt of stopped) {
        const { status, body } = await (attempts[attempt] as () => Promise<Received>)();
        expect([attempt, status, body]).to.deep.equal([
          attempt,
          405,
          {
            errors: [
              {
                code: "REGISTRY_DISALLOWED_OPERATION",
                message:
                  "The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation",
              },
            ],
          },
        ]);
      }
      const free = Object.keys(attempts).filter(
        (attempt) => !(stopped as readonly string[]).includes(attempt),
      );
      for (const attempt of free) {
        await makeAnew();
        const { status } = await (attempts[attempt] as () => Promise<Received>)();
        const expected = attempt === "pull" ? 200 : attempt.startsWith("push") ? 201 : 202;
        expect([attempt, status]).to.deep.equal([attempt, expected]);
      }
    });
  }

  it("hides from lists what is not to be listed, and nothing else", async () => {
    const listed = async (path: string) => JSON.stringify((await pusher.send("GET", path)).body);
    for (const place of Object.keys(paths) as Place[]) await patch(place, { listEnabled: false });
    expect(await listed("/v2/lock/one/tags/list")).to.equal('{"name":"lock/one","tags":[]}');
    expect(await listed("/acr/v1/lock/one/_tags")).to.include('"tags":[]');
    expect(await listed("/acr/v1/lock/one/_manifests")).to.not.include(digestOf(image));
    expect(await listed("/v2/_catalog")).to.not.include("lock/one");
    expect((await attempts.pull?.())?.status).to.equal(200);
  });

  for (const [what, attributes] of [
    ["an attribute that there is not", { pushEnabled: false }],
    ["a value that is neither true nor false", { writeEnabled: "no" }],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { status } = await patch("tag", attributes);
      expect([status, (await attempts["push again"]?.())?.status]).to.deep.equal([400, 201]);
    });
  }
});
