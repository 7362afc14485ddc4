// The world file and the key folder: what an emulator finds again after it was ended.
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator/emulator";
import { useEmulators } from "./useEmulator";

describe("a world file", () => {
  const start = useEmulators();
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "emulator-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const options = () => ({ folder: join(folder, "keys"), worldFile: join(folder, "world.json") });

  it("brings back tokens, passwords, secrets, role assignments, images, clock and ports", async () => {
    const first = await start({ ...options(), now: "2026-05-01T00:00:00Z" });
    const password = await first.givenToken("lasting-token", ["repositories/app/*/content/read"]);
    await first.vault("PUT", "/secrets/lasting", { value: password });
    const reader = `${first.vaultId}/secrets/lasting/providers/Microsoft.Authorization/roleAssignments/00000000-0000-5000-8000-000000000001`;
    await first.arm("PUT", reader, {
      properties: {
        principalId: "66666666-6666-4666-8666-666666666666",
        roleDefinitionId: "4633458b-17de-408a-b874-0445c86b69e6",
      },
    });
    const before = {
      reader: (await first.arm("GET", reader)).body,
      token: (await first.arm("GET", "tokens/lasting-token")).body,
      secret: (await first.vault("GET", "/secrets/lasting")).body,
      registries: first.emulator.registries,
      vaults: first.emulator.vaults,
      url: first.emulator.url,
      ca: first.emulator.ca,
    };
    await first.close();

    const second = await start(options());
    const login = await second.login("lasting-token", password, "repository:app/api:pull");
    const access = (login.body as { access_token: string }).access_token;
    const pull = await second.registry("GET", "/v2/app/api/manifests/latest", access);
    const after = {
      reader: (await second.arm("GET", reader)).body,
      token: (await second.arm("GET", "tokens/lasting-token")).body,
      secret: (await second.vault("GET", "/secrets/lasting")).body,
      registries: second.emulator.registries,
      vaults: second.emulator.vaults,
      url: second.emulator.url,
      ca: second.emulator.ca,
    };
    const today = second.emulator.clock.now().toISOString().slice(0, 10);

    expect(after).to.deep.equal(before);
    expect([login.status, pull.status, today]).to.deep.equal([200, 200, "2026-05-01"]);
  });

  it("from before role assignments were known is taken as one without", async () => {
    const { worldFile } = options();
    await (await start(options())).close();
    const { roleAssignments: _, ...older } = JSON.parse(await readFile(worldFile, "utf8"));
    await writeFile(worldFile, JSON.stringify(older));
    const azure = await start(options());
    const list = `${azure.vaultId}/providers/Microsoft.Authorization/roleAssignments`;
    expect((await azure.arm("GET", list)).body).to.deep.equal({ value: [] });
  });

  it("is saved without being asked, whole, and for its owner only", async () => {
    const azure = await start(options());
    const { worldFile } = options();
    const saved = () => readFile(worldFile, "utf8");
    expect(JSON.parse(await saved()).version).to.equal(2);
    expect((await stat(worldFile)).mode & 0o777).to.equal(0o600);

    await azure.givenToken("saved-token", ["repositories/app/*/content/read"]);
    while (!(await saved()).includes("saved-token")) {
      await azure.send(`${azure.emulator.url}/_emulator/ready`);
    }
    await azure.close();
    expect(await readdir(folder)).to.deep.equal(["keys", "world.json"]);
  });

  it("keeps the keys for their owner only", async () => {
    await start(options());
    for (const file of ["ca.key.pem", "signing.key.pem"]) {
      expect((await stat(join(folder, "keys", file))).mode & 0o777).to.equal(0o600);
    }
    expect((await readdir(join(folder, "keys"))).sort()).to.deep.equal([
      "ca.key.pem",
      "ca.pem",
      "signing.key.pem",
    ]);
  });

  it("takes other ports when the earlier ones are taken", async () => {
    const { emulator: first } = await start(options());
    const copy = join(folder, "copy.json");
    await copyFile(options().worldFile, copy);
    const { emulator: second } = await start({ ...options(), worldFile: copy });
    expect(second.url).not.to.equal(first.url);
    expect(second.registries[0]?.loginServer).not.to.equal(first.registries[0]?.loginServer);
  });

  for (const { what, text, message } of [
    { what: "is not JSON", text: "{", message: "is not JSON; delete it to start again" },
    {
      what: "is of another version",
      text: '{"version":9}',
      message: "version 9 is not known; delete the file to start again",
    },
  ]) {
    it(`fails to start when it ${what}, and leaves the file alone`, async () => {
      const { worldFile } = options();
      await writeFile(worldFile, text);
      const failure = await startEmulator({ worldFile }).then(
        () => "started",
        (error: Error) => error.message,
      );
      expect(failure).to.equal(`world file ${worldFile}: ${message}`);
      expect(await readFile(worldFile, "utf8")).to.equal(text);
    });
  }
});

describe("startEmulator", () => {
  const start = useEmulators();

  it("removes its temporary folder on close, which may be called twice", async () => {
    const { emulator } = await start();
    expect((await stat(emulator.caFile)).isFile()).to.equal(true);
    await emulator.close();
    await emulator.close();
    const gone = await stat(emulator.caFile).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === "ENOENT",
    );
    expect(gone).to.equal(true);
  });

  it("fails when the port that it was told to take is taken", async () => {
    const { emulator: first } = await start();
    const port = Number(new URL(first.url).port);
    const failure = await startEmulator({ port }).then(
      () => "started",
      (error: Error) => error.message,
    );
    expect(failure).to.equal(
      `port ${port} is taken by another program; choose another, or none for any free one`,
    );
  });

  it("makes the same images each time", async () => {
    const digests = async () => {
      const azure = await start();
      const access = await azure.givenAccess(
        "reader-token",
        ["repositories/*/content/read"],
        "repository:app/api:pull",
        "repository:ml/training:pull",
      );
      const heads = [];
      for (const repository of ["app/api", "ml/training"]) {
        const { headers } = await azure.registry(
          "HEAD",
          `/v2/${repository}/manifests/latest`,
          access,
        );
        heads.push(headers["docker-content-digest"]);
      }
      return heads;
    };
    const [first, second] = [await digests(), await digests()];
    expect(first).to.deep.equal(second);
    expect(new Set(first).size).to.equal(2);
  });
});
