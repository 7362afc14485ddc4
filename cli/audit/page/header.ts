// The top of the page: what it is, of which stack, as of when, and what the history cannot tell.

import type { VNode } from "preact";
import type { Lives } from "../../../audit/lives";
import type { PageFacts } from "../../../audit/page/facts";
import { count } from "../../../audit/words";
import { escaped } from "../../../customers/rules/visible";
import { type Content, el, shown } from "./element";
import { fact, time } from "./provenance";

/** The header. */
export function headerView({ lives, columns }: PageFacts): VNode {
  const { stack, source, registryId, vaultId, asOf, updates, customers, others } = lives;
  const [first] = updates;
  return el(
    "header",
    { class: "top" },
    el("p", { class: "kicker" }, "Access audit"),
    el("h1", null, "Who could pull what, and since which change"),
    el(
      "p",
      { class: "lead" },
      "Customers’ access to a container registry, read from the history of one stack. ",
      "Choose a moment to see how access stood then; choose a cell to see since when, by which change, and who approved it.",
    ),
    el(
      "dl",
      { class: "facts wide" },
      fact("stack", shown(stack)),
      registryId === undefined ? null : fact("registry", nameOf(registryId)),
      vaultId === undefined ? null : fact("key vault", nameOf(vaultId)),
      fact("as of", time(asOf)),
      fact("history", [
        count(updates.length, "update"),
        first === undefined ? null : [" since ", time(first.startedAt)],
      ]),
      fact("shows", `${count(customers.length - others.length, "customer")}, ${lines(columns)}`),
      fact("read from", el("code", null, shown(source))),
    ),
    gapsView(lives),
  );
}

/** The end of the page: what it is evidence for, and what not. */
export function footerView(): VNode {
  return el(
    "footer",
    null,
    el(
      "p",
      null,
      "Access is what the scope maps, tokens and passwords in the stack’s state say; ≠ marks where its record declares something else. ",
      "Author, pull request and approval are shown as the run noted them. All days and times are UTC. ",
      "What somebody changed in Azure by hand is here only from the update that found it.",
    ),
    el("p", null, "This page holds no password and loads nothing from any host."),
  );
}

function lines(columns: readonly string[]): string {
  const prefixes = columns.filter((each) => each.endsWith("*")).length;
  const repositories = count(columns.length - prefixes, "repository", "repositories");
  if (prefixes === 0) return repositories;
  return `${repositories}, ${count(prefixes, "prefix", "prefixes")}`;
}

/** The last part of an ARM id, with all of it to see. */
function nameOf(id: string): VNode {
  return el("span", { title: escaped(id) }, shown(id.split("/").at(-1) ?? id));
}

function gapsView({ gaps, updates }: Lives): Content {
  if (gaps.length === 0) {
    return el("p", { class: "no-gaps" }, "The history has no gap that the reader could find.");
  }
  const numbers = new Map(updates.map(({ name, number }) => [name, number]));
  return el(
    "section",
    { class: "gaps", "aria-labelledby": "gaps-title" },
    el("h2", { id: "gaps-title" }, `What this history cannot tell: ${count(gaps.length, "gap")}`),
    el(
      "ul",
      // It scrolls then, also by keys.
      gaps.length > 5 ? { tabindex: 0, "aria-labelledby": "gaps-title" } : null,
      gaps.map(({ at, words }) =>
        el("li", null, at === undefined ? null : [place(at, numbers.get(at)), ": "], shown(words)),
      ),
    ),
  );
}

/** The name of an entry or file, and which update it is. */
function place(at: string, number: number | undefined): Content {
  const name = el("code", null, shown(at));
  return number === undefined ? name : [`update ${number} (`, name, ")"];
}
