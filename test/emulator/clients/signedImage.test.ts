// A signed image for two platforms by real clients: pushed at the vendor's, announced by a webhook, imported, and read at the customer's.
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { useImports } from "../arm/importing";
import { givenPusher, pushSignature } from "../registry/signedImage";
import { useReceiver } from "../webhooks/receiver";

const run = promisify(execFile);
const SIGNATURE = "application/vnd.example.signature";

describe("a signed image of real clients", () => {
  const { vendor, contoso, start } = useImports();
  const receiver = useReceiver(vendor);
  let folder = "";
  let passwords = { pusher: "", reader: "" };
  const isThere = (client: string) => spawnSync(client, ["--help"]).status === 0;

  before(async function () {
    if (!isThere("skopeo")) this.skip();
    folder = await mkdtemp(join(tmpdir(), "emulator-signed-"));
    const kinds = ["content/read", "content/write", "metadata/read", "metadata/write"];
    const all = (repository: string) => kinds.map((kind) => `repositories/${repository}/${kind}`);
    passwords = {
      pusher: await vendor.givenToken("shipper", [...all("ship/api"), ...all("app/api")]),
      reader: await contoso().givenToken("puller", all("vendor/api")),
    };
    await vendor.arm("PUT", "webhooks/contoso0sync", {
      location: "westeurope",
      properties: { serviceUri: receiver.url, actions: ["push"], scope: "ship/api:*" },
    });
  });
  after(async () => {
    if (folder !== "") await rm(folder, { recursive: true });
  });

  const client = async (name: string, ...args: string[]) => {
    const env = { ...process.env, SSL_CERT_FILE: vendor.emulator.caFile, DOCKER_CONFIG: folder };
    return (await run(name, args, { env, cwd: folder })).stdout;
  };
  const shipped = (reference: string) => `${vendor.loginServer}/ship/api${reference}`;
  const arrived = (reference: string) => `${contoso().loginServer}/vendor/api${reference}`;
  const oras = (command: string, ...args: string[]) =>
    client("oras", command, "--plain-http=false", ...args);

  /** What the clients pushed, each imported by its digest: tags under their names, what has none untagged. */
  const importAll = async () => {
    await vendor.emulator.settle();
    for (const { event } of receiver.received) {
      const { repository, digest, tag } = event.target ?? {};
      const credentials = { username: "shipper", password: passwords.pusher };
      await start({
        source: {
          registryUri: vendor.loginServer,
          credentials,
          sourceImage: `${repository}@${digest}`,
        },
        mode: "Force",
        ...(tag === undefined
          ? { untaggedTargetRepositories: ["vendor/api"] }
          : { targetTags: [`vendor/api:${tag}`] }),
      });
    }
    await vendor.emulator.settle();
  };

  it("arrives with the same digests, by skopeo", async () => {
    const creds = `shipper:${passwords.pusher}`;
    await client(
      ...(["skopeo", "copy", "--all", "--src-creds", creds, "--dest-creds", creds] as const),
      `docker://${vendor.loginServer}/app/api:1.1.0`,
      `docker://${shipped(":1.1.0")}`,
    );
    await importAll();

    const raw = (image: string, credentials: string) =>
      client("skopeo", "inspect", "--raw", "--creds", credentials, `docker://${image}`);
    const index = await raw(shipped(":1.1.0"), creds);
    const children = (JSON.parse(index) as { manifests: { digest: string }[] }).manifests;
    expect(receiver.summary.sort()).to.deep.equal(
      [
        "push ship/api:1.1.0",
        ...children.map(({ digest }) => `push ship/api@${digest.slice(0, 14)}`),
      ].sort(),
    );
    expect(await raw(arrived(":1.1.0"), `puller:${passwords.reader}`)).to.equal(index);
    await client(
      ...(["skopeo", "copy", "--all", "--src-creds", `puller:${passwords.reader}`] as const),
      `docker://${arrived(":1.1.0")}`,
      `oci:${join(folder, "pulled")}:1.1.0`,
    );
  });

  it("arrives with its signature, by oras", async function () {
    if (!isThere("oras")) this.skip();
    await writeFile(join(folder, "signature.txt"), "signed");
    const login = ["--username", "shipper", "--password", passwords.pusher];
    const attached = ["--artifact-type", SIGNATURE, shipped(":1.1.0"), "signature.txt:text/plain"];
    await oras("attach", ...login, ...attached);
    await importAll();
    const found = async (image: string, ...credentials: string[]) => {
      const shown = await oras("discover", "--format", "json", ...credentials, image);
      const { referrers = [] } = JSON.parse(shown) as {
        referrers?: { digest: string; artifactType: string }[];
      };
      return referrers.map(({ digest, artifactType }) => [digest, artifactType]);
    };
    const before = await found(shipped(":1.1.0"), ...login);
    const reader = ["--username", "puller", "--password", passwords.reader];
    expect(before.length).to.equal(1);
    expect(await found(arrived(":1.1.0"), ...reader)).to.deep.equal(before);
  });

  it("has the same tags and digests there, by crane", async function () {
    if (!isThere("crane")) this.skip();
    await client(
      "crane",
      "auth",
      "login",
      vendor.loginServer,
      "-u",
      "shipper",
      "-p",
      passwords.pusher,
    );
    await client(
      "crane",
      "auth",
      "login",
      contoso().loginServer,
      "-u",
      "puller",
      "-p",
      passwords.reader,
    );
    expect(await client("crane", "ls", arrived(""))).to.equal("1.1.0\n");
    const digest = await client("crane", "digest", arrived(":1.1.0"));
    expect(digest).to.equal(await client("crane", "digest", shipped(":1.1.0")));
    await client("crane", "validate", "--remote", arrived(":1.1.0"));
  });

  it("is listed newest first with what Azure's own API says of tags and manifests", async () => {
    const pusher = await givenPusher(vendor, "lister", "ship/api");
    const { body } = await pusher.send("GET", "/acr/v1/ship/api/_tags?orderby=timedesc&n=1");
    const { tags } = body as { tags: { name: string; digest: string }[] };
    const [{ digest = "" } = {}] = tags;
    const signature = await pushSignature(pusher, "ship/api", digest);
    const manifests = await pusher.send("GET", "/acr/v1/ship/api/_manifests?orderby=timedesc&n=1");
    expect(tags.map(({ name }) => name)).to.deep.equal(["1.1.0"]);
    expect(
      (manifests.body as { manifests: { digest: string }[] }).manifests.map((each) => each.digest),
    ).to.deep.equal([signature]);
  });
});
