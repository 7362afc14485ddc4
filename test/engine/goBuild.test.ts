// The build from Go modules with a fake `go`; the real one runs on machines without a cached engine.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { builtEngine, TARGETS } from "../../engine/goBuild";
import { executable, inFolder, search } from "./fakes";

describe("builtEngine", () => {
  /** Writes a `go` whose build makes an engine that works. */
  async function pretendGo(folder: string, ...before: string[]): Promise<NodeJS.ProcessEnv> {
    const bin = join(folder, "go", "bin");
    await executable(
      join(bin, "go"),
      `echo "$PWD $CGO_ENABLED $GOWORK \${GOOS-none} $*" >> ${join(folder, "log")}`,
      ...before,
      'if [ "$1" = list ]; then echo one; echo two; exit; fi',
      'while [ "$1" != -o ]; do shift; done',
      'mkdir -p "$(dirname "$2")"',
      'printf \'#!/bin/sh\\necho v3.276.0\\n\' > "$2"; chmod +x "$2"',
    );
    return { PATH: `${bin}:/usr/bin:/bin`, GOOS: "plan9" };
  }

  it(
    "finds nothing without go",
    inFolder(async (folder) => {
      expect(await builtEngine.find(search(folder))).to.deep.equal({ reason: "no `go` on PATH" });
    }),
  );

  it(
    "builds the CLI and the language host into the cache, and says so",
    inFolder(async (folder) => {
      const searching = search(folder, { env: await pretendGo(folder) });
      const found = await builtEngine.find(searching);
      const root = join(folder, "cache", "pulumi-3.276.0");
      expect(found).to.deep.include.keys("engine");
      expect(await readdir(root)).to.deep.equal(["bin"]);
      expect(await readdir(join(root, "bin"))).to.deep.equal([
        "language-host",
        "pulumi",
        "pulumi-language-nodejs",
      ]);
      expect(searching.said.map((line) => line.replace(/\d+ s$/, "0 s"))).to.deep.equal([
        "building Pulumi 3.276.0 from Go modules; this takes about 5 minutes, once",
        "built Pulumi 3.276.0 in 0 s",
        "building Pulumi's language host for Node 3.60.0 from Go modules; this takes about 20 seconds, once",
        "built Pulumi's language host for Node 3.60.0 in 0 s",
      ]);
      const log = await readFile(join(folder, "log"), "utf8");
      const half = /\S+\.half-made-\w+/g;
      expect(log.replaceAll(half, "ROOT").trim().split("\n")).to.deep.equal(
        TARGETS.flatMap(({ folder: module, tool, executable: name, version }) => [
          `${module} 0 off none list -mod=readonly -trimpath -deps ${tool}`,
          `${module} 0 off none build -mod=readonly -trimpath -buildvcs=false -v ` +
            `-ldflags=-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version} ` +
            `-o ROOT/bin/${name} ${tool}`,
        ]),
      );
    }),
  );

  it(
    "says what go said when it fails, without downloads and package names, and leaves nothing",
    inFolder(async (folder) => {
      const env = await pretendGo(
        folder,
        "echo 'go: downloading example.com/a v1.0.0' >&2",
        "echo example.com/a/b >&2",
        "echo 'go: example.com/c@v1: dial tcp: lookup proxy.golang.org: no such host' >&2",
        "exit 1",
      );
      expect(await builtEngine.find(search(folder, { env }))).to.deep.equal({
        reason:
          "`go list` fails: go: example.com/c@v1: dial tcp: lookup proxy.golang.org: no such host",
      });
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  it(
    "leaves nothing when it is aborted during the build",
    inFolder(async (folder) => {
      const controller = new AbortController();
      const env = await pretendGo(
        folder,
        'if [ "$1" = build ]; then echo a/b >&2; exec sleep 30; fi',
      );
      const building = builtEngine.find(search(folder, { env, signal: controller.signal }));
      setTimeout(() => controller.abort(new Error("enough")), 200);
      expect(await building.catch((error: Error) => error.message)).to.equal("enough");
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );
});

describe("go.mod files", () => {
  for (const { folder, tool, version } of TARGETS) {
    it(`pin ${tool} to the version that the code says`, async () => {
      const text = await readFile(join(folder, "go.mod"), "utf8");
      const sums = await readFile(join(folder, "go.sum"), "utf8");
      expect(text).to.match(new RegExp(`^tool ${tool}$`, "m"));
      const required = [...text.matchAll(/^\s+(\S+) (v\S+)/gm)].find(([, module]) =>
        tool.startsWith(`${module}/`),
      );
      expect(required?.[2]).to.equal(`v${version}`);
      expect(sums).to.contain(`${required?.[1]} v${version} h1:`);
    });
  }
});
