// Writes a page as one HTML file that needs nothing else: no script, no image, nothing of another host.
import { escaped } from "../../customers/rules/visible";
import type { Block, Inline, Line, Page } from "./document";

/** The file; text of the customers file can form no markup of its own. */
export function pageHtml(page: Page): string {
  const title = page.flatMap((block) => (block.kind === "title" ? textOf(block.line) : []));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${asText(escaped(title.join("")))}</title>
<style>
${STYLE}
</style>
</head>
<body>
${page.map(blockOf).join("\n")}
</body>
</html>
`;
}

const STYLE = `:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #8886; padding: .4rem .6rem; text-align: start; vertical-align: top; }
th { font-weight: 600; width: 9rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: #8882; border-radius: 4px; padding: .8rem; overflow-x: auto; }
pre code { overflow-wrap: normal; }
@media print { body { margin: 0; max-width: none; } pre, pre code { white-space: pre-wrap; overflow-wrap: anywhere; } h2 { break-after: avoid; } }`;

function blockOf(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${lineOf(block.line)}</h1>`;
    case "heading":
      return `<h2>${lineOf(block.line)}</h2>`;
    case "paragraph":
      return `<p>${lineOf(block.line)}</p>`;
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${lineOf(item)}</li>`).join("\n")}\n</ul>`;
    case "facts":
      return `<table>\n${block.rows.map(rowOf).join("\n")}\n</table>`;
    case "code":
      return `<pre><code>${asText(block.text)}</code></pre>`;
  }
}

function rowOf([what, is]: readonly [string, Line]): string {
  return `<tr><th scope="row">${asText(what)}</th><td>${lineOf(is)}</td></tr>`;
}

function lineOf(line: Line): string {
  return line.map(inlineOf).join("");
}

function inlineOf(part: Inline): string {
  if (typeof part === "string") return asText(escaped(part));
  if ("strong" in part) return `<strong>${asText(escaped(part.strong))}</strong>`;
  if ("name" in part) return `<bdi>${asText(escaped(part.name))}</bdi>`;
  return `<code>${asText(escaped(part.code))}</code>`;
}

function textOf(line: Line): string[] {
  return line.map((part) => (typeof part === "string" ? part : Object.values(part).join("")));
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
