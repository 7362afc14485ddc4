// skopeo, an unchanged container client, against the emulated registry.
import { execFile, spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { describeUse } from "../../../emulator/usage";
import { EmulatedAzure } from "../useEmulator";

describe("skopeo", () => {
  const azure = new EmulatedAzure();
  let folder = "";
  let password = "";

  before(async function () {
    if (spawnSync("skopeo", ["--version"]).status !== 0) {
      process.stdout.write(
        "    skopeo is not installed; its tests are skipped (apt-get install skopeo)\n",
      );
      this.skip();
    }
    await azure.start();
    folder = await mkdtemp(join(tmpdir(), "emulator-skopeo-"));
    await mkdir(join(folder, "certificates"));
    await copyFile(azure.emulator.caFile, join(folder, "certificates", "ca.crt"));
    password = await azure.givenToken("skopeo-token", [
      "repositories/app/api/content/read",
      "repositories/app/api/metadata/read",
      "repositories/mirror/*/content/read",
      "repositories/mirror/*/content/write",
    ]);
  });
  after(async () => {
    if (folder !== "") {
      await azure.close();
      await rm(folder, { recursive: true });
    }
  });

  const skopeo = (command: string, ...args: string[]) =>
    new Promise<{ code: number; output: string; errors: string }>((resolve) => {
      const child = execFile("skopeo", [command, ...args], (_error, output, errors) => {
        resolve({ code: child.exitCode ?? -1, output, errors });
      });
    });
  const image = (name: string) => `docker://${azure.loginServer}/${name}`;
  const source = () => [
    "--src-cert-dir",
    join(folder, "certificates"),
    "--src-creds",
    `skopeo-token:${password}`,
  ];
  const destination = () => [
    "--dest-cert-dir",
    join(folder, "certificates"),
    "--dest-creds",
    `skopeo-token:${password}`,
  ];
  const single = (secret = password) => [
    "--cert-dir",
    join(folder, "certificates"),
    "--creds",
    `skopeo-token:${secret}`,
  ];

  it("inspects an image with its tags", async () => {
    const { code, output, errors } = await skopeo(
      "inspect",
      "--override-arch",
      "arm64",
      ...single(),
      image("app/api:1.1.0"),
    );

    expect([code, errors]).to.deep.equal([0, ""]);
    expect(JSON.parse(output)).to.deep.include({
      Name: `${azure.loginServer}/app/api`,
      RepoTags: ["1.0.0", "1.1.0", "latest"],
      Architecture: "arm64",
      Os: "linux",
      Labels: {
        "org.opencontainers.image.title": "app/api",
        "org.opencontainers.image.version": "1.1.0",
      },
    });
  });

  it("runs as it is printed at the start, for a customer who may only pull", async () => {
    const pullOnly = await azure.givenToken("customer-pull", ["repositories/app/api/content/read"]);
    const printed = describeUse(azure.emulator);
    const [certificates] = /export SSL_CERT_FILE=.+/.exec(printed) ?? [];
    const [line] = /skopeo .+docker:.+/.exec(printed) ?? [];
    const script = `${certificates}\n${line?.replace("NAME:PASSWORD", `customer-pull:${pullOnly}`)}`;
    const { error, output } = await new Promise<{ error: unknown; output: string }>((resolve) => {
      execFile("sh", ["-c", script], (error, output) => resolve({ error, output }));
    });
    expect(error).to.equal(null);
    expect(JSON.parse(output)).to.include({ Name: `${azure.loginServer}/app/api`, Os: "linux" });
  });

  it("copies an image of all platforms to disk", async () => {
    const { code, errors } = await skopeo(
      "copy",
      "--all",
      ...source(),
      image("app/api:latest"),
      `oci:${folder}/layout:latest`,
    );

    expect([code, errors]).to.deep.equal([0, ""]);
    const index = JSON.parse(await readFile(join(folder, "layout", "index.json"), "utf8"));
    expect(index.manifests.length).to.equal(1);
    expect(index.manifests[0].mediaType).to.equal("application/vnd.oci.image.index.v1+json");
  });

  it("pushes an image of all platforms, which keeps its digest", async () => {
    const copied = await skopeo(
      "copy",
      "--all",
      ...source(),
      ...destination(),
      image("app/api:latest"),
      image("mirror/api:copied"),
    );
    expect([copied.code, copied.errors]).to.deep.equal([0, ""]);

    const raw = async (name: string) =>
      (await skopeo("inspect", "--raw", ...single(), image(name))).output;
    expect(await raw("mirror/api:copied")).to.equal(await raw("app/api:latest"));

    await skopeo("copy", "--all", ...source(), image("app/api:latest"), `oci:${folder}/outside:x`);
    const pushed = await skopeo(
      "copy",
      "--all",
      ...destination(),
      `oci:${folder}/outside:x`,
      image("mirror/fresh:1"),
    );
    expect([pushed.code, pushed.errors]).to.deep.equal([0, ""]);
    expect(await raw("mirror/fresh:1")).to.equal(await raw("app/api:latest"));
  });

  it("logs in and out", async () => {
    const files = ["--authfile", join(folder, "auth.json")];
    const certificates = ["--cert-dir", join(folder, "certificates")];
    const login = await skopeo(
      "login",
      ...files,
      ...certificates,
      "--username",
      "skopeo-token",
      "--password",
      password,
      azure.loginServer,
    );
    expect([login.code, login.output]).to.deep.equal([0, "Login Succeeded!\n"]);
    expect((await skopeo("logout", ...files, azure.loginServer)).code).to.equal(0);
  });

  for (const { what, args } of [
    { what: "an image that is not granted", args: () => [...single(), image("app/web:latest")] },
    { what: "a wrong password", args: () => [...single("wrong"), image("app/api:latest")] },
  ]) {
    it(`is refused ${what}`, async () => {
      const { code, errors } = await skopeo("inspect", "--raw", ...args());
      expect(code).not.to.equal(0);
      expect(errors).to.match(/unauthorized|authentication required|invalid username\/password/);
    });
  }

  it("is refused a push to a repository that it may only read", async () => {
    const { code, errors } = await skopeo(
      "copy",
      ...source(),
      ...destination(),
      image("app/api:1.0.0"),
      image("app/api:evil"),
    );
    expect(code).not.to.equal(0);
    expect(errors).to.match(/unauthorized|authentication required/);
  });
});
