// Search and filter: by customer, by repository, by state.

import type { VNode } from "preact";
import { PAGE_SIZE } from "../../../audit/page/selection";
import { STANDINGS } from "../../../audit/page/standing";
import { count } from "../../../audit/words";
import { el } from "./element";

/** The fields; what was typed stays in them, as nothing writes to them. */
export function filterView(): VNode {
  return el(
    "form",
    { class: "filter", role: "search", "aria-label": "Filter customers and repositories" },
    search("customers", "Customers"),
    search("repositories", "Repositories"),
    el(
      "label",
      { class: "field" },
      el("span", null, "State"),
      el(
        "select",
        { id: "standing" },
        el("option", { value: "" }, "every state"),
        STANDINGS.map((each) => el("option", { value: each }, each)),
      ),
    ),
    el(
      "label",
      { class: "check" },
      el("input", { id: "only", type: "checkbox" }),
      el("span", null, "only who may pull one of the repositories shown"),
    ),
  );
}

/** How much is shown of how much. */
export function shownWords(
  shown: { readonly first: number; readonly customers: number; readonly columns: number },
  all: { readonly customers: number; readonly columns: number },
): string {
  const { first, customers, columns } = shown;
  const last = Math.min(first + PAGE_SIZE, customers);
  const range =
    customers <= PAGE_SIZE
      ? count(customers, "customer")
      : `Customers ${first + 1} to ${last} of ${customers}`;
  const found = customers === all.customers ? "" : ` (of ${all.customers} in all)`;
  const some = columns === all.columns ? "" : ` of ${all.columns}`;
  return `${range}${found}, ${columns}${some} ${all.columns === 1 ? "column" : "columns"}`;
}

/** Buttons for the pages. */
export function pagerView(page: number, pages: number): VNode | null {
  if (pages <= 1) return null;
  return el(
    "nav",
    { class: "pager", "aria-label": "Pages of customers" },
    turn("‹ Previous 50", page - 1, page > 0),
    el("span", null, `Page ${page + 1} of ${pages}`),
    turn("Next 50 ›", page + 1, page < pages - 1),
  );
}

function turn(words: string, to: number, isThere: boolean): VNode {
  return el(
    "button",
    { type: "button", "data-page": to, "aria-disabled": isThere ? undefined : "true" },
    words,
  );
}

function search(id: string, label: string): VNode {
  return el(
    "label",
    { class: "field" },
    el("span", null, label),
    el("input", { id, type: "search", autocomplete: "off", spellcheck: false }),
  );
}
