// The matrix: a table of customers against repositories, with a word in each cell.

import type { VNode } from "preact";
import type { Life } from "../../../audit/lives";
import { spanAt } from "../../../audit/moment";
import { type Cell, cellOf } from "../../../audit/page/cell";
import type { PageFacts } from "../../../audit/page/facts";
import { type Moment, timeWords, updateAt } from "../../../audit/page/moment";
import { standingAt } from "../../../audit/page/standing";
import { type Content, el, lookOf, repositoryName, shown, wholeName } from "./element";

/** What of it is shown, and how. */
export interface MatrixOptions {
  readonly customers: readonly Life[];
  readonly columns: readonly string[];
  readonly moment: Moment;
  /** Do cells open their details? */
  readonly isLive: boolean;
}

/** Rows that were made, by customer: preact leaves alone what is the same object as before. */
export type Rows = Map<
  string,
  { readonly key: string; readonly columns: readonly string[]; readonly row: VNode }
>;

/** The table. */
export function matrixView(
  facts: PageFacts,
  options: MatrixOptions,
  rows: Rows = new Map(),
): VNode {
  const { customers, columns, moment } = options;
  return el(
    "table",
    { class: options.isLive ? "matrix live" : "matrix" },
    el(
      "caption",
      null,
      `Who may pull what, as it stood at ${timeWords(moment.at)}`,
      options.isLive
        ? el("span", { class: "hint" }, " Arrow keys move in the table, Enter opens a cell.")
        : null,
    ),
    el(
      "thead",
      null,
      el(
        "tr",
        null,
        el("th", { scope: "col", class: "corner" }, "Customer"),
        columns.map((column) => columnHead(column, options.isLive)),
      ),
    ),
    el(
      "tbody",
      null,
      customers.map((life) => rowOf(facts, life, options, rows)),
    ),
  );
}

/** What the words and signs in the cells mean. */
export function legendView(): VNode {
  return el(
    "ul",
    { class: "legend", "aria-label": "What the cells mean" },
    el("li", null, el("span", { class: "cell pull" }, "pull"), " may pull"),
    el("li", null, el("span", { class: "cell locked" }, "no password"), " none works"),
    el("li", null, el("span", { class: "cell suspended" }, "suspended"), " token disabled"),
    el("li", null, el("span", { class: "cell ended" }, "ended"), " last day of access is over"),
    el("li", null, el("span", { class: "cell none" }, "–"), " may not pull"),
    el(
      "li",
      null,
      el("span", { class: "by" }, "by base/*"),
      " a prefix gives it; it is a column as well",
    ),
    el(
      "li",
      null,
      el("span", { class: "otherwise" }, "≠ record"),
      " the record declares something else",
    ),
  );
}

function columnHead(name: string, isLive: boolean): VNode {
  const note = name === "*" ? "all repositories" : name.endsWith("/*") ? "all below" : undefined;
  return el(
    "th",
    {
      scope: "col",
      key: name,
      class: note === undefined ? undefined : "prefix",
      "data-column": isLive ? name : undefined,
    },
    el("span", { class: "name", title: wholeName(name) }, repositoryName(name)),
    note === undefined ? null : el("small", null, note),
  );
}

function rowOf(facts: PageFacts, life: Life, options: MatrixOptions, rows: Rows): VNode {
  const { columns, moment, isLive } = options;
  const update = updateAt(facts.lives, moment);
  const number = update?.number ?? 0;
  const { at } = moment;
  const span = spanAt(life, number);
  const standing = standingAt(life, number, at);
  const isChanged = facts.changes.get(number)?.some(({ id }) => id === life.id) === true;
  const key = `${span?.from} ${standing} ${isChanged} ${isLive}`;
  const made = rows.get(life.id);
  if (made?.key === key && made.columns === columns) return made.row;
  const notes: Content[] = [
    el("span", { class: `standing ${lookOf(standing)}` }, standing),
    span?.accessUntil === undefined ? null : el("span", null, `until ${span.accessUntil}`),
    span?.declared === undefined ? null : el("span", { class: "otherwise" }, "≠ record"),
    isChanged ? el("span", { class: "badge" }, "changed") : null,
  ];
  const row = el(
    "tr",
    { key: life.id, "data-customer": isLive ? life.id : undefined },
    el(
      "th",
      { scope: "row" },
      el(
        "a",
        {
          href: `#${lifeId(facts, life)}`,
          tabindex: isLive ? -1 : undefined,
          title: wholeName(life.id),
        },
        shown(life.id),
      ),
      el("span", { class: "notes" }, notes),
    ),
    columns.map((column) => cellView(cellOf(span, standing, column, at), column, isLive)),
  );
  rows.set(life.id, { key, columns, row });
  return row;
}

/** Where the customer's timeline is on the page. */
export function lifeId({ lives }: PageFacts, life: Life): string {
  return `life-${lives.customers.indexOf(life) + 1}`;
}

function cellView(cell: Cell, column: string, isLive: boolean): VNode {
  const words: Content[] = [
    cell.word,
    cell.by === undefined ? null : el("span", { class: "by" }, " by ", repositoryName(cell.by)),
    cell.isOtherwise ? el("span", { class: "otherwise" }, " ≠ record") : null,
  ];
  return el(
    "td",
    { key: column, class: `cell ${cell.kind}` },
    isLive ? el("button", { type: "button", tabindex: -1 }, words) : words,
  );
}
