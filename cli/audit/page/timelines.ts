// The customers' lives: for each a timeline with its access and each password as a bar, and the same in words.

import type { VNode } from "preact";
import type { Life } from "../../../audit/lives";
import { between } from "../../../audit/page/bars";
import type { PageFacts } from "../../../audit/page/facts";
import { piecesOf } from "../../../audit/page/pieces";
import { standingAt } from "../../../audit/page/standing";
import { count } from "../../../audit/words";
import { barsView, LANES } from "./barsView";
import { type Content, el, lookOf, shown } from "./element";
import { lifeId } from "./matrix";

/** One customer's timeline; `made` keeps what was made before. */
export function timelineView(
  facts: PageFacts,
  life: Life,
  made: Map<string, VNode> = new Map(),
): VNode {
  const kept = made.get(life.id);
  if (kept !== undefined) return kept;
  const { lives } = facts;
  const id = lifeId(facts, life);
  const number = lives.updates.at(-1)?.number ?? 0;
  const standing = standingAt(life, number, lives.asOf);
  const view = el(
    "article",
    { class: "life", id, key: life.id, tabindex: -1, "aria-labelledby": `${id}-name` },
    el(
      "div",
      { class: "life-head" },
      el("h3", { id: `${id}-name` }, shown(life.id)),
      el("span", { class: `standing ${lookOf(standing)}` }, standing),
      el("span", { class: "muted" }, passwordWords(life)),
    ),
    el(
      "div",
      { class: "lanes" },
      el(
        "div",
        { class: "lane-names", "aria-hidden": "true" },
        LANES.map((lane) => el("span", null, lane)),
      ),
      el(
        "div",
        { class: "track" },
        barsView(
          facts,
          life,
          `Timeline: ${standing}. ${passwordWords(life)}. The same is below in words.`,
        ),
        el("i", { class: "at", "aria-hidden": "true" }),
      ),
    ),
    el(
      "details",
      null,
      el("summary", null, "In words", el("span", { class: "spoken" }, ": ", shown(life.id))),
      wordsView(facts, life),
    ),
  );
  made.set(life.id, view);
  return view;
}

function passwordWords({ passwords }: Life): string {
  const ended = passwords.filter(({ end }) => end !== undefined).length;
  if (passwords.length === 0) return "no password was ever issued";
  return `${count(passwords.length, "password")} issued, ${ended} ended`;
}

function wordsView({ lives }: PageFacts, life: Life): Content {
  return el(
    "div",
    { class: "in-words" },
    table(
      "Access",
      ["State", "Time", "Begun by update", "Repositories"],
      piecesOf(lives, life).map(({ span, standing, began, fromAt, toAt }) => [
        standing,
        between(lives, fromAt, toAt),
        began === "update" ? `${span.from}` : began,
        span.repositories.length === 0 ? "–" : shown(span.repositories.join(", ")),
      ]),
    ),
    table(
      "Passwords",
      ["Slot", "Time", "Announced end", "How it ended"],
      life.passwords.map(({ slot, from, end, announcedEnd, how }) => [
        slot,
        between(lives, from, end),
        announcedEnd ?? "–",
        how,
      ]),
    ),
  );
}

function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Content[])[],
): VNode {
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      { class: "plain" },
      el("caption", null, caption),
      el(
        "thead",
        null,
        el(
          "tr",
          null,
          heads.map((head) => el("th", { scope: "col" }, head)),
        ),
      ),
      el(
        "tbody",
        null,
        rows.map((cells) =>
          el(
            "tr",
            null,
            cells.map((cell) => el("td", null, cell)),
          ),
        ),
      ),
    ),
  );
}
