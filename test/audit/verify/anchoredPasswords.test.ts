// Whose password records differ from what anchors have seen: each customer once, between the anchors around the change.

import { expect } from "chai";
import { type CredentialHead, credentialsIn } from "../../../audit/head";
import type { WrittenRun } from "../../../audit/snapshot";
import { passwordBreaks } from "../../../audit/verify/anchoredPasswords";
import { coveringAnchors } from "../../../audit/verify/keptAnchor";

const head = (events: number, digit: string): CredentialHead => ({
  events,
  sha256: digit.repeat(64),
});

/** A run after which the credentials are these. */
function run(number: number, credentials: Record<string, CredentialHead>): WrittenRun {
  return {
    name: `dev-${number}`,
    number: `${number}`,
    sha256: "",
    isWhole: true,
    snapshot: {
      customers: Object.entries(credentials).map(([id, { events, sha256 }]) => ({
        id,
        slots: [],
        events,
        eventSha256: sha256,
      })),
    },
  };
}

const A = { contoso: head(1, "a"), fabrikam: head(1, "b") };
const B = { ...A, contoso: head(2, "c") };
const C = { ...B, fabrikam: head(2, "d"), wingtip: head(1, "e") };
const HONEST = [run(1, A), run(2, B), run(3, C)];
const ANCHORS = coveringAnchors(
  HONEST.map(({ number, snapshot }) => ({
    name: `anchors.jsonl:${number}`,
    revision: 1,
    recordSha256: "",
    time: `2026-07-0${number}`,
    entries: { count: Number(number), last: number, sha256: "" },
    credentials: credentialsIn(snapshot),
  })),
);

const found = (written: readonly WrittenRun[]) =>
  passwordBreaks(written, ANCHORS).map(({ at, words }) => `${at?.split(":")[1]}: ${words}`);

describe("password records and anchors", () => {
  const [first, second, third] = HONEST as [WrittenRun, WrittenRun, WrittenRun];
  const cases: [what: string, written: WrittenRun[], found: string[]][] = [
    ["nobody of an honest history", HONEST, []],
    [
      "a customer whose event is another one from then on",
      [first, run(2, { ...B, contoso: head(2, "0") }), run(3, { ...C, contoso: head(2, "0") })],
      [
        "2: between the anchor of 2026-07-01 and this one (2026-07-02) the password record of contoso is other than it has seen",
      ],
    ],
    [
      "all customers of one time together",
      [run(1, { contoso: head(1, "0"), fabrikam: head(1, "0") }), second, third],
      [
        "1: before this anchor (2026-07-01) the password records of contoso and fabrikam are other than it has seen",
      ],
    ],
    [
      "a customer whose record is gone, and one who has one that no anchor has seen",
      [first, run(2, { contoso: head(2, "c"), northwind: head(1, "f") }), third],
      [
        "2: between the anchor of 2026-07-01 and this one (2026-07-02) the password record of fabrikam is other than it has seen",
        "2: before this anchor (2026-07-02) the password record of northwind is other than it has seen",
      ],
    ],
    [
      "customers whose event is in no entry, where that of the anchor is gone",
      [first, third].map((each) =>
        each === third ? run(3, { ...C, fabrikam: A.fabrikam }) : each,
      ),
      [
        "3: between the anchor of 2026-07-02 and this one (2026-07-03) the password record of fabrikam is other than it has seen",
      ],
    ],
    ["nobody where only the entry is gone", [first, third], []],
  ];
  for (const [what, written, expected] of cases) {
    it(`name ${what}`, () => {
      expect(found(written)).to.deep.equal(expected);
    });
  }
});
