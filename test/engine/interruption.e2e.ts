// A process that is interrupted while it makes an engine: nothing half made stays, and it ends as by the signal.
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { executable, inFolder } from "./fakes";

describe("a search in a process of its own", () => {
  const engine = JSON.stringify(join(__dirname, "..", "..", "engine"));

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(
      `removes what is half made on ${signal}, and ends by it`,
      inFolder(async (folder) => {
        const cacheFolder = join(folder, "cache");
        await executable(join(folder, "bin", "go"), "echo example/package >&2; exec sleep 30");
        const program = join(folder, "program.ts");
        await writeFile(
          program,
          `import { findEngine } from ${engine.replace(/"$/, '/findEngine"')};
           import { builtEngine } from ${engine.replace(/"$/, '/goBuild"')};
           findEngine(
             { onProgress: console.log, cacheFolder: ${JSON.stringify(cacheFolder)} },
             { toFind: [], toMake: [builtEngine] },
           );`,
        );
        const { execa } = await import("execa");
        const running = execa(process.execPath, ["--import", "tsx", program], {
          env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin` },
          reject: false,
        });
        await once(running.stdout, "data");
        expect(await readdir(cacheFolder)).to.have.lengthOf(2);
        running.kill(signal);
        const result = await running;
        expect(result.signal).to.equal(signal);
        expect(await readdir(cacheFolder)).to.deep.equal([]);
      }),
    );
  }
});
