// Shows the audit page in Chromium for tests, and reads from it what a person sees.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { Lives } from "../../../../audit/lives";
import { auditPage } from "../../../../cli/audit/page/auditPage";
import { type OpenPage, openBrowser, openHtml, WITHOUT_CHROMIUM } from "../../../helpers/chromium";

/** A page in a browser's tab. */
export type Shown = OpenPage["page"];

/** Opens the page of these lives. */
export type Show = (lives: Lives, options?: BrowserContextOptions) => Promise<Shown>;

/** Tests on pages that are closed after each, with nothing that the page must not do. */
export function describeInChromium(title: string, tests: (show: Show) => void): void {
  describe(title, function () {
    this.timeout(120_000);
    let browser: Browser;
    const open: OpenPage[] = [];

    before(async function () {
      if (WITHOUT_CHROMIUM !== undefined) {
        process.stdout.write(`    ${WITHOUT_CHROMIUM}\n`);
        this.skip();
      }
      browser = await openBrowser();
    });
    after(() => browser?.close());
    afterEach(async () => {
      const opened = open.splice(0);
      for (const each of opened) await each.close();
      expect(opened.flatMap(({ troubles }) => troubles)).to.deep.equal([]);
    });

    tests(async (lives, options) => {
      const opened = await openHtml(browser, await auditPage(lives), options);
      open.push(opened);
      return opened.page;
    });
  });
}

/** The name of the update one stands at. */
export async function named(page: Shown): Promise<string> {
  return said(await page.locator("output").innerText());
}

/** How many customers and columns are shown. */
export async function amounts(page: Shown): Promise<string> {
  return said(await page.locator(".shown").innerText());
}

/** Each row of the matrix as one text. */
export async function table(page: Shown): Promise<string[]> {
  const rows = await page.locator(".matrix tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator("th, td").allInnerTexts();
      return cells.map(said).join(" | ");
    }),
  );
}

/** The customers of the matrix, from top to bottom. */
export async function ids(page: Shown): Promise<string[]> {
  return (await page.locator(".matrix tbody th a").allInnerTexts()).map(said);
}

/** How far the page reaches beyond the window, in px. */
export async function overflow(page: Shown): Promise<unknown> {
  return page.evaluate("document.documentElement.scrollWidth - innerWidth");
}

/** The words that stand on more than one line; names of repositories count as words between their slashes. */
export async function broken(page: Shown, selector: string): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].flatMap((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const words = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const { 0: word, index } of node.data.matchAll(/[^\\s/]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) words.push(word);
      }
    }
    return words;
  })`);
}

/** What axe-core finds, by rule and place. */
export async function violations(page: Shown): Promise<unknown> {
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  // Not as a script of the page, which its policy refuses.
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary).join(' ')))",
  );
}

/** A text with single blanks. */
export function said(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
