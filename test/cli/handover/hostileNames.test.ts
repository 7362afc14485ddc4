// Names of customers on their page, whatever they hold: shown as they are, as Markdown and as HTML.

import { expect } from "chai";
import type { Page } from "../../../cli/handover/document";
import { pageHtml } from "../../../cli/handover/pageHtml";
import { pageMarkdown } from "../../../cli/handover/pageMarkdown";

const titled = (name: string): Page => [{ kind: "title", line: ["for ", { name }] }];
const coded = (code: string): Page => [{ kind: "facts", rows: [["what", [{ code }, "."]]] }];

const heading = (html: string) => /<h1>(.*)<\/h1>/s.exec(html)?.[1];
const title = (html: string) => /<title>(.*)<\/title>/s.exec(html)?.[1];

describe("a name on a customer's page", () => {
  for (const { what, name, markdown, html } of [
    {
      what: "HTML",
      name: `<script>alert("1")</script>`,
      markdown: `&lt;script&gt;alert("1")&lt;/script&gt;`,
      html: "&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;",
    },
    {
      what: "entities",
      name: "A&lt;B &amp; C",
      markdown: "A&amp;lt;B &amp;amp; C",
      html: "A&#38;lt;B &#38;amp; C",
    },
    {
      what: "the ends of attributes",
      name: `" onload='x`,
      markdown: `" onload='x`,
      html: "&#34; onload=&#39;x",
    },
    {
      what: "backticks",
      name: "`code` ```",
      markdown: "\\`code\\` \\`\\`\\`",
      html: "`code` ```",
    },
    {
      what: "links and emphasis",
      name: "[x](https://evil.example) **b** _i_ ~s~",
      markdown: "\\[x\\](https&#58;//evil.example) \\*\\*b\\*\\* \\_i\\_ \\~s\\~",
      html: "[x](https://evil.example) **b** _i_ ~s~",
    },
    {
      what: "cells of a table and headings",
      name: "a | b # c",
      markdown: "a &#124; b \\# c",
      html: "a | b # c",
    },
    {
      what: "a script from right to left",
      name: "חברת דוגמה (1)",
      markdown: "\u2068חברת דוגמה (1)\u2069",
      html: "חברת דוגמה (1)",
    },
    {
      what: "what turns the direction, and nobody sees",
      name: "Contoso\u202e dtL\u200b",
      markdown: "Contoso\\\\u202e dtL\\\\u200b",
      html: "Contoso\\u202e dtL\\u200b",
    },
    {
      what: "ends of lines",
      name: "a\n# b",
      markdown: "a\\\\u000a\\# b",
      html: "a\\u000a# b",
    },
  ]) {
    it(`with ${what} is shown as it is`, () => {
      expect(pageMarkdown(titled(name))).to.equal(`# for ${markdown}`);
      const page = pageHtml(titled(name));
      expect(heading(page)).to.equal(`for <bdi>${html}</bdi>`);
      expect(title(page)).to.equal(`for ${html}`);
    });
  }

  for (const { what, code, markdown, html } of [
    { what: "a backtick", code: "a`b", markdown: "`` a`b ``", html: "a`b" },
    { what: "a cell's end", code: "a|b", markdown: "`a\\|b`", html: "a|b" },
    {
      what: "HTML",
      code: "</code><b>",
      markdown: "`</code><b>`",
      html: "&#60;/code&#62;&#60;b&#62;",
    },
    { what: "the end of a line", code: "a\nb", markdown: "`a\\u000ab`", html: "a\\u000ab" },
  ]) {
    it(`as code with ${what} stays code`, () => {
      expect(pageMarkdown(coded(code))).to.equal(`| | |\n|---|---|\n| what | ${markdown}. |`);
      expect(pageHtml(coded(code))).to.include(`<td><code>${html}</code>.</td>`);
    });
  }

  it("cannot end a block of code", () => {
    const page: Page = [{ kind: "code", language: "text", text: "a\n```\n</code>" }];
    expect(pageMarkdown(page)).to.equal("````text\na\n```\n</code>\n````");
    expect(pageHtml(page)).to.include("<pre><code>a\n```\n&#60;/code&#62;</code></pre>");
  });
});

describe("a customer's page as HTML", () => {
  it("loads nothing and runs nothing", () => {
    const html = pageHtml(titled("x"));
    expect(html).to.include(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).to.not.match(/<script|<img|<link|src=|href=|url\(/);
  });
});
