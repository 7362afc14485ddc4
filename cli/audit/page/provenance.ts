// Shows which update it was, and who and what was behind it.

import type { VNode } from "preact";
import { UNCOMMITTED } from "../../../audit/answers/answer";
import { isSelfApproved } from "../../../audit/approval";
import type { UpdateFact } from "../../../audit/lives";
import { linesOf, titleOf } from "../../../audit/page/message";
import { timeWords } from "../../../audit/page/moment";
import type { Provenance } from "../../../audit/snapshot";
import { type Content, el, shown } from "./element";

/** An update in one paragraph: number, time, author, pull request, approval, message. */
export function updateLine(update: UpdateFact, of: number): Content[] {
  const { author, pullRequest, approvers = [], commit } = update.provenance;
  const title = titleOf(update.message);
  const parts: Content[] = [
    author === undefined ? undefined : ["by ", shown(author)],
    pullRequest === undefined ? undefined : ["pull request ", shown(pullRequest)],
    approvers.length === 0 ? undefined : ["approved by ", approval(update.provenance)],
    commit === undefined ? undefined : ["commit ", el("code", null, shown(commit.slice(0, 8)))],
  ].filter((part) => part !== undefined);
  return [
    el("span", { class: "which" }, el("strong", null, `Update ${update.number}`), ` of ${of}`),
    el("span", { class: "when" }, time(update.endedAt), ...trouble(update)),
    el("span", { class: "who" }, parts.length === 0 ? NOBODY : separated(parts)),
    title === "" ? null : el("span", { class: "message" }, "“", shown(title), "”"),
  ];
}

const NOBODY = "the run noted neither author nor approval";

/** The same as a list of terms. */
export function updateFacts(update: UpdateFact): VNode {
  const { author, pullRequest, approvers = [], commit, run } = update.provenance;
  const lines = linesOf(update.message);
  return el("dl", { class: "facts" }, [
    fact("update", [`${update.number}, `, time(update.endedAt), ...trouble(update)]),
    fact("author", author === undefined ? NOT_NOTED : shown(author)),
    fact("pull request", pullRequest === undefined ? NOT_NOTED : shown(pullRequest)),
    fact("approved by", approvers.length === 0 ? NOT_NOTED : approval(update.provenance)),
    fact("commit", commit === undefined ? NOT_NOTED : el("code", null, shown(commit))),
    run === undefined ? null : fact("run", link(run)),
    lines.length === 0
      ? null
      : fact(
          "message",
          lines.map((line) => el("div", null, shown(line))),
        ),
    update.acknowledged.map(({ customers, reason }) =>
      fact("acknowledged", [list(customers), ": ", shown(reason)]),
    ),
  ]);
}

const NOT_NOTED = el("span", { class: "muted" }, "not noted");

/** A term and what it is. */
export function fact(term: string, is: Content): VNode {
  return el("div", null, el("dt", null, term), el("dd", null, is));
}

/** An instant, `2026-09-30 14:02 UTC`. */
export function time(iso: string): VNode {
  return el("time", { datetime: iso }, timeWords(iso));
}

/** A run's address is text of anybody: only one that leads to a page is a link. */
function link(address: string): VNode {
  if (!/^https:\/\//i.test(address)) return shown(address);
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, shown(address));
}

/** What is unusual about an update: its kind, how it ended, or that it was not of its commit alone. */
export function trouble({ result, kind, isDirty }: UpdateFact): Content[] {
  const words = [
    ...(kind === "update" ? [] : [kind]),
    ...(result === "succeeded" ? [] : [result]),
    ...(isDirty === true ? [UNCOMMITTED] : []),
  ];
  return words.map((word) => [" ", el("span", { class: "badge" }, shown(word))]);
}

/** Who approved, and whether that was its author alone. */
export function approval(provenance: Provenance): Content[] {
  const names = list(provenance.approvers ?? []);
  return isSelfApproved(provenance)
    ? [...names, " ", el("span", { class: "badge" }, "its author alone")]
    : names;
}

function list(names: readonly string[]): Content[] {
  return separated(names.map(shown), ", ");
}

function separated(parts: readonly Content[], by = " · "): Content[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [by, part]));
}
