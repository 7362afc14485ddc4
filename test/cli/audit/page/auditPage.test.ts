// The file of the audit page, as text: its policy, its data, and what it shows without a script.

import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Lives } from "../../../../audit/lives";
import { auditPage } from "../../../../cli/audit/page/auditPage";
import { el } from "../../../../cli/audit/page/element";
import { htmlOf } from "../../../../cli/audit/page/htmlOf";
import { HOSTILE } from "../../../helpers/lives/hostileLives";
import { STORY } from "../../../helpers/lives/story";

describe("the file of the audit page", () => {
  let html: string;
  before(async () => {
    html = await auditPage(STORY);
  });

  it("allows its own script and style by their hashes, and nothing else", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy?.replaceAll("&#39;", "'").split("; ")).to.deep.equal([
      "default-src 'none'",
      `script-src 'sha256-${sha256(between(html, "<script>", "</script>"))}'`,
      `style-src 'sha256-${sha256(between(html, "<style>", "</style>"))}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it("names no address to load from, and no event handler or style in an attribute", () => {
    const markup = html
      .replace(between(html, "<script>", "</script>"), "")
      .replace(between(html, "<style>", "</style>"), "");
    expect(markup).not.to.match(/<[^>]*\s(?:on\w+|style|src|srcset|action|formaction)=/i);
    expect(markup).not.to.match(/<(?:link|img|iframe|object|embed|base|form [^>]*action)\b/i);
    expect(between(html, "<style>", "</style>")).not.to.match(/url\(|@import/);
  });

  it("holds what is known as JSON, with the customers sorted", () => {
    const [northwind, contoso, fabrikam] = STORY.customers;
    expect(dataOf(html)).to.deep.equal({ ...STORY, customers: [contoso, fabrikam, northwind] });
  });

  it("keeps texts of anybody from being markup, in data and page", async () => {
    const page = await auditPage(HOSTILE);
    const data = between(page, '<script type="application/json" id="data">', "</script>");
    expect(data).not.to.match(/[<>&\u2028\u2029]/);
    expect(JSON.parse(data)).to.have.nested.property("customers.length", HOSTILE.customers.length);
    expect(page).not.to.match(/<(?:b|img|i\d|script)[^>]*hostile/i);
    // Whatever turns the direction of writing is written as its number.
    expect(page.replace(data, "")).not.to.match(/[\u202e\u2066]/);
  });

  it("is the same file for the same facts", async () => {
    expect(await auditPage(STORY)).to.equal(html);
  });

  it("is made of a history without updates, customers or gaps", async () => {
    const empty: Lives = { ...STORY, updates: [], customers: [], gaps: [] };
    expect(await auditPage(empty)).to.contain("The history has no gap that the reader could find.");
  });
});

describe("the elements of the page", () => {
  it("are written with every text and attribute escaped", () => {
    const made = el("a", { title: `"'<>&`, hidden: true, lang: undefined }, "<b>", 1, null, [
      false,
      "&",
    ]);
    expect(htmlOf(made)).to.equal(
      '<a title="&#34;&#39;&#60;&#62;&#38;" hidden>&#60;b&#62;1&#38;</a>',
    );
    expect(htmlOf(el("input", { value: 0 }))).to.equal('<input value="0">');
  });
});

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf(end, from));
}

function dataOf(html: string): unknown {
  return JSON.parse(between(html, '<script type="application/json" id="data">', "</script>"));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
