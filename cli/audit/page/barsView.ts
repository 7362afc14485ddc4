// Draws a customer's bars: inline SVG that needs no script, with a pattern beside each colour.

import type { VNode } from "preact";
import type { Life } from "../../../audit/lives";
import { type Bar, barsOf, periodOf, ticksOf } from "../../../audit/page/bars";
import type { PageFacts } from "../../../audit/page/facts";
import { type Content, el, lookOf } from "./element";

/** From top to bottom. */
export const LANES = ["access", "password1", "password2"] as const;
const LANE_HEIGHT = 18;
const HEIGHT = LANES.length * LANE_HEIGHT;

/** The bars of one customer; `words` say the same to who cannot see them. */
export function barsView({ lives }: PageFacts, life: Life, words: string): VNode {
  const ticks = ticksOf(periodOf(lives));
  return el(
    "svg",
    {
      class: "bars",
      width: "100%",
      height: HEIGHT + 16,
      role: "img",
      "aria-label": words,
    },
    ticks.map(({ at, word }) => [
      el("line", { class: "grid", x1: percent(at), x2: percent(at), y1: 0, y2: HEIGHT }),
      el(
        "text",
        {
          x: percent(at),
          y: HEIGHT + 12,
          "text-anchor": at > 0.94 ? "end" : at < 0.03 ? "start" : "middle",
        },
        word,
      ),
    ]),
    barsOf(lives, life).map((bar) => barView(bar)),
  );
}

/** Bars' looks, with what each means. */
export function barLegend(): VNode {
  const bars: readonly (readonly [string, string])[] = [
    ["active", "access is active"],
    ["no password", "active, but no password works"],
    ["suspended", "suspended"],
    ["offboarded", "ended or offboarded"],
    ["in use", "password in use"],
    ["still works", "its successor is out, it still works"],
    ["rotated", "rotated"],
    ["expired", "expired"],
    ["revoked", "revoked"],
    ["removed by others", "removed by others"],
    ["password offboarded", "ended with the customer’s access"],
    ["unknown", "ended, unknown how"],
  ];
  return el(
    "ul",
    { class: "legend", "aria-label": "What the bars mean" },
    bars.map(([what, words]) =>
      el(
        "li",
        null,
        el(
          "svg",
          { class: "swatch", width: 28, height: 12, "aria-hidden": "true" },
          shape({ what, x: 1, width: 26, y: 1 }),
        ),
        ` ${words}`,
      ),
    ),
  );
}

/** Patterns that the bars are filled with, so that colour is not the only difference. Once on the page. */
export function patternsView(): VNode {
  const pattern = (id: string, d: string) =>
    el(
      "pattern",
      { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      el("path", { d, class: "hatch" }),
    );
  return el(
    "svg",
    { class: "patterns", width: 0, height: 0, "aria-hidden": "true" },
    el(
      "defs",
      null,
      pattern("rising", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5"),
      pattern("crossed", "M0 0L6 6M6 0L0 6"),
      pattern("upright", "M3 0V6"),
      pattern("dotted", "M2 2h2v2h-2z"),
    ),
  );
}

function barView({ lane, what, from, to, words }: Bar): VNode {
  const y = LANES.indexOf(lane) * LANE_HEIGHT + 4;
  const isOfPassword = lane !== "access" && WITH_TOKEN.includes(what);
  return el(
    "g",
    null,
    el("title", null, words),
    shape({
      what: isOfPassword ? "password offboarded" : what,
      x: percent(from),
      width: percent(Math.max(to - from, 0.0015)),
      y,
    }),
  );
}

/** A password that ended with its token, or went on with a replaced one, which has bars of its own. */
const WITH_TOKEN: readonly string[] = ["offboarded", "replaced", "with an old token"];

/** A bar, and over it the pattern that belongs to what it means. */
function shape({
  what,
  ...box
}: {
  what: string;
  x: number | string;
  width: number | string;
  y: number;
}): Content {
  const name = lookOf(what);
  const place = { ...box, height: 10, rx: 2 };
  const pattern = PATTERNS[what];
  return [
    el("rect", { class: `bar ${name}`, ...place }),
    pattern === undefined ? null : el("rect", { ...place, fill: `url(#${pattern})` }),
  ];
}

const PATTERNS: Readonly<Record<string, string>> = {
  suspended: "upright",
  "password offboarded": "upright",
  expired: "dotted",
  revoked: "crossed",
  "removed by others": "rising",
};

function percent(part: number): string {
  return `${Number((part * 100).toFixed(2))}%`;
}
