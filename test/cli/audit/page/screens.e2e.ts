// The audit page on a screen, on a small one, on paper and without a script: what of it is shown.

import { expect } from "chai";
import { HOSTILE } from "../../../helpers/lives/hostileLives";
import { madeLives } from "../../../helpers/lives/madeLives";
import { STORY } from "../../../helpers/lives/story";
import { amounts, broken, describeInChromium, ids, overflow, said, table } from "./shownPage";

const MANY = madeLives({ customers: 120, repositories: 30, updates: 200 });

describeInChromium("what the audit page shows", (show) => {
  it("finds customers, repositories and states, and says how many", async () => {
    const page = await show(MANY);
    const fields = {
      customers: page.getByLabel("Customers", { exact: true }),
      repositories: page.getByLabel("Repositories", { exact: true }),
    };
    expect(await amounts(page)).to.equal("Customers 1 to 50 of 120, 30 columns");
    await fields.customers.fill("tailspin");
    expect(await amounts(page)).to.equal("10 customers (of 120 in all), 30 columns");
    expect(await ids(page)).to.satisfy((all: string[]) =>
      all.every((id) => id.startsWith("tailspin")),
    );
    await fields.repositories.fill("base");
    const columns = (await page.locator(".matrix thead th .name").allInnerTexts()).map(said);
    expect(columns).to.not.be.empty;
    expect(columns.every((name) => name.startsWith("base/"))).to.equal(true);
    await page.getByLabel("only who may pull").check();
    const rows = await page.locator(".matrix tbody tr").count();
    expect(rows).to.be.within(1, 9);
    expect(await page.locator(".matrix tbody tr:not(:has(.pull))").count()).to.equal(0);
    await page.locator("#standing").selectOption("offboarded");
    expect(await amounts(page)).to.match(/^0 customers \(of 120 in all\)/);
  });

  it("shows 50 customers at a time, and the timelines of the same ones", async () => {
    const page = await show(MANY);
    const first = await ids(page);
    expect(first).to.have.lengthOf(50);
    await page.getByRole("button", { name: "Next 50" }).click();
    await page.getByRole("button", { name: "Next 50" }).click();
    expect(await amounts(page)).to.equal("Customers 101 to 120 of 120, 30 columns");
    const last = await ids(page);
    expect(last).to.have.lengthOf(20);
    expect(first.filter((id) => last.includes(id))).to.deep.equal([]);
    expect((await page.locator(".life h3").allInnerTexts()).map(said)).to.deep.equal(last);
  });

  it("tells each timeline in words", async () => {
    const page = await show(STORY);
    expect(await page.getByRole("img").first().getAttribute("aria-label")).to.equal(
      "Timeline: active. 2 passwords issued, 1 ended. The same is below in words.",
    );
    await page.locator(".life summary").first().click();
    expect(
      (await page.locator(".life").first().locator("tbody tr").allInnerTexts()).map(said),
    ).to.deep.equal([
      "active 2026-01-01 09:00 UTC to 2026-04-01 09:00 UTC 1 app/api",
      "active 2026-04-01 09:00 UTC, still as of 2026-06-01 18:00 UTC 4 app/api, base/*",
      "password1 2026-01-01 09:00 UTC to 2026-05-01 00:00 UTC 2026-05-01 rotated",
      "password2 2026-04-01 09:00 UTC, still as of 2026-06-01 18:00 UTC – in use",
    ]);
  });

  it("draws the moment as a line in each timeline", async () => {
    const page = await show(STORY);
    const lines = async () =>
      page.evaluate(
        "[...document.querySelectorAll('.at')].map((line) => parseFloat(line.style.left))",
      );
    expect(await lines()).to.deep.equal([100, 100, 100]);
    await page.getByLabel("Update").fill("0");
    const [first, ...others] = (await lines()) as number[];
    // A minute of five months.
    expect(first).to.be.within(0.0001, 0.001);
    expect(others).to.deep.equal([first, first]);
  });

  it("prints every customer, at the chosen moment, whatever is filtered, and nothing to click", async () => {
    const page = await show(MANY);
    await page.getByLabel("Customers", { exact: true }).fill("tailspin");
    await page.getByLabel("At the end of").fill("2026-01-15");
    await page.emulateMedia({ media: "print" });
    await page.locator(".grants").waitFor();
    expect(await page.locator(".grants tbody tr").count()).to.equal(120);
    expect(await page.locator(".life").count()).to.equal(120);
    expect(said(await page.locator(".grants caption").innerText())).to.equal(
      "Who may pull what, as it stood at 2026-01-15 23:59 UTC",
    );
    expect(await page.locator("input:visible, select:visible, button:visible").count()).to.equal(0);
    await page.emulateMedia({ media: "screen" });
    await page.locator(".matrix").waitFor();
    expect(await ids(page)).to.have.lengthOf(10);
    // A few repositories fit on the sheet as a matrix.
    const few = await show(STORY);
    await few.emulateMedia({ media: "print" });
    await few.locator(".matrix").waitFor();
    expect(await few.locator(".matrix tbody tr").count()).to.equal(3);
  });

  it("breaks no word on paper, and names of repositories only behind slashes", async () => {
    const viewport = { width: 1030, height: 700 };
    const lines = (names: string[]) => ({
      ...STORY,
      customers: STORY.customers.map((life, index) => ({
        ...life,
        spans: life.spans.map((span) => ({
          ...span,
          repositories: names.filter((_, place) => (place + index) % 2 === 0),
        })),
      })),
    });
    const areas = ["app/api-gateway", "base/*", "base/node", "ml/inference", "tools/command-line"];
    const names = [...areas, ...areas.map((name) => `eu/${name}`)];
    const matrix = await show(lines(names), { viewport });
    await matrix.emulateMedia({ media: "print" });
    await matrix.locator(".matrix:not(.live)").waitFor();
    expect(await matrix.locator(".matrix thead th").count()).to.equal(11);
    expect(await broken(matrix, ".matrix, .updates")).to.deep.equal([]);
    expect(await overflow(matrix)).to.equal(0);
    // What does not fit in columns is listed.
    const list = await show(lines(names.map((name) => `${name}-and-what-belongs-to-it`)), {
      viewport,
    });
    await list.emulateMedia({ media: "print" });
    await list.locator(".grants").waitFor();
    expect(await broken(list, ".grants, .updates")).to.deep.equal([]);
    expect(await overflow(list)).to.equal(0);
    const hostile = await show(HOSTILE, { viewport });
    await hostile.emulateMedia({ media: "print" });
    await hostile.locator(".updates").waitFor();
    expect(await overflow(hostile)).to.equal(0);
  });

  it("prints every update that changed something, with who and what was behind it", async () => {
    const page = await show(STORY);
    expect(await page.locator(".updates").count()).to.equal(0);
    await page.emulateMedia({ media: "print" });
    await page.locator(".updates").waitFor();
    expect((await page.locator(".updates tr").allInnerTexts()).map(said)).to.deep.equal([
      "Update Time Author Approved by Pull request Commit Message",
      "1 2026-01-01 09:00 UTC Ada – 1 – Give contoso and fabrikam access",
      "2 2026-02-01 09:00 UTC Ada Grace, Linus 2 01234567 Suspend fabrikam",
      "4 2026-04-01 09:00 UTC Linus Ada 4 – Give contoso base/*",
      "5 2026-05-01 09:00 UTC – – – – Offboard fabrikam",
    ]);
    await page.emulateMedia({ media: "screen" });
    await page.locator(".updates").waitFor({ state: "detached" });
    const still = await show(STORY, { javaScriptEnabled: false });
    expect(await still.locator(".updates tbody tr").count()).to.equal(4);
  });

  it("prints by the browser's own command as well", async () => {
    const page = await show(MANY);
    await page.evaluate(
      "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.life').length })",
    );
    await page.pdf({ preferCSSPageSize: true });
    expect(await page.evaluate("window.printed")).to.equal(120);
    expect(await page.locator(".life").count()).to.equal(50);
  });

  it("shows the same without a script, for all customers", async () => {
    const page = await show(STORY, { javaScriptEnabled: false });
    expect(await table(page)).to.deep.equal([
      "Customer | app/api | base/* all below | base/node",
      "contoso active | pull, push | pull | pull by base/*",
      "fabrikam offboarded | – | – | –",
      "northwind no password ≠ record | no password ≠ record | – | –",
    ]);
    expect(await page.locator(".life svg.bars").count()).to.equal(3);
    expect(said(await page.locator("main").innerText())).to.contain(
      "shows access as it stood at 2026-06-01 18:00 UTC",
    );
  });

  it("fits on a screen of 400 px", async () => {
    const page = await show(MANY, { viewport: { width: 400, height: 800 } });
    expect(await overflow(page)).to.equal(0);
    await page.locator(".matrix td.pull button").first().click();
    expect(await overflow(page)).to.equal(0);
    const dialog = await page.getByRole("dialog").boundingBox();
    expect(dialog?.width).to.be.at.most(400);
  });
});
