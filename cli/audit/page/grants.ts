// Who may pull what as a list, for paper, where a table of many repositories does not fit.

import type { VNode } from "preact";
import type { Life } from "../../../audit/lives";
import { spanAt } from "../../../audit/moment";
import { cellOf } from "../../../audit/page/cell";
import type { PageFacts } from "../../../audit/page/facts";
import { type Moment, timeWords, updateAt } from "../../../audit/page/moment";
import { standingAt } from "../../../audit/page/standing";
import { type Content, el, repositoryName, shown } from "./element";

/** A table with one row for each customer, which lists what they may pull. */
export function grantsView(facts: PageFacts, customers: readonly Life[], moment: Moment): VNode {
  return el(
    "table",
    { class: "grants" },
    el("caption", null, `Who may pull what, as it stood at ${timeWords(moment.at)}`),
    el(
      "thead",
      null,
      el(
        "tr",
        null,
        ["Customer", "State", "Repositories"].map((word) => el("th", { scope: "col" }, word)),
      ),
    ),
    el(
      "tbody",
      null,
      customers.map((life) => rowOf(facts, life, moment)),
    ),
  );
}

function rowOf({ lives }: PageFacts, life: Life, moment: Moment): VNode {
  const number = updateAt(lives, moment)?.number ?? 0;
  const { at } = moment;
  const standing = standingAt(life, number, at);
  const span = spanAt(life, number);
  const until = span?.accessUntil === undefined ? "" : ` until ${span.accessUntil}`;
  const lines: Content[] = (span?.repositories ?? []).flatMap((line, index) => {
    const { word, kind } = cellOf(span, standing, line, at);
    const note = kind === "none" || word === "pull" ? "" : ` (${word})`;
    return kind === "none" ? [] : [index === 0 ? "" : ", ", repositoryName(line), note];
  });
  return el(
    "tr",
    null,
    el("th", { scope: "row" }, shown(life.id)),
    el("td", null, `${standing}${until}`),
    el(
      "td",
      null,
      lines.length === 0 ? "–" : lines,
      span?.declared === undefined
        ? null
        : el("div", null, "≠ record: ", shown(span.declared || "not listed")),
    ),
  );
}
