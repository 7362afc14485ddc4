// Where npm run customer-sync writes, and what it never touches: other folders, and what customers added or changed.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { hashOf } from "../../../cli/customerSync/folder/sums";
import { FIRST, NEXT, OWN, run, useFolder } from "./useFolder";

describe("the folder of a customer", () => {
  const { at, files, put, refusal } = useFolder();

  it("is made where there is none, and in an empty one", async () => {
    const expected = { "README.md": "one\n", "old/a.ts": "one\n", "p/a.ts": "one\n" };
    for (const isEmpty of [false, true]) {
      if (isEmpty) mkdirSync(at.out);
      const { exitCode, lines, data } = await run({ out: at.out }, FIRST);
      expect(files()).to.deep.equal({ ...expected, "sync.cjs": "one\n" });
      const { sha256, ...others } = data as { sha256: string };
      expect([exitCode, others]).to.deep.equal([
        0,
        {
          folder: at.out,
          isWritten: true,
          isNew: true,
          wasInterrupted: false,
          isListedByOthers: false,
          files: {
            "README.md": "added",
            "SHA256SUMS.mark": "added",
            "old/a.ts": "added",
            "p/a.ts": "added",
            "sync.cjs": "added",
          },
          changedByOthers: [],
        },
      ]);
      expect(lines).to.deep.equal([
        `${at.out}: written, 5 added`,
        "SHA-256 of SHA256SUMS:",
        `  ${sha256}`,
        "",
        "Next:",
        "  1. Send the folder to the customer. It holds no secret, and is the same for",
        "     every customer. Tell them the SHA-256 by another way.",
        "  2. They do what its README.md says: npm ci, npm test, pulumi up.",
        "  3. They send you their callback URL: docs/sync.md, from step 5 on.",
      ]);
      rmSync(at.out, { recursive: true });
    }
  });

  it("is brought up to a newer version; what the customer added stays", async () => {
    await run({ out: at.out }, FIRST);
    put({ ...OWN, "old/mine.txt": "mine\n" });
    const { exitCode, lines, data } = await run({ out: at.out }, NEXT);
    expect(files()).to.deep.equal({ ...NEXT, ...OWN, "old/mine.txt": "mine\n" });
    expect(exitCode).to.equal(0);
    expect(lines).to.deep.equal([
      `${at.out}: up to date, 1 added, 3 changed, 1 removed, 1 the same`,
      "  changed  README.md",
      "  changed  SHA256SUMS.mark",
      "  added    new/b.ts",
      "  removed  old/a.ts",
      "  changed  p/a.ts",
      "SHA-256 of SHA256SUMS:",
      `  ${(data as { sha256: string }).sha256}`,
      "",
      "Next, where it is deployed: npm ci, npm test, pulumi preview, pulumi up.",
    ]);
  });

  it("loses folders that are empty after a file was removed, and is the same when written again", async () => {
    await run({ out: at.out }, FIRST);
    await run({ out: at.out }, NEXT);
    expect(readdirSync(at.out).sort()).to.deep.equal([
      "README.md",
      "SHA256SUMS",
      "SHA256SUMS.mark",
      "new",
      "p",
      "sync.cjs",
    ]);
    const again = await run({ out: at.out }, NEXT);
    expect(again.lines.slice(0, 2)).to.deep.equal([
      `${at.out}: up to date, 5 the same`,
      "SHA-256 of SHA256SUMS:",
    ]);
  });

  it("is not written where it is somebody else's, or no folder", async () => {
    put({ "package.json": "{}\n" });
    expect(await refusal(run({ out: at.out }, FIRST))).to.equal(
      `${at.out}: is neither empty nor written by this command; nothing was written\n  name a folder that is empty or new`,
    );
    expect(await refusal(run({ out: at.out, force: true }, FIRST))).to.include("neither empty");
    const file = join(at.out, "package.json");
    expect(await refusal(run({ out: file }, FIRST))).to.equal(
      `${file}: is not a folder; nothing was written\n  name a folder that you may read and write`,
    );
    const below = join(file, "folder");
    expect(await refusal(run({ out: below }, FIRST))).to.include(`${below}: is not a folder`);
    expect(files()).to.deep.equal({ "package.json": "{}\n" });
    expect(await refusal(run({}, FIRST))).to.equal(
      "customer-sync: --out is missing\n  name the folder to write: `npm run customer-sync -- --out ../contoso-sync`",
    );
  });

  it("is not written where the customer has changed files; all are named, and --force overwrites them", async () => {
    await run({ out: at.out }, FIRST);
    const theirs = { "README.md": "mine\n", "new/b.ts": "mine\n", "old/a.ts": "mine\n" };
    put({ ...theirs, ...OWN });
    const before = files();
    const refused = await run({ out: at.out }, NEXT);
    expect(refused.exitCode).to.equal(1);
    expect(refused.lines).to.deep.equal([
      `${at.out}: nothing was written; files in it were changed since they were`,
      "written:",
      "  README.md",
      "  new/b.ts",
      "  old/a.ts",
      "Take the changes back, or run this again with --force, which overwrites them.",
    ]);
    expect(files()).to.deep.equal(before);
    const forced = await run({ out: at.out, force: true }, NEXT);
    expect(forced.exitCode).to.equal(0);
    expect(forced.lines.slice(6, 10)).to.deep.equal([
      "  overwritten, though changed by others:",
      "    README.md",
      "    new/b.ts",
      "    old/a.ts",
    ]);
    expect(files()).to.deep.equal({ ...NEXT, ...OWN });
  });

  describe("with a list of hashes that the customer has made again", () => {
    /** As `sha256sum` makes it of all files that are there. */
    const listAnew = () => {
      const lines = Object.entries(files()).map(([path, text]) => `${hashOf(text)}  ${path}\n`);
      writeFileSync(join(at.out, "SHA256SUMS"), lines.join(""));
    };

    it("loses none of their files, also with --force, and is not overwritten without", async () => {
      await run({ out: at.out }, FIRST);
      put({ ...OWN, "notes.md": "mine\n", "README.md": "mine\n" });
      listAnew();
      const before = files();
      const refused = await run({ out: at.out }, NEXT);
      expect([refused.exitCode, refused.lines]).to.deep.equal([
        1,
        [
          `${at.out}: nothing was written; files in it were changed since they were`,
          "written:",
          "  README.md",
          "  p/a.ts",
          "SHA256SUMS is not the list that was written, so that nobody knows which of",
          "these the customer has changed.",
          "Take the changes back, or run this again with --force, which overwrites them.",
        ],
      ]);
      expect(files()).to.deep.equal(before);
      expect((await run({ out: at.out, force: true }, NEXT)).exitCode).to.equal(0);
      const own = { ...OWN, "notes.md": "mine\n", "old/a.ts": "one\n" };
      expect(files()).to.deep.equal({ ...NEXT, ...own });
      expect((await run({ out: at.out }, FIRST)).exitCode).to.equal(0);
      expect(files()).to.deep.equal({ ...FIRST, ...own });
    });

    it("is brought up to a newer version where only the order of the list differs", async () => {
      await run({ out: at.out }, FIRST);
      const list = join(at.out, "SHA256SUMS");
      writeFileSync(list, readFileSync(list, "utf8").trimEnd().split("\n").reverse().join("\n"));
      put(OWN);
      expect((await run({ out: at.out }, NEXT)).exitCode).to.equal(0);
      expect(files()).to.deep.equal({ ...NEXT, ...OWN });
    });
  });

  it("is never written through a link, nor over a folder", async () => {
    await run({ out: at.out }, FIRST);
    const outside = join(at.base, "outside");
    renameSync(join(at.out, "p"), outside);
    symlinkSync(outside, join(at.out, "p"));
    rmSync(join(at.out, "README.md"));
    mkdirSync(join(at.out, "README.md"));
    const said = await refusal(run({ out: at.out, force: true }, NEXT));
    expect(said).to.equal(
      `${join(at.out, "README.md")}, ${join(at.out, "p/a.ts")}: a folder or a link is where a file belongs; nothing was written\n  move it away, then run this again`,
    );
    expect(files(outside)).to.deep.equal({ "a.ts": "one\n" });
  });

  it("is not led out of itself by a list of hashes that somebody has written", async () => {
    await run({ out: at.out }, FIRST);
    put({ precious: "mine\n" }, at.base);
    const sums = readFileSync(join(at.out, "SHA256SUMS"), "utf8");
    const hash = "3a7b5c2b0c0e2b0d8f1bdb0f9e6e4f4c5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d";
    writeFileSync(join(at.out, "SHA256SUMS"), `${sums}${hash}  ../precious\n${hash}  /etc/hosts\n`);
    expect((await run({ out: at.out, force: true }, NEXT)).exitCode).to.equal(0);
    expect(files()).to.deep.equal(NEXT);
    expect(readFileSync(join(at.base, "precious"), "utf8")).to.equal("mine\n");
  });

  it("is refused where the system makes no folders: below a link to nothing, and in /proc", async () => {
    const link = join(at.base, "link");
    symlinkSync(join(at.base, "nothing"), link);
    const places = new Map([
      [link, "EEXIST"],
      [join(link, "sync"), "EEXIST"],
    ]);
    if (process.platform === "linux") places.set("/proc/contoso/sync", "ENOENT");
    for (const [out, code] of places) {
      expect(await refusal(run({ out }, FIRST))).to.equal(
        `${out}: cannot be written, and is as it was (${code})\n  name a folder that you may write`,
      );
    }
  });

  it("is as it was where not all fits on the disk", async () => {
    await run({ out: at.out }, FIRST);
    const before = files();
    const long = `${"x".repeat(300)}.md`;
    expect(await refusal(run({ out: at.out }, { ...NEXT, [long]: "too long a name\n" }))).to.equal(
      `${at.out}: cannot be written, and is as it was (ENAMETOOLONG)\n  name a folder that you may write`,
    );
    expect(files()).to.deep.equal(before);
    const other = join(at.base, "other");
    await refusal(run({ out: other }, { ...NEXT, [long]: "too long a name\n" }));
    expect(existsSync(other)).to.equal(false);
  });
});
