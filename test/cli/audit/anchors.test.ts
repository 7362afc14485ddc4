// What npm run audit -- --verify takes from files that were kept elsewhere: anchors and the keys that verify them.

import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { AuditOptions } from "../../../cli/audit/options";
import { ask as askAudit, refusal as refusalOf } from "./askAudit";
import { emptyFolder, FIXTURES } from "./readHistory";

const ask = (options: Partial<AuditOptions>) =>
  askAudit({ history: join(FIXTURES, "quarter"), ...options });
const refusal = (options: Partial<AuditOptions>) =>
  refusalOf({ history: join(FIXTURES, "quarter"), ...options });

const DAMAGED =
  "an anchor that does not hold was changed or cut off, or another key has signed it; take it from where it was kept, or leave that line out of a copy";

describe("npm run audit -- --verify --anchors", () => {
  it("names each line that is cut off or damaged, since it may be the newest anchor", async () => {
    const anchors = join(emptyFolder(), "anchors.jsonl");
    const whole = readFileSync(join(FIXTURES, "quarter.jsonl"), "utf8").trim();
    const { revision, recordSha256, ...head } = JSON.parse(whole);
    const lines = [
      whole,
      { verdict: "refused", time: "2026-10-05T07:00:00Z", reason: "it removes an active customer" },
      { ...head, revision: "11", recordSha256 },
      { ...head, revision, recordSha256: recordSha256.toUpperCase() },
      { ...head },
      whole.slice(0, 200),
    ];
    const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    writeFileSync(anchors, text.join("\n"));
    const known = "what it says of the record, entries and credentials has no form that is known";
    expect(await refusal({ verify: true, anchors })).to.equal(
      [
        `--anchors ${anchors}: ${anchors}:3: ${known}`,
        `  ${anchors}:4: ${known}`,
        `  ${anchors}:5: ${known}`,
        `  ${anchors}:6: is cut off or damaged: it is no JSON | ${DAMAGED}`,
      ].join("\n"),
    );
  });

  it("asks for the key of signed anchors", async () => {
    const [key, anchors] = ["key.pem", "anchors.jsonl"].map((name) => join(emptyFolder(), name));
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(key as string, privateKey.export({ type: "pkcs8", format: "pem" }));
    const { lines } = await ask({ sign: key as string });
    writeFileSync(anchors as string, `${lines[0]}\n${lines[0]}\n`);
    expect(await refusal({ verify: true, anchors: anchors as string })).to.equal(
      [
        `--anchors ${anchors}: ${anchors}:1: is signed, and no --key is given`,
        `  ${anchors}:2: is signed, and no --key is given | add --key public.pem, the public key of whoever signed`,
      ].join("\n"),
    );
  });

  it("refuses a key that verifies nothing, by its file", async () => {
    const folder = emptyFolder();
    const anchors = join(folder, "anchors.jsonl");
    writeFileSync(anchors, '{"revision":1,"recordSha256":"00"}\n');
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    for (const [text, words] of [
      [pem, "it is a private key; give the public key alone | write the public key to a file"],
      ["nothing", "it is not a public key in PEM"],
    ] as const) {
      const key = join(folder, "key.pem");
      writeFileSync(key, text);
      const said = await refusal({ verify: true, anchors, key: [key] });
      expect(said).to.contain(`--key ${key}: ${words}`);
    }
  });

  it("takes what `--anchor` prints, and says which anchors cover the records alone", async () => {
    const anchors = join(emptyFolder(), "runs.jsonl");
    const { lines, data } = await ask({ anchor: true });
    const head = data as { revision: number; recordSha256: string; entries: object };
    expect(lines).to.deep.equal([JSON.stringify(data)]);
    expect(data).to.deep.include({
      stack: "customer-access/dev",
      revision: 11,
      time: "2026-12-01T08:00:00.000Z",
    });
    const { revision, recordSha256 } = head;
    const records = JSON.stringify({ verdict: "succeeded", stack: "dev", revision, recordSha256 });
    const reach = async (...kept: string[]) => {
      writeFileSync(anchors, kept.map((line) => `${line}\n`).join(""));
      const answer = await ask({ verify: true, anchors });
      const { anchors: reached, verdict } = answer.data as { anchors: object; verdict: string };
      return { ...reached, verdict };
    };
    const fit =
      "1 thing does not fit; each is a run that was killed, a file that is missing, or a change. Up to revision 11";
    expect(await reach(records)).to.deep.equal({
      compared: 1,
      ofRecordsAlone: 1,
      upToRevision: 11,
      upToEntry: null,
      verdict: `${fit} it is as the anchors say. These anchors cover the records alone: who may pull what, and who was behind it. What was carried out, results, messages and times of entries, and the announced ends of passwords are covered by anchors of \`audit --anchor\` and \`--sign\`, or by a copy`,
    });
    expect(await reach(records, ...lines)).to.deep.equal({
      compared: 2,
      ofRecordsAlone: 1,
      upToRevision: 11,
      upToEntry: "dev-1790244003667382178",
      verdict: `${fit} and entry dev-1790244003667382178 it is as the anchors say. Anchors cover all entries and checkpoints that were there: what was declared and done, results, messages and times, and the passwords' announced ends. 1 of 2 covers the records alone`,
    });
    const damaged = JSON.stringify({ ...head, entries: { ...head.entries, count: -1 } });
    writeFileSync(anchors, damaged);
    expect(await refusal({ verify: true, anchors })).to.equal(
      `--anchors ${anchors}: ${anchors}: what it says of the record, entries and credentials has no form that is known | ${DAMAGED}`,
    );
  });

  it("takes the time of an anchor", async () => {
    const anchors = join(emptyFolder(), "runs.jsonl");
    const { data } = await ask({ verify: true });
    const { head, revision } = data as { head: string; revision: number };
    const findings = async (time: string) => {
      const line = { stack: "dev", revision, recordSha256: head, time };
      writeFileSync(anchors, `${JSON.stringify(line)}\n`);
      const answer = await ask({ verify: true, anchors });
      return (answer.data as { findings: { kind: string }[] }).findings.filter(
        ({ kind }) => kind === "anchor",
      ).length;
    };
    expect(await findings("2026-09-24T10:00:03Z")).to.equal(0);
    expect(await findings("2026-09-24T09:40:00Z")).to.equal(1);
  });
});
