// The updates that changed something as a table, for paper and for a browser without scripts, where none can be chosen.

import type { VNode } from "preact";
import type { UpdateFact } from "../../../audit/lives";
import type { PageFacts } from "../../../audit/page/facts";
import { titleOf } from "../../../audit/page/message";
import { type Content, el, shown } from "./element";
import { approval, time, trouble } from "./provenance";

/** All of them, in order, with who and what was behind each. */
export function updatesView({ lives: { updates } }: PageFacts): VNode {
  const busy = updates.filter(({ isQuiet }) => !isQuiet);
  return el(
    "section",
    { class: "updates", "aria-labelledby": "updates-title" },
    el("h2", { id: "updates-title" }, "Updates that changed something"),
    busy.length === 0 ? el("p", null, "None did.") : table(busy),
  );
}

const HEADS = ["Update", "Time", "Author", "Approved by", "Pull request", "Commit", "Message"];

function table(updates: readonly UpdateFact[]): VNode {
  return el(
    "table",
    { class: "plain" },
    el(
      "thead",
      null,
      el(
        "tr",
        null,
        HEADS.map((head) => el("th", { scope: "col" }, head)),
      ),
    ),
    el("tbody", null, updates.map(rowOf)),
  );
}

function rowOf(update: UpdateFact): VNode {
  const { number, endedAt, message, provenance } = update;
  const { author, approvers = [], pullRequest, commit } = provenance;
  const cells: Content[] = [
    `${number}`,
    [time(endedAt), ...trouble(update)],
    orNone(author),
    approvers.length === 0 ? "–" : approval(provenance),
    orNone(pullRequest),
    commit === undefined ? "–" : el("code", null, shown(commit.slice(0, 8))),
    orNone(titleOf(message)),
  ];
  return el(
    "tr",
    null,
    cells.map((cell) => el("td", null, cell)),
  );
}

function orNone(text = ""): Content {
  return text === "" ? "–" : shown(text);
}
