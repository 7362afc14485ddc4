// Histories in folders: every form that Pulumi or a copy has, and what is said where there is none, or more than one.

import { chmodSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { copyOf, refusal, summary } from "../readHistory";

const FIRST = "dev-1796057434933898105";
const SECOND = "dev-1796057436308285038";
const STACK = join("history", "customer-access", "dev");

const WHOLE = { stack: "customer-access/dev", runs: 2, gaps: [], hasPresent: true };
const NO_PRESENT =
  ": the stack's present state is missing: what changed after the last entry cannot be told";

describe("a history in a folder", () => {
  it("is found in the folder that holds .pulumi, in .pulumi itself, and by file://", async () => {
    const { folder, pulumi } = copyOf();
    expect(await summary(folder)).to.deep.equal(WHOLE);
    expect(await summary(pulumi)).to.deep.equal(WHOLE);
    expect(await summary(relative(process.cwd(), folder))).to.deep.equal(WHOLE);
    expect(await summary(`file://${folder}`)).to.deep.equal(WHOLE);
    expect(await summary(`file://${folder}?no_tmp_dir=true`)).to.deep.equal(WHOLE);
    expect(
      await summary(`file://~/${basename(folder)}`, { env: { HOME: join(folder, "..") } }),
    ).to.deep.equal(WHOLE);
  });

  it("is found in a copy of the history, of a project's, and of a stack's", async () => {
    const { pulumi, history } = copyOf();
    const copied = { ...WHOLE, gaps: [NO_PRESENT], hasPresent: false };
    for (const copy of [join(pulumi, "history"), join(history, ".."), history]) {
      expect(await summary(copy), copy).to.deep.equal(copied);
    }
  });

  it("is found by the backend of the project", async () => {
    const { folder } = copyOf();
    const env = { PULUMI_BACKEND_URL: "" };
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      "name: customer-access\nbackend: { url: file://. }\n",
    );
    expect(await summary(undefined, { folder, env })).to.deep.equal(WHOLE);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: customer-access\n");
    const url = { PULUMI_BACKEND_URL: `file://${folder}` };
    expect(await summary(undefined, { folder, env: url })).to.deep.equal(WHOLE);
    writeFileSync(
      join(folder, "credentials.json"),
      JSON.stringify({ current: `file://${folder}`, accessTokens: {} }),
    );
    const home = { PULUMI_HOME: folder };
    expect(await summary(undefined, { folder, env: home })).to.deep.equal(WHOLE);
    expect(
      await refusal(undefined, { folder, env: { PULUMI_HOME: join(folder, "none") } }),
    ).to.deep.equal({
      message: "nobody is logged in to a backend of Pulumi",
      remedy:
        "name the place of the history with --history: the folder that holds .pulumi, azblob://CONTAINER, or the address of Pulumi Cloud; or log in, `npm run pulumi -- login <address>`",
    });
  });

  it("is unpacked by what a file holds, not by its name", async () => {
    const { folder, history } = copyOf("gzip");
    // The engine copies the state as it is packed, under the ending of how it packs now.
    renameSync(
      join(history, "dev-1796057437663037452.checkpoint.json.gz"),
      join(history, "dev-1796057437663037452.checkpoint.json.zst"),
    );
    expect(await summary(folder)).to.deep.equal(WHOLE);
  });

  it("names checkpoints of another stack than that of their folder", async () => {
    const { pulumi } = copyOf();
    for (const folder of ["history", "stacks"]) {
      const ending = folder === "stacks" ? ".json" : "";
      const of = (name: string) => join(pulumi, folder, "customer-access", `${name}${ending}`);
      renameSync(of("dev"), of("prod"));
    }
    expect(await summary(pulumi, { stack: "prod" })).to.deep.equal({
      ...WHOLE,
      stack: "customer-access/prod",
      gaps: [
        `${FIRST}: its checkpoint is of stack customer-access/dev, not of customer-access/prod (and 2 more after it): the stack was renamed, or the file is another stack's`,
      ],
    });
  });

  it("passes over the files that Pulumi keeps beside each", async () => {
    const { folder, history } = copyOf();
    writeFileSync(join(history, `${FIRST}.history.json.attrs`), "{}");
    expect(await summary(folder)).to.deep.equal(WHOLE);
  });

  it("names half-written files, empty ones, those that are missing and those of others", async () => {
    const { folder, history } = copyOf("gzip");
    const [first, second] = ["dev-1796057437663037452", "dev-1796057439038939465"];
    writeFileSync(join(history, "fileblob123456"), "{");
    writeFileSync(join(history, `${first}.checkpoint.json.gz`), gzipSync("{}").subarray(0, 15));
    rmSync(join(history, `${second}.history.json.gz`));
    writeFileSync(join(history, `${second}.checkpoint.json.gz`), "");
    expect((await summary(folder)).gaps).to.deep.equal([
      `.pulumi/${STACK}/fileblob123456: is no file of Pulumi's history`,
      `${first}: its checkpoint is cut off or damaged: it cannot be unpacked`,
      `${second}: its entry is missing`,
      `${second}: its checkpoint is empty`,
    ]);
  });

  it("names a second file of the same run", async () => {
    const { folder, history } = copyOf();
    writeFileSync(join(history, `${FIRST}.history.json.gz`), gzipSync("{}"));
    expect(await summary(folder)).to.deep.equal({
      ...WHOLE,
      gaps: [
        `.pulumi/${STACK}/${FIRST}.history.json.gz: is a second file of ${FIRST}; the first is read`,
      ],
    });
  });

  it("names a file that may not be read, or is a folder", async () => {
    const { folder, history } = copyOf();
    rmSync(join(history, `${SECOND}.checkpoint.json`));
    mkdirSync(join(history, `${SECOND}.checkpoint.json`));
    chmodSync(join(history, `${FIRST}.checkpoint.json`), 0);
    const isRoot = process.getuid?.() === 0;
    expect((await summary(folder)).gaps).to.deep.equal([
      ...(isRoot ? [] : [`${FIRST}: its checkpoint cannot be read: EACCES`]),
      `${SECOND}: its checkpoint is missing`,
    ]);
  });

  it("takes the latest of the present states, as Pulumi does", async () => {
    const { folder, pulumi } = copyOf();
    const older = join(pulumi, "stacks", "customer-access", "dev.json.gz");
    writeFileSync(older, gzipSync("damaged"));
    utimesSync(older, 1, 1);
    expect(await summary(folder)).to.deep.equal(WHOLE);
    writeFileSync(join(pulumi, "stacks", "customer-access", "dev.json.bak"), "{}");
    expect(await summary(folder)).to.deep.equal(WHOLE);
  });

  it("names the lock of a run that is under way or was killed", async () => {
    const { folder, pulumi } = copyOf();
    const locks = join(pulumi, "locks", "organization", "customer-access", "dev");
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, "1f.json"), "{}");
    expect((await summary(folder)).gaps).to.deep.equal([
      ".pulumi/locks/organization/customer-access/dev/1f.json: a run holds the stack's lock: it is under way, or it was killed",
    ]);
  });

  it("says so where a stack has a state and no history", async () => {
    const { folder, history } = copyOf();
    rmSync(history, { recursive: true });
    expect(await summary(folder)).to.deep.equal({
      stack: "customer-access/dev",
      runs: 0,
      gaps: [
        ".pulumi/history/customer-access/dev: holds no entry of the stack",
        ": no entry explains the stack's present state: a run was killed, the state was imported, or the history was removed",
      ],
      hasPresent: true,
    });
  });
});
