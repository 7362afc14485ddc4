// A committed history with signed anchors, in files.

import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./askAudit";
import { plainRuns, writeRuns } from "./plainHistory";
import { emptyFolder } from "./readHistory";

interface Finding {
  readonly kind: string;
  readonly at: string | null;
  readonly words: string;
}

/** After how many runs there is an anchor. */
export const COUNTS = [3, 6, 9];

/** Keys and anchors in files; the fixture with one after each of `COUNTS`. */
export async function anchored(fixture: string) {
  const { runs, present } = await plainRuns(fixture);
  const folder = emptyFolder();
  const [key, publicKey, anchors] = ["key.pem", "public.pem", "anchors.jsonl"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(key, pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(publicKey, pair.publicKey.export({ type: "spki", format: "pem" }));
  const sign = async (history: string, now: string) =>
    (await ask({ history, sign: key }, undefined, now)).lines.map((line) => `${line}\n`).join("");
  const lines: string[] = [];
  for (const count of COUNTS) {
    const until = runs.slice(0, count);
    const { entry = "", checkpoint = "" } = until.at(-1) ?? {};
    const { endTime } = JSON.parse(entry) as { endTime: number };
    const now = new Date(endTime * 1_000 + 5_000).toISOString();
    lines.push(await sign(writeRuns(until, checkpoint), now));
  }
  writeFileSync(anchors, lines.join(""));
  /** What the anchors contradict, and all else that is found. */
  const verify = async (history: string) => {
    const { data } = await ask({ history, verify: true, anchors, key: [publicKey] });
    const { findings, verdict } = data as { findings: Finding[]; verdict: string };
    return {
      verdict,
      contradicted: findings.flatMap(({ kind, at, words }) =>
        kind === "anchor" ? [`${at?.split(":").at(-1)}: ${words}`] : [],
      ),
      // What Azure had refused is in the honest one too.
      others: findings.filter(({ kind }) => kind !== "anchor" && kind !== "contradicts"),
    };
  };
  return { runs, present, sign, verify };
}
