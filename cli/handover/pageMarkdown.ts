// Writes a page as Markdown.
import { escaped } from "../../customers/rules/visible";
import { plainMarkdown } from "../markdownText";
import type { Block, Inline, Line, Page } from "./document";

/** The page; text of the file can form no markup of its own. */
export function pageMarkdown(page: Page): string {
  return page.map(blockOf).join("\n\n");
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "title":
      return `# ${lineOf(block.line)}`;
    case "heading":
      return `## ${lineOf(block.line)}`;
    case "paragraph":
      return lineOf(block.line);
    case "list":
      return block.items.map((item) => `- ${lineOf(item)}`).join("\n");
    case "facts":
      return ["| | |", "|---|---|", ...block.rows.map(rowOf)].join("\n");
    case "code": {
      const fence = "`".repeat(Math.max(3, longestTicks(block.text) + 1));
      return `${fence}${block.language}\n${block.text}\n${fence}`;
    }
  }
}

function rowOf([what, is]: readonly [string, Line]): string {
  return `| ${plainMarkdown(what)} | ${lineOf(is)} |`;
}

function lineOf(line: Line): string {
  return line.map(inlineOf).join("");
}

function inlineOf(part: Inline): string {
  if (typeof part === "string") return plainMarkdown(escaped(part));
  if ("strong" in part) return `**${plainMarkdown(escaped(part.strong))}**`;
  if ("name" in part) return isolated(plainMarkdown(escaped(part.name)));
  const code = escaped(part.code)
    .replace(/[\r\n]+/g, " ")
    .replaceAll("|", "\\|");
  const ticks = "`".repeat(longestTicks(code) + 1);
  return ticks.length === 1 ? `\`${code}\`` : `${ticks} ${code} ${ticks}`;
}

/** Markdown has no markup for it: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates */
function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** The blocks of scripts that are written from right to left: https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}
