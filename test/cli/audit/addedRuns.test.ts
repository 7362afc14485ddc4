// Runs that were added to a history after its last anchor: those that reach behind it are named, and honest ones are not.

import { join } from "node:path";
import { expect } from "chai";
import { ask } from "./askAudit";
import { plainRuns, writeRuns } from "./plainHistory";
import { FIXTURES } from "./readHistory";

const NOW = "2026-10-05T08:00:00Z";
/** Made at 2026-10-05T07:30Z, after all 14 runs. */
const ANCHORS = join(FIXTURES, "quarter.jsonl");
/** The name of the last run that the anchor covers; it began at 2026-09-24T10:00:00Z. */
const LAST = "dev-1790244003667382178";

interface Added {
  readonly name: string;
  readonly startedAt: string;
  /** @default - the entry does not say it */
  readonly endedAt?: string;
  /** After which run, from 0, its checkpoint is made. */
  readonly of: number;
}

/** What is found beside what the honest history has, as `kind | at: words`. */
async function found(added: Added): Promise<string[]> {
  const { runs, present } = await plainRuns("quarter");
  const told = async (folder: string) => {
    const { data } = await ask({ history: folder, verify: true, anchors: ANCHORS }, undefined, NOW);
    const { findings } = data as { findings: { kind: string; at: string; words: string }[] };
    return findings.map(({ kind, at, words }) => `${kind} | ${at}: ${words}`);
  };
  const honest = await told(writeRuns(runs, present));
  const run = madeUp(runs[added.of] as (typeof runs)[number], added);
  const folder = writeRuns([...runs, run], added.of === 13 ? run.checkpoint : present);
  return (await told(folder)).filter((line) => !honest.includes(line));
}

/** Another run's files with these times. @returns one in which nobody has a password of adventure-works */
function madeUp(
  { entry = "", checkpoint = "" }: { entry: string | undefined; checkpoint: string | undefined },
  { name, startedAt, endedAt, of }: Added,
) {
  const seconds = (time?: string) => (time === undefined ? 0 : Date.parse(time) / 1_000);
  const startTime = seconds(startedAt);
  const said = {
    ...JSON.parse(entry),
    startTime,
    endTime: seconds(endedAt),
    message: "Nightly run",
  };
  const state = JSON.parse(checkpoint);
  const instant = (ms: number) => new Date(startTime * 1_000 + ms).toISOString();
  state.checkpoint.latest.manifest.time = instant(2_900);
  for (const resource of state.checkpoint.latest.resources) {
    if (of === 13 || !resource.urn.endsWith("::adventure-works-secret")) continue;
    resource.outputs.slots = [];
    resource.modified = instant(2_500);
  }
  return { name, entry: JSON.stringify(said), checkpoint: JSON.stringify(state) };
}

const SEEN = `anchor | ${ANCHORS}: has not seen`;
const BEHIND = `which began at 2026-07-31T02:00:00.000Z, before ${LAST} (2026-09-24T10:00:00.000Z), which it has seen: the run was added later, its times were altered, or the two ran at once`;
const MADE_UP = { startedAt: "2026-07-31T02:00:00Z", of: 5 };

describe("a run that was added after the last anchor", () => {
  it("is named where it says that it was before what the anchor covers, and not when it ended", async () => {
    const name = "dev-1791190800000000000";
    expect(await found({ ...MADE_UP, name })).to.include.members([
      `history | ${name}: it says that the run succeeded, and not when it ended: it was altered or added`,
      `${SEEN} ${name}, ${BEHIND}`,
    ]);
  });

  it("is named where its name has another number than Pulumi gives", async () => {
    const name = "dev-20000000000000000000";
    const endedAt = "2026-07-31T02:00:03Z";
    expect(await found({ ...MADE_UP, name, endedAt })).to.include.members([
      `history | ${name}: its name has no time, as Pulumi gives it: it was renamed or added`,
      `${SEEN} ${name}, which was over at 2026-07-31T02:00:03.000Z, before it was made (2026-10-05T07:30:00.000Z): the run was added later, or the anchor was made of a copy without it`,
    ]);
  });

  it("is named where all its times fit, and the anchor is younger", async () => {
    const startedAt = "2026-09-30T02:00:00Z";
    const name = `dev-${Date.parse(startedAt) + 3_500}000000`;
    expect(await found({ name, startedAt, endedAt: "2026-09-30T02:00:03Z", of: 13 })).to.deep.equal(
      [
        `${SEEN} ${name}, which was over at 2026-09-30T02:00:03.500Z, before it was made (2026-10-05T07:30:00.000Z): the run was added later, or the anchor was made of a copy without it`,
      ],
    );
  });

  it("is named where it would have run beside one that the anchor has seen", async () => {
    const startedAt = "2026-09-24T09:59:00Z";
    const endedAt = "2026-10-05T07:40:00Z";
    const name = `dev-${Date.parse(endedAt) + 500}000000`;
    expect(await found({ name, startedAt, endedAt, of: 13 })).to.include(
      `${SEEN} ${name}, ${BEHIND.replace("2026-07-31T02:00:00.000Z", "2026-09-24T09:59:00.000Z")}`,
    );
  });

  it("is not named where it came after", async () => {
    const startedAt = "2026-10-05T07:40:00Z";
    const name = `dev-${Date.parse(startedAt) + 3_500}000000`;
    expect(await found({ name, startedAt, endedAt: "2026-10-05T07:40:03Z", of: 13 })).to.deep.equal(
      [],
    );
  });
});
