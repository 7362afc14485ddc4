// The auditor's answers against an independent model: random lives of customers on the real engine, random questions.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { isAzuriteInstalled, startAzurite } from "../../helpers/azurite";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { IS_LONG, runs } from "../../helpers/longRun";
import { loadMutant } from "../../model/mutant/mutant";
import { loadProduct, openAsked, PRODUCT_FILES, type Product } from "./auditModel/asked";
import { DAMAGES, historyFiles } from "./auditModel/damages";
import type { Facts } from "./auditModel/facts";
import { judge } from "./auditModel/judge";
import { play } from "./auditModel/play";
import { questionsAbout } from "./auditModel/questions";
import { type Random, randomFrom } from "./auditModel/random";
import { MUTANTS_OF_DAMAGE, READER_MUTANTS } from "./auditModel/readerMutants";

/** `AUDIT_SEED=7` plays another life; a failure's title names its seed. */
const SEEDS = process.env.AUDIT_SEED?.split(",").map(Number) ?? [
  3933,
  ...(IS_LONG ? [18256, 15, 20_260_930, 1, 2, 3, 4, 5, 6, 7, 8] : []),
];
const UPDATES = 15;
const QUESTIONS = 250;

for (const seed of SEEDS) {
  describe(`the auditor's answers about random lives of customers, seed ${seed}`, function () {
    this.timeout(600_000);
    const work = mkdtempSync(join(tmpdir(), "audit-model-"));
    let deployment: Deployment;
    let facts: Facts[];
    let random: Random;

    before(async () => {
      deployment = await openDeployment();
      facts = await play(deployment, UPDATES, randomFrom(seed));
    });
    beforeEach(() => {
      random = randomFrom(seed + 1);
    });
    after(async () => {
      rmSync(work, { recursive: true, force: true });
      await deployment.close();
    });

    const cacheFolder = join(work, "cache");
    const askAll = async (
      { folder = deployment.folder, product }: { folder?: string; product?: Product },
      count: number,
    ) => {
      // A broken reader must not find what the project's own has read.
      const cache = product === undefined ? cacheFolder : mkdtempSync(join(work, "broken-"));
      const asked = await openAsked(product ?? loadProduct(), {
        folder,
        cacheFolder: cache,
        facts,
      });
      return judge(questionsAbout(facts, count, random), facts, asked, asked.findings());
    };

    it(`are right, ${QUESTIONS} times`, async () => {
      const { right, covered, wrong } = await askAll({}, QUESTIONS);
      expect(wrong.join("\n"), lifeOf(facts)).to.equal("");
      const isKilled = facts.some((each) => each.isKilled);
      expect(covered).to.be.at.most(isKilled ? QUESTIONS / 4 : 0);
      expect(right + covered).to.equal(QUESTIONS);
    });

    it(`are right, ${QUESTIONS} times, where the history is in Azure Storage`, async function () {
      if (!isAzuriteInstalled()) {
        process.stdout.write(
          "      Azurite is not installed; its test is skipped (.ci/run installs it)\n",
        );
        this.skip();
      }
      const azurite = await startAzurite();
      try {
        await azurite.upload(join(deployment.folder, ".pulumi"), "access/.pulumi");
        const folder = "azblob://state/access";
        const env = { ...azurite.environment };
        const asked = await openAsked(loadProduct(), { folder, cacheFolder, facts, env });
        const questions = questionsAbout(facts, QUESTIONS, random);
        const verdict = judge(questions, facts, asked, asked.findings());
        expect(verdict.wrong.join("\n"), lifeOf(facts)).to.equal("");
        expect(verdict.right + verdict.covered).to.equal(QUESTIONS);
      } finally {
        await azurite.close();
      }
    });

    for (const [name, damage] of Object.entries(DAMAGES)) {
      it(`are never wrong without a named gap where ${name}`, async () => {
        let right = 0;
        const rounds = runs(1, 20);
        for (let round = 0; round < rounds; round++) {
          const { folder, what } = damaged(deployment, damage, random, work);
          const verdict = await askAll({ folder }, 40);
          expect(verdict.wrong.join("\n"), `${what}\n${lifeOf(facts)}`).to.equal("");
          right += verdict.right;
          rmSync(folder, { recursive: true });
        }
        // A gap about everything would excuse everything.
        expect(right).to.be.greaterThan(rounds * 15);
      });
    }

    for (const mutant of READER_MUTANTS) {
      it(`catch a reader that ${mutant.does}`, async () => {
        const product = await loadMutant<Product>(mutant, PRODUCT_FILES);
        const { wrong } = await askAll({ product }, QUESTIONS);
        expect(wrong, `not noticed in ${QUESTIONS} questions\n${lifeOf(facts)}`).to.not.be.empty;
      });
    }

    for (const { damage, ...mutant } of MUTANTS_OF_DAMAGE) {
      it(`catch a reader that ${mutant.does}`, async () => {
        const product = await loadMutant<Product>(mutant, PRODUCT_FILES);
        const wrong: string[] = [];
        for (let round = 0; round < 12 && wrong.length === 0; round++) {
          const { folder } = damaged(deployment, DAMAGES[damage], random, work);
          wrong.push(...(await askAll({ folder, product }, 60)).wrong);
          rmSync(folder, { recursive: true });
        }
        expect(wrong, `not noticed\n${lifeOf(facts)}`).to.not.be.empty;
      });
    }
  });
}

/** A copy of the history, damaged. */
function damaged(
  deployment: Deployment,
  damage: (typeof DAMAGES)[string] | undefined,
  random: Random,
  work: string,
): { folder: string; what: string | undefined } {
  if (damage === undefined) throw new Error("there is no such damage");
  const folder = mkdtempSync(join(work, "damaged-"));
  cpSync(join(deployment.folder, ".pulumi"), join(folder, ".pulumi"), { recursive: true });
  return { folder, what: damage(historyFiles(folder), random) };
}

/** What was played, for a failure. */
function lifeOf(facts: readonly Facts[]): string {
  return facts.map(({ words }) => words).join("\n");
}
