// Where one chooses the moment: a slider over the updates, a date, and the name of the update one stands at.

import type { VNode } from "preact";
import type { CustomerChange } from "../../../audit/page/changes";
import type { PageFacts } from "../../../audit/page/facts";
import { type Moment, nextChange, updateAt } from "../../../audit/page/moment";
import { countsAt } from "../../../audit/page/selection";
import { STANDINGS } from "../../../audit/page/standing";
import { count } from "../../../audit/words";
import { type Content, el, lookOf, shown } from "./element";
import { time, updateLine } from "./provenance";

/** The controls; `ticks` is made once, see {@link ticksView}. */
export function momentView(facts: PageFacts, moment: Moment, ticks: VNode): VNode {
  const { lives } = facts;
  const last = lives.updates.length - 1;
  const update = updateAt(lives, moment);
  return el(
    "section",
    { class: "moment", "aria-labelledby": "moment-title" },
    el("h2", { id: "moment-title", class: "spoken" }, "The moment"),
    el(
      "div",
      { class: "dials" },
      step(facts, moment, -1),
      el(
        "div",
        { class: "slide" },
        el("label", { for: "update", class: "spoken" }, "Update"),
        el("input", {
          id: "update",
          type: "range",
          min: 0,
          max: Math.max(last, 0),
          step: 1,
          value: Math.max(moment.index, 0),
          disabled: last < 1,
          "aria-valuetext":
            update === undefined
              ? "before the first update"
              : `update ${update.number} of ${lives.updates.length}`,
        }),
        ticks,
      ),
      step(facts, moment, 1),
      el(
        "label",
        { class: "date" },
        el("span", null, "At the end of"),
        el("input", {
          id: "day",
          type: "date",
          min: lives.updates[0]?.startedAt.slice(0, 10),
          max: lives.asOf.slice(0, 10),
          value: moment.at.slice(0, 10),
        }),
      ),
    ),
    el(
      "output",
      { class: "named", for: "update day", "aria-live": "polite" },
      named(facts, moment),
    ),
  );
}

/** A mark under the slider for each update that changed something, or did not succeed. */
export function ticksView({ lives: { updates } }: PageFacts): VNode {
  const last = Math.max(updates.length - 1, 1);
  return el(
    "svg",
    { class: "ticks", "aria-hidden": "true", height: 10 },
    updates.flatMap(({ isQuiet, result }, index) => {
      if (isQuiet && result === "succeeded") return [];
      const x = `${((index / last) * 100).toFixed(2)}%`;
      const what = result === "succeeded" ? "tick" : "tick failed";
      return [el("line", { class: what, x1: x, x2: x, y1: 1, y2: 9 })];
    }),
  );
}

/** How many customers are in which state, and what the update changed. */
export function summaryView(facts: PageFacts, moment: Moment): VNode {
  const counts = countsAt(facts.lives, moment);
  return el(
    "div",
    { class: "summary" },
    el(
      "ul",
      { class: "counts", "aria-label": "Customers by state" },
      STANDINGS.filter((each) => counts.has(each)).map((each) =>
        el(
          "li",
          { class: `standing ${lookOf(each)}` },
          el("strong", null, `${counts.get(each)}`),
          ` ${each}`,
        ),
      ),
    ),
    changesView(facts.changes.get(updateAt(facts.lives, moment)?.number ?? 0) ?? []),
  );
}

function changesView(changes: readonly CustomerChange[]): VNode {
  const access = changes.filter(({ words }) => words.length > 0);
  const rest = access.length - MOST_CHANGES;
  const issued = changes.flatMap(({ id, issued }) =>
    issued.map((words) => `${id} (${words.split(" ")[0]})`),
  );
  const nothing = changes.length === 0 ? "This update changed no access" : "This update changed";
  return el(
    "div",
    { class: "changed" },
    el("h3", null, nothing),
    el(
      "ul",
      null,
      access
        .slice(0, MOST_CHANGES)
        .map(({ id, words }) =>
          el("li", null, el("strong", null, shown(id)), ": ", shown(words.join("; "))),
        ),
      rest > 0 ? el("li", { class: "muted" }, `and ${count(rest, "more customer")}`) : null,
      issued.length === 0 ? null : el("li", null, "Passwords issued: ", issuedWords(issued)),
    ),
  );
}

/** The matrix below should not move much from update to update. */
const MOST_CHANGES = 3;

function issuedWords(issued: readonly string[]): Content {
  const rest = issued.length - MOST_CHANGES;
  return [shown(issued.slice(0, MOST_CHANGES).join(", ")), rest > 0 ? ` and ${rest} more` : null];
}

function step({ lives }: PageFacts, moment: Moment, direction: 1 | -1): VNode {
  const target = nextChange(lives, moment, direction);
  return el(
    "button",
    {
      type: "button",
      class: "step",
      "data-step": direction,
      // A disabled button would lose the focus of whoever has just used it.
      "aria-disabled": target === undefined ? "true" : undefined,
    },
    direction < 0 ? "‹ Previous change" : "Next change ›",
  );
}

function named({ lives }: PageFacts, moment: Moment): Content[] {
  const update = updateAt(lives, moment);
  const isLater = update?.endedAt !== moment.at;
  const asItStood = isLater
    ? [el("span", { class: "stood" }, "As it stood at ", time(moment.at))]
    : [];
  if (update === undefined) return [...asItStood, el("span", null, "before the first update")];
  return [...updateLine(update, lives.updates.length), ...asItStood];
}
