// What npm run audit -- --verify takes from files that were kept elsewhere: anchors and the keys that verify them.

import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { AuditOptions } from "../../../cli/audit/options";
import { ask as askAudit, refusal as refusalOf } from "./askAudit";
import { emptyFolder, FIXTURES } from "./readHistory";

const ask = (options: Partial<AuditOptions>) =>
  askAudit({ history: join(FIXTURES, "quarter"), ...options });
const refusal = (options: Partial<AuditOptions>) =>
  refusalOf({ history: join(FIXTURES, "quarter"), ...options });

describe("npm run audit -- --verify --anchors", () => {
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
