// The parts of the page that depend on the moment, on the filter and on who looks: a person, paper, or no script at all.

import type { VNode } from "preact";
import type { PageFacts } from "../../../audit/page/facts";
import { type Moment, momentOfUpdate, timeWords } from "../../../audit/page/moment";
import { type Filter, PAGE_SIZE, selectedAt } from "../../../audit/page/selection";
import { barLegend } from "./barsView";
import { type Content, el } from "./element";
import { filterView, pagerView, shownWords } from "./filterView";
import { grantsView } from "./grants";
import { legendView, matrixView, type Rows } from "./matrix";
import { momentView, summaryView, ticksView } from "./momentView";
import { timelineView } from "./timelines";
import { updatesView } from "./updatesView";

/** What a person has chosen. */
export interface View {
  readonly moment: Moment;
  readonly filter: Filter;
  /** From 0. */
  readonly page: number;
  /** Paper shows every customer, whatever is filtered. */
  readonly isPrinted: boolean;
}

/** Makes the page again and again, and keeps what stays the same between. */
export function pageMaker(facts: PageFacts): (view: View) => (VNode | null)[] {
  const rows: Rows = new Map();
  const timelines = new Map<string, VNode>();
  const still = {
    ticks: ticksView(facts),
    filter: filterView(),
    legend: legendView(),
    bars: barLegend(),
    updates: updatesView(facts),
  };
  let columns = facts.columns;
  return ({ moment, filter, page, isPrinted }) => {
    const { lives } = facts;
    const selection = selectedAt(lives, facts.columns, moment, filter);
    // The same list again, so that rows are known to be the same.
    if (selection.columns.join("\n") !== columns.join("\n")) columns = selection.columns;
    const first = page * PAGE_SIZE;
    const customers = isPrinted
      ? lives.customers
      : selection.customers.slice(first, first + PAGE_SIZE);
    const pages = Math.ceil(selection.customers.length / PAGE_SIZE);
    const pager = isPrinted ? null : pagerView(page, pages);
    const words = shownWords(
      { first, customers: selection.customers.length, columns: columns.length },
      { customers: lives.customers.length, columns: facts.columns.length },
    );
    return [
      momentView(facts, moment, still.ticks),
      summaryView(facts, moment),
      accessSection([
        still.filter,
        el("p", { class: "shown", role: "status" }, words),
        still.legend,
        isPrinted
          ? printed(facts, moment)
          : scrolled(matrixView(facts, { customers, columns, moment, isLive: true }, rows)),
        pager,
      ]),
      livesSection(
        still.bars,
        customers.map((life) => timelineView(facts, life, timelines)),
      ),
      isPrinted ? still.updates : null,
    ];
  };
}

/** The page for a browser without scripts: all customers, as access stands now. */
export function stillPage(facts: PageFacts): VNode[] {
  const { lives, columns } = facts;
  const moment = momentOfUpdate(lives, lives.updates.length - 1);
  const { customers } = lives;
  const isWide = !isForPaper(columns);
  const matrix = scrolled(matrixView(facts, { customers, columns, moment, isLive: false }));
  return [
    el(
      "p",
      { class: "no-gaps" },
      `Without JavaScript this page shows access as it stood at ${timeWords(lives.asOf)}, all timelines, and what was behind each change.`,
    ),
    summaryView(facts, moment),
    accessSection([
      legendView(),
      el("div", { class: isWide ? "on-screen" : undefined }, matrix),
      isWide ? el("div", { class: "on-paper" }, grantsView(facts, customers, moment)) : null,
    ]),
    livesSection(
      barLegend(),
      customers.map((life) => timelineView(facts, life)),
    ),
    updatesView(facts),
  ];
}

/** So many columns fit on a sheet, with so many letters; beyond that the repositories are listed. */
const MOST_ON_PAPER = { columns: 10, letters: 130 };

/** Names are broken after slashes alone, so the longest part of each, or of the words below, is how wide a column is. */
function isForPaper(columns: readonly string[]): boolean {
  const letters = columns.map((column) =>
    Math.max("suspended".length, ...column.split("/").map(({ length }) => length)),
  );
  return (
    columns.length <= MOST_ON_PAPER.columns &&
    letters.reduce((sum, each) => sum + each, 0) <= MOST_ON_PAPER.letters
  );
}

function printed(facts: PageFacts, moment: Moment): VNode {
  const { columns, lives } = facts;
  if (!isForPaper(columns)) return grantsView(facts, lives.customers, moment);
  return matrixView(facts, { customers: lives.customers, columns, moment, isLive: false });
}

function accessSection(content: Content[]): VNode {
  return el(
    "section",
    { id: "access", tabindex: -1, "aria-labelledby": "access-title" },
    el("h2", { id: "access-title" }, "Customers and repositories"),
    content,
  );
}

function livesSection(legend: VNode, timelines: readonly VNode[]): VNode {
  return el(
    "section",
    { id: "lives", "aria-labelledby": "lives-title" },
    el("h2", { id: "lives-title" }, "Timelines"),
    el(
      "p",
      { class: "lead" },
      "Each customer’s access and each password’s life. The thin line is the moment chosen above.",
    ),
    legend,
    timelines.length === 0 ? el("p", null, "No customer is found.") : [...timelines],
  );
}

function scrolled(table: VNode): VNode {
  return el(
    "div",
    {
      class: "scroll grid",
      role: "region",
      tabindex: 0,
      "aria-label": "Matrix of customers and repositories",
    },
    table,
  );
}
