// The audit page in a real browser: what it shows at each moment, and in a cell.

import { join } from "node:path";
import { expect } from "chai";
import { livesOf } from "../../../../audit/livesOf";
import { STORY } from "../../../helpers/lives/story";
import { FIXTURES, readHistory } from "../readHistory";
import { describeInChromium, named, said, table } from "./shownPage";

describeInChromium("the audit page in Chromium", (show) => {
  it("shows who may pull what, as it stands when it was made", async () => {
    const page = await show(STORY);
    expect(await table(page)).to.deep.equal([
      "Customer | app/api | base/* all below | base/node",
      "contoso active | pull, push | pull | pull by base/*",
      "fabrikam offboarded | – | – | –",
      "northwind no password ≠ record | no password ≠ record | – | –",
    ]);
    expect(await named(page)).to.equal(
      "Update 6 of 6 2026-06-01 09:00 UTC the run noted neither author nor approval “Nightly run” As it stood at 2026-06-01 18:00 UTC",
    );
    const heads = await page.locator(".matrix th[scope]").count();
    expect(heads).to.equal(4 + 3);
    expect(said(await page.locator(".gaps").innerText())).to.equal(
      "What this history cannot tell: 2 gaps update 3 (dev-3): the checkpoint is cut off a run left no entry",
    );
  });

  it("goes through time by the slider's keys, and names the update", async () => {
    const page = await show(STORY);
    await page.getByLabel("Update").focus();
    for (let count = 0; count < 4; count += 1) await page.keyboard.press("ArrowLeft");
    expect(await named(page)).to.equal(
      "Update 2 of 6 2026-02-01 09:00 UTC by Ada · pull request 2 · approved by Grace, Linus · commit 01234567 “Suspend fabrikam”",
    );
    expect(await page.locator("output").getAttribute("aria-live")).to.equal("polite");
    expect(await page.getByLabel("Update").getAttribute("aria-valuetext")).to.equal(
      "update 2 of 6",
    );
    expect(await table(page)).to.deep.equal([
      "Customer | app/api | base/* all below | base/node",
      "contoso active | pull | – | –",
      "fabrikam suspended changed | – | – | suspended",
      "northwind active until 2026-03-15 changed | pull | – | –",
    ]);
    expect(said(await page.locator(".changed").innerText())).to.equal(
      "This update changed fabrikam: suspended: the token is disabled northwind: created: may pull app/api, until 2026-03-15 Passwords issued: northwind (password1)",
    );
    expect(await page.getByLabel("At the end of").inputValue()).to.equal("2026-02-01");
  });

  it("goes to the end of a day, when a last day of access is over without an update", async () => {
    const page = await show(STORY);
    await page.getByLabel("At the end of").fill("2026-03-20");
    expect(await named(page)).to.match(/^Update 3 of 6 .* As it stood at 2026-03-20 23:59 UTC$/);
    expect((await table(page))[3]).to.equal("northwind ended until 2026-03-15 | ended | – | –");
    expect(await page.getByLabel("Update").inputValue()).to.equal("2");
  });

  it("steps from change to change", async () => {
    const page = await show(STORY);
    const press = async (name: string) => {
      await page.getByRole("button", { name }).press("Enter");
      return (await named(page)).slice(0, 13);
    };
    expect(await press("Previous change")).to.equal("Update 5 of 6");
    expect(await press("Previous change")).to.equal("Update 4 of 6");
    expect(await press("Previous change")).to.equal("Update 2 of 6");
    expect(await press("Next change")).to.equal("Update 4 of 6");
    expect(await press("Next change")).to.equal("Update 5 of 6");
    expect(await press("Next change")).to.equal("Update 5 of 6");
  });

  it("marks what its author alone approved", async () => {
    const provenance = { author: "Ada", approvers: ["ada"] };
    const page = await show({
      ...STORY,
      updates: STORY.updates.map((update) => ({ ...update, provenance })),
    });
    expect(await named(page)).to.contain("by Ada · approved by ada its author alone “Nightly run”");
    await page.getByRole("button", { name: "pull", exact: true }).click();
    expect(said(await page.getByRole("dialog").innerText())).to.contain(
      "approved by ada its author alone",
    );
  });

  it("names the change that gave a right, not a later one that gave another", async () => {
    const history = await readHistory(join(FIXTURES, "quarter"));
    const page = await show(livesOf(history, "2026-11-30T12:00:00.000Z"));
    await page.locator('tr[data-customer="contoso"] td button').first().click();
    const details = said(await page.getByRole("dialog").innerText());
    expect(details).to.contain(
      "By the passwords below; the right itself is of this change update 1, 2026-07-01 09:12 UTC author ana pull request 101 approved by bo",
    );
    expect(details).not.to.match(/update 13\b/);
  });

  it("opens a cell by a click as well, and closes by its button", async () => {
    const page = await show(STORY);
    await page.getByRole("button", { name: "no password ≠ record" }).click();
    const dialog = page.getByRole("dialog");
    expect(said(await dialog.innerText())).to.contain(
      "no password had the right, but no password worked, since 2026-05-20 00:00 UTC, still as of 2026-06-01 18:00 UTC. By the passwords below; the right itself is of this change update 2,",
    );
    expect(said(await dialog.innerText())).to.contain(
      "≠ record The record declares: suspended; northwind-pull; content/read; app/api",
    );
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(await dialog.count()).to.equal(0);
  });
});
