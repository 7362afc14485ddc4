// Credentials whose facts were edited, or whose events were removed, in a history that the engine wrote.

import { expect } from "chai";
import { plainRuns } from "../../cli/audit/plainHistory";
import type { StoredRun } from "../history/storedHistory";
import { loadProduct, reader } from "./editedHistory";

type Outputs = Record<string, unknown> & { slots: Record<string, unknown>[] };
interface Secret {
  urn: string;
  modified: string;
  outputs: Outputs;
}

const product = loadProduct();

/** What is named of credentials' events, as `at: words`, after an edit of contoso's in the runs from one on. @param beginning the history's first run */
async function found(fixture: string, from: number, edit: (secret: Secret) => void, beginning = 0) {
  const runs = (await plainRuns(fixture)).runs.slice(beginning);
  const edited = runs.map((run, index): StoredRun => {
    if (index < from) return run;
    const state = JSON.parse(run.checkpoint ?? "");
    for (const each of state.checkpoint.latest.resources as Secret[]) {
      if (each.urn.endsWith("::contoso-secret")) edit(each);
    }
    return { ...run, checkpoint: JSON.stringify(state) };
  });
  const history = reader(product, edited.at(-1)?.checkpoint ?? "")(edited);
  const lives = product.livesOf(history, "2027-01-01T00:00:00.000Z");
  const { findings } = product.verdictOn(history, lives, undefined).data as {
    findings: { kind: string; at: string; words: string }[];
  };
  return findings.flatMap(({ kind, at, words }) =>
    kind === "events" ? [`${at === runs[from]?.name ? "there" : at}: ${words}`] : [],
  );
}

/** As a careful forger does: the resource was written then. */
const atTheEnd = (change: (outputs: Outputs) => void) =>
  found("quarter", 13, (secret) => {
    secret.modified = "2026-09-24T10:00:02Z";
    change(secret.outputs);
  });

const UNLIKE =
  "there: contoso: its facts do not fit event 2 any more, and no drift is noted: they were altered, or a run that was killed had changed them";

describe("a credential in a checkpoint", () => {
  it("fits its events in every committed history", async () => {
    for (const fixture of ["quarter", "sealed", "plain", "gzip", "zstd"]) {
      expect(await found(fixture, 0, () => undefined), fixture).to.deep.equal([]);
    }
  });

  const edits: Record<string, (outputs: Outputs) => void> = {
    "an announced end was altered": ({ slots }) => {
      for (const slot of slots) slot.expiresOn = "2026-09-26";
    },
    "the times of issue were removed": ({ slots }) => {
      for (const slot of slots) delete slot.createdAt;
    },
    "its passwords were hidden as a secret": (outputs) => {
      const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
      Object.assign(outputs, { slots: { ...secret, ciphertext: "v1:x" } });
    },
    "its status was altered": (outputs) => {
      outputs.enabled = outputs.enabled !== true;
    },
  };
  for (const [what, edit] of Object.entries(edits)) {
    it(`is named where ${what} and no event was counted`, async () => {
      expect(await atTheEnd(edit)).to.deep.equal([UNLIKE]);
    });
  }

  it("is named once, where it is seen first", async () => {
    expect(
      await found("quarter", 11, ({ outputs }) => edits["its status was altered"]?.(outputs)),
    ).to.deep.equal([UNLIKE]);
  });

  it("may have other facts where drift says what others did", async () => {
    const drift = { password2: "password2 was regenerated outside Pulumi on 2026-09-20" };
    expect(
      await atTheEnd((outputs) => Object.assign(outputs, { enabled: false, drift })),
    ).to.deep.equal([]);
  });

  const uncount = ({ outputs }: Secret) => {
    for (const name of ["events", "eventSha256", "previousEventSha256"]) delete outputs[name];
  };

  it("is named where its events were removed from all checkpoints", async () => {
    const { runs } = await plainRuns("quarter");
    expect(await found("quarter", 0, uncount)).to.deep.equal([
      "there: contoso: it has no events, though password1 was issued at 2026-07-01T09:12:02.358Z, when each was counted: they were removed, and nothing after that seals its passwords",
      `${runs[9]?.name}: contoso: it has no events, though password2 was issued at 2026-08-31T02:00:01.774Z, when each was counted: they were removed, and nothing after that seals its passwords`,
    ]);
  });

  it("is named where its passwords say that they are older than that, too", async () => {
    const uncounted = await found("quarter", 0, (secret) => {
      uncount(secret);
      for (const slot of secret.outputs.slots) slot.createdAt = "2026-01-01T00:00:00Z";
    });
    expect(uncounted).to.deep.equal([
      "there: contoso: it has no events, though it was made, when each was counted: they were removed, and nothing after that seals its passwords",
    ]);
  });

  it("may have none where it is of an earlier version, until a password is issued", async () => {
    const { runs } = await plainRuns("quarter");
    // The history begins with revision 3; the passwords of contoso are older than that.
    const later = await found("quarter", 0, uncount, 3);
    expect(later).to.deep.equal([
      `${runs[9]?.name}: contoso: it has no events, though password2 was issued at 2026-08-31T02:00:01.774Z, when each was counted: they were removed, and nothing after that seals its passwords`,
    ]);
  });
});
