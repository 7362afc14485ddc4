// Which `pulumi` of PATH is taken, with which language host.
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { engineOnPath } from "../../engine/onPath";
import { executable, inFolder, search } from "./fakes";

describe("engineOnPath", () => {
  it(
    "finds nothing without a pulumi",
    inFolder(async (folder) => {
      const found = await engineOnPath.find(search(folder));
      expect(found).to.deep.equal({ reason: "no `pulumi` on PATH" });
    }),
  );

  it(
    "takes a pulumi with the language host beside it",
    inFolder(async (folder) => {
      const bin = join(folder, "bin");
      const pulumi = await executable(join(bin, "pulumi"), "echo v3.261.1");
      const languageHost = await executable(join(bin, "pulumi-language-nodejs"));
      const found = await engineOnPath.find(search(folder, { env: { PATH: `/nowhere:${bin}` } }));
      expect(found).to.deep.equal({
        engine: {
          root: folder,
          pulumi,
          version: "3.261.1",
          languageHost,
          origin: "PATH",
          path: `${bin}:/nowhere`,
        },
      });
    }),
  );

  it(
    "takes the language host from elsewhere on PATH, and puts both folders first",
    inFolder(async (folder) => {
      const bin = join(folder, "bin");
      const hosts = join(folder, "hosts");
      await executable(join(bin, "pulumi"), "echo v3.261.1");
      const languageHost = await executable(join(hosts, "pulumi-language-nodejs"));
      const env = { PATH: `/nowhere:${bin}:${hosts}` };
      const found = await engineOnPath.find(search(folder, { env }));
      if ("reason" in found) throw new Error(found.reason);
      expect(found.engine.languageHost).to.equal(languageHost);
      expect(found.engine.path).to.equal(`${bin}:${hosts}:/nowhere`);
    }),
  );

  it(
    "takes a pulumi without language host, for inline programs",
    inFolder(async (folder) => {
      const bin = join(folder, "bin");
      await executable(join(bin, "pulumi"), "echo v3.200.0");
      const found = await engineOnPath.find(search(folder, { env: { PATH: bin } }));
      if ("reason" in found) throw new Error(found.reason);
      expect(found.engine).not.to.have.property("languageHost");
    }),
  );

  it(
    "links a pulumi that lies in no bin folder, as the Automation API wants one",
    inFolder(async (folder) => {
      const pulumi = await executable(join(folder, "tools", "pulumi"), "echo v3.261.1");
      const env = { PATH: join(folder, "tools") };
      for (const time of ["first", "second"]) {
        const found = await engineOnPath.find(search(folder, { env }));
        if ("reason" in found) throw new Error(found.reason);
        expect(await realpath(join(found.engine.root, "bin", "pulumi")), time).to.equal(
          await realpath(pulumi),
        );
      }
    }),
  );

  const refused = [
    { prints: "echo v3.199.0", reason: "is version 3.199.0; 3.200.0 or newer is needed" },
    { prints: "echo v3.200.0-alpha.1", reason: "is version 3.200.0-alpha.1; 3.200.0 or newer" },
    { prints: "echo hello", reason: 'version` prints "hello", which is not a version' },
    { prints: "echo broken >&2; exit 3", reason: "version` fails: broken" },
  ];
  for (const { prints, reason } of refused) {
    it(
      `refuses a pulumi that runs \`${prints}\``,
      inFolder(async (folder) => {
        const bin = join(folder, "bin");
        await executable(join(bin, "pulumi"), prints);
        const found = await engineOnPath.find(search(folder, { env: { PATH: bin } }));
        expect(found).to.have.property("reason").that.contains(reason).and.contains(bin);
      }),
    );
  }
});
