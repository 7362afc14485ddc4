// The official download against servers and installers that go wrong in each way; nothing leaves this machine.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { type Download, downloadBy } from "../../engine/download";
import { PROJECT_FOLDER } from "../../projectFolder";
import { executable, inFolder, search } from "./fakes";

describe("downloadedEngine", () => {
  let server: Server;
  let answering: string;
  let asked: (string | undefined)[];

  before((done) => {
    server = createServer((request, response) => {
      asked.push(request.url);
      if (request.url !== "/silent") response.end();
    });
    server.listen(0, "127.0.0.1", () => {
      answering = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  beforeEach(() => {
    asked = [];
  });
  after((done) => {
    server.close(done);
    server.closeAllConnections();
  });

  /** A download whose installer is a program of these lines, with `root` as the folder to fill. */
  async function download(
    folder: string,
    lines: readonly string[],
    given: Partial<Download> = {},
  ): Promise<Download> {
    const installer = join(folder, "installer.cjs");
    await mkdir(folder, { recursive: true });
    await writeFile(
      installer,
      [
        'const { mkdirSync, writeFileSync } = require("node:fs");',
        "const [, , version, root] = process.argv;",
        'mkdirSync(root + "/bin");',
        ...lines,
      ].join("\n"),
    );
    return { source: answering, answersWithinMs: 5_000, installer, endsWithinMs: 20_000, ...given };
  }

  const environment = { env: { PATH: "/usr/bin:/bin" } };

  it(
    "takes what the installer made",
    inFolder(async (folder) => {
      const way = downloadBy(
        await download(folder, [
          'for (const name of ["pulumi", "pulumi-language-nodejs"])',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
          "  writeFileSync(`${root}/bin/${name}`, `#!/bin/sh\\necho v${version}\\n`, { mode: 0o755 });",
        ]),
      );
      const searching = search(folder, environment);
      const found = await way.find(searching);
      expect(found).to.have.nested.property("engine.origin", "download");
      expect(await readdir(join(folder, "cache"))).to.deep.equal(["pulumi-3.276.0"]);
      expect(searching.said).to.deep.equal([
        "downloading Pulumi 3.276.0; this takes about a minute, once",
      ]);
    }),
  );

  it(
    "says what the installer said when it fails, and leaves nothing",
    inFolder(async (folder) => {
      const lines = ['console.error("no space left");', "process.exitCode = 1;"];
      const found = await downloadBy(await download(folder, lines)).find(
        search(folder, environment),
      );
      expect(found).to.deep.equal({ reason: "the download failed: no space left" });
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  const endless = [
    'require("node:child_process").spawn("sleep", ["30"], { stdio: "inherit" });',
    "setInterval(() => {}, 1000);",
  ];

  it(
    "ends an installer that hangs, with what it started, and leaves nothing",
    inFolder(async (folder) => {
      const way = downloadBy(await download(folder, endless, { endsWithinMs: 1_000 }));
      const found = await way.find(search(folder, environment));
      expect(found).to.deep.equal({ reason: "the download did not end within 1 s" });
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  it(
    "leaves nothing when it is aborted",
    inFolder(async (folder) => {
      const controller = new AbortController();
      const way = downloadBy(await download(folder, endless));
      const finding = way.find(search(folder, { ...environment, signal: controller.signal }));
      setTimeout(() => controller.abort(new Error("enough")), 500);
      expect(await finding.catch((error: Error) => error.message)).to.equal("enough");
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  it(
    "reaches the source through the user's proxy",
    inFolder(async (folder) => {
      const lines = ["process.exitCode = 1;"];
      const source = "http://get.pulumi.invalid";
      const searching = search(folder, { env: { ...environment.env, http_proxy: answering } });
      const found = await downloadBy(await download(folder, lines, { source })).find(searching);
      expect(found)
        .to.have.property("reason")
        .that.matches(/^the download failed: /);
      expect(asked).to.deep.equal(["http://get.pulumi.invalid/"]);
    }),
  );

  describe("Pulumi's installer", () => {
    const OFFICIAL = join(PROJECT_FOLDER, "engine", "install.ts");

    /** Installs with a curl that is a script of these lines, and notes its arguments. */
    async function install(folder: string, ...curl: string[]) {
      await executable(join(folder, "bin", "curl"), `echo "$*" >> ${folder}/asked`, ...curl);
      const env = { PATH: `${folder}/bin:${environment.env.PATH}` };
      const way = downloadBy(await download(folder, [], { installer: OFFICIAL }));
      const found = await way.find(search(folder, { env }));
      const asked = (await readFile(join(folder, "asked"), "utf8")).trim().split("\n");
      return { found, asked };
    }

    it(
      "is fetched by curl, which knows proxies, and run with the version and the folder",
      inFolder(async (folder) => {
        const { found, asked } = await install(
          folder,
          'case "$*" in *--head*) exit 0;; esac',
          "cat <<'END'",
          `echo "$*" > ${folder}/given`,
          'mkdir "$3/bin"',
          'for name in pulumi pulumi-language-nodejs; do printf "#!/bin/sh\\necho v3.276.0\\n" > "$3/bin/$name"; chmod +x "$3/bin/$name"; done',
          "END",
        );
        expect(found).to.have.nested.property("engine.origin", "download");
        expect(asked).to.deep.equal([
          `--silent --show-error --head --max-time 5 ${answering}`,
          "--fail --silent --show-error --location --max-time 120 https://get.pulumi.com/install.sh",
        ]);
        expect(await readFile(join(folder, "given"), "utf8")).to.match(
          /^--no-edit-path --install-root \S+ --version 3\.276\.0\n$/,
        );
      }),
    );

    it(
      "says what curl or the installer said, without a stack",
      inFolder(async (folder) => {
        const head = 'case "$*" in *--head*) exit 0;; esac';
        const refused = await install(folder, head, "echo 'curl: (22) error: 403' >&2", "exit 22");
        expect(refused.found).to.deep.equal({
          reason: "the download failed: curl: (22) error: 403",
        });
        const failed = await install(folder, head, "echo 'echo no space left >&2; exit 1'");
        expect(failed.found).to.deep.equal({ reason: "the download failed: no space left" });
      }),
    );
  });

  it(
    "finds nothing where there is no curl",
    inFolder(async (folder) => {
      const found = await downloadBy(await download(folder, [])).find(search(folder));
      expect(found).to.deep.equal({ reason: "no `curl` on PATH" });
    }),
  );

  it(
    "finds nothing where the source refuses the connection",
    inFolder(async (folder) => {
      const source = "http://127.0.0.1:1";
      const found = await downloadBy(await download(folder, [], { source })).find(
        search(folder, environment),
      );
      expect(found)
        .to.have.property("reason")
        .that.contains(`${source} cannot be reached: curl: (7) `);
      expect(await readdir(folder)).to.deep.equal(["installer.cjs"]);
    }),
  );

  it(
    "finds nothing where the source does not answer in time",
    inFolder(async (folder) => {
      const source = `${answering}/silent`;
      const given = { source, answersWithinMs: 100 };
      const found = await downloadBy(await download(folder, [], given)).find(
        search(folder, environment),
      );
      expect(found).to.deep.equal({
        reason: `${source} cannot be reached: no answer within 0.1 s`,
      });
    }),
  );
});
