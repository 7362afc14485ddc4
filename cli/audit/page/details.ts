// What opens on a cell: since when, by which change, who approved, and how it was before.

import type { VNode } from "preact";
import type { Life, Lives } from "../../../audit/lives";
import { spanAt, workingAt } from "../../../audit/moment";
import { between } from "../../../audit/page/bars";
import type { Cell } from "../../../audit/page/cell";
import type { PageFacts } from "../../../audit/page/facts";
import { instant, type Moment, updateAt, updateOf } from "../../../audit/page/moment";
import { type Spell, spellsOf } from "../../../audit/page/spells";
import { type Content, el, repositoryName, shown } from "./element";
import { fact, time, updateFacts } from "./provenance";

/** The cell that is open. */
export interface OpenCell {
  readonly life: Life;
  readonly column: string;
}

/** What the dialog holds. */
export function detailsView(
  { lives }: PageFacts,
  moment: Moment,
  { life, column }: OpenCell,
): VNode {
  const spells = spellsOf(lives, life, column);
  const at = instant(moment.at);
  const now = spells.find(
    ({ fromAt, toAt }) => instant(fromAt) <= at && (toAt === undefined || at < instant(toAt)),
  );
  const span = spanAt(life, updateAt(lives, moment)?.number ?? 0);
  return el(
    "div",
    { class: "details" },
    el(
      "div",
      { class: "head" },
      el(
        "h2",
        { id: "details-title" },
        shown(life.id),
        el("span", { class: "muted" }, " and "),
        repositoryName(column),
      ),
      el("button", { type: "button", "data-close": "yes" }, "Close"),
    ),
    el("p", { class: "muted" }, "At ", time(moment.at)),
    answer(lives, now),
    span?.declared === undefined ? null : declaredView(span.declared),
    now === undefined ? null : passwordsThen(lives, life, moment),
    el("h3", null, "All of its history"),
    spells.length === 0
      ? el("p", null, "This customer was never in the state.")
      : el(
          "ol",
          { class: "spells", reversed: true },
          spells.toReversed().map((spell) => spellItem(lives, spell, spell === now)),
        ),
  );
}

function answer(lives: Lives, spell: Spell | undefined): Content {
  if (spell === undefined) {
    return el("p", { class: "answer" }, "Not a customer then: nothing in the state.");
  }
  return [
    el(
      "p",
      { class: "answer" },
      spell.cell.kind === "none" ? null : [chip(spell.cell), " "],
      meaning(spell.cell),
      " since ",
      time(spell.fromAt),
      spell.toAt === undefined ? ", still as of " : ", until ",
      time(spell.toAt ?? lives.asOf),
      ".",
    ),
    el("h3", null, BEGAN[spell.began]),
    factsOf(lives, spell.from),
    hasOlderRight(spell)
      ? [el("h3", null, "The right itself is of an earlier change"), factsOf(lives, spell.right)]
      : null,
  ];
}

function factsOf(lives: Lives, number: number): VNode {
  const update = updateOf(lives, number);
  return update === undefined
    ? el("p", null, "An update that the history does not have.")
    : updateFacts(update);
}

function hasOlderRight(spell: Spell): spell is Spell & { readonly right: number } {
  return spell.right !== undefined && spell.right !== spell.from;
}

const BEGAN: Readonly<Record<Spell["began"], string>> = {
  update: "By this change",
  "last day": "By the last day of access, which this change set",
  passwords: "By the passwords below; the right itself is of this change",
};

function meaning({ kind, by }: Cell): Content {
  const what = by === undefined ? "," : [" by the line ", el("code", null, shown(by)), ","];
  switch (kind) {
    case "pull":
      return ["could pull", by === undefined ? "" : what];
    case "locked":
      return ["had the right", what, " but no password worked,"];
    case "suspended":
      return ["had the right", what, " but the token was disabled,"];
    case "ended":
      return ["had the right", what, " but the last day of access was over,"];
    case "none":
      return "Could not pull";
  }
}

const BEGAN_SHORT: Readonly<Record<Spell["began"], string>> = {
  update: "update",
  "last day": "last day, set by update",
  passwords: "passwords, right of update",
};

function declaredView(line: string): VNode {
  return el(
    "p",
    { class: "differs" },
    el("span", { class: "otherwise" }, "≠ record"),
    line === ""
      ? " The record does not list this customer."
      : [" The record declares: ", el("code", null, shown(line))],
  );
}

function passwordsThen(lives: Lives, life: Life, moment: Moment): Content {
  const working = workingAt(life, moment.at);
  return [
    el("h3", null, "Passwords that had been issued and not ended"),
    working.length === 0
      ? el("p", null, "None.")
      : el(
          "dl",
          { class: "facts" },
          working.map(({ slot, from, end, how }) =>
            fact(slot, [between(lives, from, end), end === undefined ? "" : ` (${how})`]),
          ),
        ),
  ];
}

function spellItem(lives: Lives, spell: Spell, isNow: boolean): VNode {
  const update = updateOf(lives, spell.from);
  const { author, pullRequest } = update?.provenance ?? {};
  return el(
    "li",
    { "aria-current": isNow ? "true" : undefined },
    chip(spell.cell),
    spell.cell.by === undefined ? null : el("span", { class: "by" }, " by ", shown(spell.cell.by)),
    spell.cell.isOtherwise ? el("span", { class: "otherwise" }, " ≠ record") : null,
    el("span", { class: "span" }, between(lives, spell.fromAt, spell.toAt)),
    el(
      "span",
      { class: "muted" },
      BEGAN_SHORT[spell.began],
      ` ${spell.from}`,
      author === undefined ? null : [", ", shown(author)],
      pullRequest === undefined ? null : [", pull request ", shown(pullRequest)],
      hasOlderRight(spell) ? `; right of update ${spell.right}` : null,
    ),
  );
}

function chip({ kind, word }: Cell): VNode {
  return el("span", { class: `cell ${kind}` }, kind === "none" ? "no access" : word);
}
