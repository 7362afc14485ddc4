// Changes that no hash of the history shows, once all are computed again, are named by anchors; honest ones are not.

import { renameSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { eventSealOf } from "../../../access/seal";
import type { StoredRun } from "../../audit/history/storedHistory";
import { anchored } from "./anchoredFixture";
import { writeRuns } from "./plainHistory";

describe("an altered history of which all hashes were computed again", () => {
  let known: Awaited<ReturnType<typeof anchored>>;
  const verify = (change: (runs: StoredRun[]) => StoredRun[]) => {
    const runs = change(structuredClone(known.runs));
    return known.verify(writeRuns(runs, runs.at(-1)?.checkpoint ?? ""));
  };
  before(async () => {
    known = await anchored("sealed");
  });

  it("names a quiet run that was removed, which leaves no trace without anchors", async () => {
    const name = known.runs[2]?.name;
    const { contradicted, others } = await verify((runs) => runs.filter((_, index) => index !== 2));
    expect(others).to.deep.equal([]);
    expect(contradicted).to.deep.equal([
      `1: before this anchor (2026-11-30T17:25:37.000Z) 1 entry was removed, and others may be altered: there are ${known.runs[0]?.name} and ${known.runs[1]?.name}`,
    ]);
    expect(name).to.match(/^dev-/);
  });

  it("names a quiet run that was made up", async () => {
    const { contradicted, others } = await verify((runs) => {
      const [first, second, third, ...rest] = runs as [StoredRun, StoredRun, StoredRun];
      const name = second.name.replace(/\d$/, "9");
      const { endTime } = JSON.parse(second.entry ?? "") as { endTime: number };
      const entry = { ...JSON.parse(third.entry ?? ""), startTime: endTime, endTime };
      const made = {
        name,
        entry: JSON.stringify({ ...entry, message: "Nightly" }),
        // Each checkpoint has an instant of its own.
        checkpoint: second.checkpoint?.replace("17:25:31.605048732Z", "17:25:31.7Z"),
      };
      return [first, second, made, third, ...rest];
    });
    expect(others).to.deep.equal([]);
    expect(contradicted).to.have.length(1);
    expect(contradicted[0]).to.match(/^1: .* 1 entry was added, and others may be altered: there/);
  });

  it("names a message and a result that were altered", async () => {
    const fields = {
      message: "Approved by grace",
      result: "succeeded",
      resourceChanges: { same: 1 },
    };
    for (const [field, value] of Object.entries(fields)) {
      const { contradicted, others } = await verify((runs) =>
        runs.map((run, index) =>
          index === 3
            ? { ...run, entry: JSON.stringify({ ...JSON.parse(run.entry ?? ""), [field]: value }) }
            : run,
        ),
      );
      expect(others, field).to.deep.equal([]);
      expect(contradicted, field).to.have.length(1);
      expect(contradicted[0]).to.match(/^2: between the anchor of .* an entry was altered, or/);
    }
  });

  it("names whose password records were altered, with the chain of each computed again", async () => {
    const { contradicted, others } = await verify((runs) => {
      const previous = new Map<string, string>();
      return runs.map((run, index) => ({
        ...run,
        checkpoint: resealed(run.checkpoint ?? "", index, previous),
      }));
    });
    expect(others).to.deep.equal([]);
    expect(contradicted.filter((words) => words.includes("password"))).to.deep.equal([
      "2: between the anchor of 2026-11-30T17:25:37.000Z and this one (2026-11-30T17:25:41.000Z) the password record of contoso is other than it has seen",
    ]);
    expect(contradicted.filter((words) => words.includes("entr"))).to.have.length(2);
  });

  /** From the sixth run on, contoso's passwords are announced to end later. */
  function resealed(checkpoint: string, index: number, previous: Map<string, string>): string {
    const file = JSON.parse(checkpoint) as {
      checkpoint: { latest: { resources: { type: string; urn: string; outputs: Outputs }[] } };
    };
    for (const { type, urn, outputs } of file.checkpoint.latest.resources) {
      if (!type.endsWith(":TokenSecret") || !urn.endsWith("::contoso-secret")) continue;
      if (index < 5) continue;
      for (const slot of outputs.slots) slot.expiresOn = "2099-12-31";
      const before = outputs.previousEventSha256 ?? "";
      const known = previous.get(before);
      if (known !== undefined) outputs.previousEventSha256 = known;
      const { eventSha256 } = outputs;
      outputs.eventSha256 = eventSealOf(outputs);
      previous.set(eventSha256, outputs.eventSha256);
    }
    return JSON.stringify(file);
  }

  type Outputs = Record<string, unknown> & {
    slots: { expiresOn?: string }[];
    eventSha256: string;
    previousEventSha256?: string;
  };
});

describe("an honest history", () => {
  it("is as anchors say after its secrets were encrypted again", async () => {
    const known = await anchored("sealed");
    const again = (text = "") => {
      const state = JSON.parse(text);
      const { latest } = state.checkpoint;
      latest.secrets_providers = { type: "passphrase", state: { salt: "v1:other" } };
      return JSON.stringify(state).replaceAll(/"ciphertext":"[^"]*"/g, '"ciphertext":"v1:other"');
    };
    const runs = known.runs.map((run) => ({ ...run, checkpoint: again(run.checkpoint) }));
    const { contradicted } = await known.verify(writeRuns(runs, again(known.present)));
    expect(contradicted).to.deep.equal([]);
  });

  it("is as anchors say after the stack was renamed, and when its files are packed", async () => {
    const known = await anchored("sealed");
    const runs = known.runs.map((run) => ({ ...run, name: run.name.replace("dev", "live") }));
    const folder = writeRuns(runs, known.present.replaceAll("dev", "live"));
    const project = (part: string) => join(folder, ".pulumi", part, "customer-access");
    renameSync(join(project("history"), "dev"), join(project("history"), "live"));
    renameSync(join(project("stacks"), "dev.json"), join(project("stacks"), "live.json"));
    const renamed = await known.verify(folder);
    expect(renamed.contradicted).to.deep.equal([]);
    expect(renamed.verdict).to.contain(`Up to revision 7 and entry ${runs[8]?.name} it is as the`);
    const packed = await known.verify("test/audit/fixtures/sealed");
    expect(packed.contradicted).to.deep.equal([]);
  });
});
