// A history with signed anchors: every kind of damage to what they have seen is named by the first anchor that has seen it.

import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { DAMAGES, historyFiles } from "../../e2e/audit/auditModel/damages";
import { randomFrom } from "../../e2e/audit/auditModel/random";
import { runs } from "../../helpers/longRun";
import { anchored, COUNTS } from "./anchoredFixture";
import { writeRuns } from "./plainHistory";
import { emptyFolder } from "./readHistory";

/** So many of each kind, and more until one lies before an anchor. */
const [LEAST, MOST] = [runs(2, 80), runs(6, 80)];

/** The files of the runs below a folder, parsed; those that cannot be parsed as they are. */
function contents(folder: string): Map<string, string> {
  const files = historyFiles(folder).folder;
  return new Map(
    readdirSync(files).map((file) => {
      const text = readFileSync(join(files, file), "utf8");
      try {
        return [file, JSON.stringify(JSON.parse(text))];
      } catch {
        return [file, text];
      }
    }),
  );
}

/** The runs that differ between two folders. */
function changedRuns(one: string, other: string): string[] {
  const [before, after] = [contents(one), contents(other)];
  const files = [...new Set([...before.keys(), ...after.keys()])];
  const changed = files.filter((file) => before.get(file) !== after.get(file));
  return [...new Set(changed.map((file) => file.split(".")[0] ?? ""))].sort();
}

for (const fixture of ["sealed", "quarter"]) {
  describe(`the history ${fixture} with signed anchors`, () => {
    let known: Awaited<ReturnType<typeof anchored>>;
    let honest: string;
    /** Names of the runs. */
    let names: string[];

    before(async () => {
      known = await anchored(fixture);
      honest = writeRuns(known.runs, known.present);
      names = known.runs.map(({ name }) => name);
    });

    it("is as they say", async () => {
      const { contradicted, verdict } = await known.verify(honest);
      expect(contradicted).to.deep.equal([]);
      expect(verdict).to.contain(`and entry ${names[8]}`);
    });

    for (const [name, damage] of Object.entries(DAMAGES)) {
      it(`shows it where ${name}`, async () => {
        let found = 0;
        // What is added at the end is in no anchor; it is named as a copy, or by its times.
        const isAnchored = !name.includes("at the end");
        const isEnough = () => found > 0 || !isAnchored;
        for (let seed = 1; seed <= MOST && !(seed > LEAST && isEnough()); seed++) {
          const folder = emptyFolder();
          cpSync(honest, folder, { recursive: true });
          const what = damage(historyFiles(folder), randomFrom(seed));
          const changed = changedRuns(honest, folder);
          // The line of the first anchor that has seen each; what came after the last one is in none.
          const seen = COUNTS.map((count) => names[count - 1] ?? "");
          const lines = changed.map((run) => seen.findIndex((last) => run <= last) + 1);
          const expected = [...new Set(lines.filter((line) => line > 0))].sort();
          const { contradicted } = await known.verify(folder);
          const entries = contradicted.filter((words) => /\bentr(y|ies) (was|were)\b/.test(words));
          const at = [...new Set(entries.map((words) => Number(words.split(":")[0])))].sort();
          expect(at, `${what}\n${contradicted.join("\n")}`).to.deep.equal(expected);
          found += expected.length;
        }
        expect(found > 0).to.equal(isAnchored);
      });
    }
  });
}
