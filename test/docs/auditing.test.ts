// docs/auditing.md: each of its questions is asked, and prints what the page shows. ACCEPT=1 writes the answers there.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { main } from "../../cli/main";
import { beginFileHistory } from "../../cli/story/audit/fileHistory";
import { customersFile, UPDATES } from "../../cli/story/audit/quarter";
import { emptyFolder } from "../cli/audit/readHistory";

const FILE = join(__dirname, "../../docs/auditing.md");

/** A line that asks, and what the page shows below it. */
const BLOCK = /^```console\n\$ npm run -s audit -- (.*)\n([\s\S]*?)^```$/gm;

/** The customers file with its commits, which the story makes on the way. */
let clone: Promise<string>;

async function cloned(): Promise<string> {
  const folder = emptyFolder();
  const history = await beginFileHistory(join(folder, "customers.yaml"), process.env);
  for (const [index, { at, subject, change }] of UPDATES.entries()) {
    if (change === undefined) continue;
    await history.commit(customersFile(index + 1), { subject, author: change.author, at });
  }
  return folder;
}

async function ask(line: string): Promise<string> {
  let printed = "";
  const stream = { write: (text: string) => (printed += text) };
  const env = {
    XDG_CACHE_HOME: emptyFolder(),
    ARM_METADATA_HOSTNAME: "localhost",
    CUSTOMER_ACCESS_NOW: "2026-10-05T08:00:00Z",
  };
  const terminal = { stdout: stream, stderr: stream, env, signal: new AbortController().signal };
  // The folder that the story leaves.
  const [command = "", cut] = line.split(" | ");
  const given = command.replace(".emulated/", `${await clone}/`).split(" ");
  await main(["audit", ...given], terminal);
  return cut === undefined ? printed : printed.slice(printed.indexOf("\nExceptions") + 1);
}

describe("docs/auditing.md", () => {
  before(async () => {
    clone = cloned();
    await clone;
  });

  const page = readFileSync(FILE, "utf8");
  const blocks = [...page.matchAll(BLOCK)].map(([, line = "", shown = ""]) => ({ line, shown }));

  if (process.env.ACCEPT === "1") {
    it("is written again", async () => {
      let text = page;
      for (const { line, shown } of blocks) {
        const head = `$ npm run -s audit -- ${line}\n`;
        text = text.replace(`${head}${shown}`, `${head}${await ask(line)}`);
      }
      writeFileSync(FILE, text);
    });
    return;
  }

  it("asks eight questions or more", () => {
    expect(blocks.length).to.be.at.least(8);
  });
  for (const { line, shown } of blocks) {
    it(`shows what is printed: ${line}`, async () => {
      expect(await ask(line)).to.equal(shown);
    });
  }
});
