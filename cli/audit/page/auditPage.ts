// Makes the page of what an audit found: one HTML file that needs nothing else, and shows itself also without a script.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";
import type { Lives } from "../../../audit/lives";
import { pageFacts } from "../../../audit/page/facts";
import { escaped } from "../../../customers/rules/visible";
import { PROJECT_FOLDER } from "../../../projectFolder";
import { patternsView } from "./barsView";
import { el } from "./element";
import { footerView, headerView } from "./header";
import { asText, htmlOf } from "./htmlOf";
import { stillPage } from "./pageView";

/**
 * The file.
 *
 * Only its own script and style may run, by their hashes, and nothing may be loaded: text of the history that found a
 * way into the markup could still do nothing. It holds no password, as `Lives` has none.
 */
export async function auditPage(lives: Lives): Promise<string> {
  const [script, style] = await Promise.all([
    bundled("browser/main.ts"),
    bundled("style/page.css"),
  ]);
  const facts = pageFacts(lives);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${asText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${asText(`Access audit of ${escaped(lives.stack)}`)}</title>
<style>${style}</style>
</head>
<body>
${htmlOf(el("a", { class: "skip", href: "#access" }, "To the matrix"))}
${htmlOf(patternsView())}
${htmlOf(headerView(facts))}
<main>
<noscript>${htmlOf(stillPage(facts))}</noscript>
<div id="live"></div>
</main>
${htmlOf(footerView())}
<dialog id="details" aria-labelledby="details-title"></dialog>
<script type="application/json" id="data">${jsonText(facts.lives)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** What the browser runs or is styled by, as one minified text without a module to load. */
async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: [join(PROJECT_FOLDER, "cli", "audit", "page", file)],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome111", "firefox115", "safari16"],
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  return (outputFiles[0]?.text ?? "").trim();
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** JSON that can end no element, and that every reader of JavaScript takes as one line. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
