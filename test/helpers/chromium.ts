// Opens a page in Debian's Chromium, and keeps everything that it must not do: errors, refused content, requests.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

/** The reason for which tests are skipped; undefined where Chromium is installed. */
export const WITHOUT_CHROMIUM = existsSync(CHROMIUM)
  ? undefined
  : `${CHROMIUM} is not installed; its tests are skipped (apt-get install chromium)`;

/** A page that is open. */
export interface OpenPage {
  readonly page: Page;
  /** Errors of scripts, what the console warned of, content that the policy refused, and requests to any host. */
  readonly troubles: string[];
  close(): Promise<void>;
}

/** One browser, for all tests of a file. */
export async function openBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: CHROMIUM, args: isRoot ? ["--no-sandbox"] : [] });
}

/** Opens a file with this content, as a person does who was sent it. */
export async function openHtml(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const file = join(folder, "audit.html");
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", ({ message }) => troubles.push(`error: ${message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url === address) return route.continue();
    troubles.push(`request: ${url}`);
    return route.abort();
  });
  await page.goto(address);
  return {
    page,
    troubles,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true });
    },
  };
}
