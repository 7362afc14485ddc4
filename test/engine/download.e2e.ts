// The official download against servers and installers that go wrong in each way; nothing leaves this machine.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { type Download, downloadBy } from "../../engine/download";
import { inFolder, search } from "./fakes";

describe("downloadedEngine", () => {
  let server: Server;
  let answering: string;

  before((done) => {
    server = createServer((request, response) => {
      if (request.url !== "/silent") response.end();
    });
    server.listen(0, "127.0.0.1", () => {
      answering = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
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
    "finds nothing where the source refuses the connection",
    inFolder(async (folder) => {
      const source = "http://127.0.0.1:1";
      const found = await downloadBy(await download(folder, [], { source })).find(search(folder));
      expect(found).to.have.property("reason").that.contains(`${source} cannot be reached: `);
      expect(await readdir(folder)).to.deep.equal(["installer.cjs"]);
    }),
  );

  it(
    "finds nothing where the source does not answer in time",
    inFolder(async (folder) => {
      const source = `${answering}/silent`;
      const given = { source, answersWithinMs: 100 };
      const found = await downloadBy(await download(folder, [], given)).find(search(folder));
      expect(found).to.deep.equal({
        reason: `${source} cannot be reached: The operation was aborted due to timeout`,
      });
    }),
  );
});
