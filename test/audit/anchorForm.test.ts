// The form of an anchor, as docs/decisions/0018 states it, computed from the files without a line of the product.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { plainRuns } from "../cli/audit/plainHistory";
import { FIXTURES } from "../cli/audit/readHistory";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** RFC 8785, for what is in these files: keys in order, no space. Secrets keep their mark alone. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    const mark = "4dabf18193072939515e22adb298388d";
    const isSecret =
      (inner as Record<string, unknown>)[mark] === "1b47061264138c4ac30d75fd1eb44270";
    const keys = Object.keys(inner).filter((key) => !isSecret || key === mark);
    return Object.fromEntries(keys.sort().map((key) => [key, inner[key as keyof typeof inner]]));
  });
}

const picked = (value: Record<string, unknown>, ...names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (name in value ? [[name, value[name]]] : [])));
const iso = (seconds: unknown) => new Date(Number(seconds) * 1_000).toISOString();

describe("the committed anchor of the quarter", () => {
  it("is what decision 0018 says", async () => {
    const { runs } = await plainRuns("quarter");
    let chain = "0".repeat(64);
    let credentials = {};
    for (const { name, entry = "", checkpoint = "" } of runs) {
      const said = JSON.parse(entry) as Record<string, unknown>;
      const { stack, latest } = JSON.parse(checkpoint).checkpoint;
      const ofEntry = sha256(
        canonical({
          ...picked(said, "kind", "result", "message", "environment", "resourceChanges"),
          ...{ startedAt: iso(said.startTime), endedAt: iso(said.endTime) },
        }),
      );
      const resources = latest.resources.map((each: object) => sha256(canonical(each)));
      const ofCheckpoint = sha256(
        canonical({ stack, resources, ...picked(latest, "manifest", "pending_operations") }),
      );
      const run = sha256([name.replace("dev-", ""), ofEntry, ofCheckpoint].join("\n"));
      chain = sha256(`${chain}\n${run}`);
      credentials = credentialsIn(latest.resources);
    }
    const kept = JSON.parse(readFileSync(join(FIXTURES, "quarter.jsonl"), "utf8"));
    const last = runs.at(-1)?.name.replace("dev-", "");
    expect(kept.entries).to.deep.equal({ count: runs.length, last, sha256: chain });
    expect(kept.credentials).to.deep.equal(credentials);
  });
});

function credentialsIn(
  resources: { type: string; urn: string; outputs: { events: number; eventSha256: string } }[],
) {
  return Object.fromEntries(
    resources
      .filter(({ type }) => type === "acr-credentials:index:TokenSecret")
      .map(({ urn, outputs: { events, eventSha256 } }) => [
        urn.replace(/^.*::|-secret$/g, ""),
        { events, sha256: eventSha256 },
      ]),
  );
}
