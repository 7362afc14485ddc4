// The audit page for whoever uses a keyboard or a screen reader, and against hostile texts.

import { expect } from "chai";
import { HOSTILE } from "../../../helpers/lives/hostileLives";
import { madeLives } from "../../../helpers/lives/madeLives";
import { STORY } from "../../../helpers/lives/story";
import { describeInChromium, overflow, said, violations } from "./shownPage";

const FIFTY = madeLives({ customers: 50, repositories: 12, updates: 120 });

describeInChromium("the audit page for everybody", (show) => {
  it("is reached and read by the keyboard alone: a cell says since when, by which change, who approved", async () => {
    const page = await show(STORY);
    await page.getByLabel("At the end of").fill("2026-04-20");
    await page.getByLabel("only who may pull").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const focused = () => page.evaluate("document.activeElement.innerText");
    expect(await focused()).to.equal("pull, push");
    const moves: readonly (readonly [string, string])[] = [
      ["ArrowRight", "pull"],
      ["ArrowDown", "–"],
      ["End", "suspended"],
      ["Home", "fabrikam"],
      ["ArrowUp", "contoso"],
      ["Control+End", "–"],
      ["ArrowUp", "suspended"],
    ];
    for (const [key, word] of moves) {
      await page.keyboard.press(key);
      expect(await focused(), key).to.equal(word);
    }
    // One stop in the whole table: the next Tab leaves it.
    expect(await page.locator('.matrix tbody [tabindex="0"]').count()).to.equal(1);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "fabrikam and base/node" });
    expect(said(await dialog.innerText())).to.equal(
      [
        "fabrikam and base/node Close",
        "At 2026-04-20 23:59 UTC",
        "suspended had the right, but the token was disabled, since 2026-02-01 09:00 UTC, until 2026-05-01 09:00 UTC.",
        "By this change update 2, 2026-02-01 09:00 UTC author Ada pull request 2 approved by Grace, Linus",
        "commit 0123456789abcdef0123456789abcdef01234567 run https://ci.example/runs/2 message Suspend fabrikam The bill of May is unpaid. acknowledged fabrikam: unpaid bill",
        "The right itself is of an earlier change update 1, 2026-01-01 09:00 UTC author Ada pull request 1 approved by not noted commit not noted message Give contoso and fabrikam access",
        "Passwords that had been issued and not ended password1 2026-01-01 09:00 UTC to 2026-05-01 09:00 UTC (offboarded)",
        "All of its history",
        "no access 2026-05-01 09:00 UTC, still as of 2026-06-01 18:00 UTC update 5",
        "suspended 2026-02-01 09:00 UTC to 2026-05-01 09:00 UTC update 2, Ada, pull request 2; right of update 1",
        "pull 2026-01-01 09:00 UTC to 2026-02-01 09:00 UTC update 1, Ada, pull request 1",
      ].join(" "),
    );
    await page.keyboard.press("Escape");
    expect(await dialog.count()).to.equal(0);
    expect(await focused()).to.equal("suspended");
  });

  it("takes no harm from hostile texts, and shows them as texts", async () => {
    const page = await show(HOSTILE);
    expect(await violations(page)).to.deep.equal([]);
    for (const index of HOSTILE.updates.keys()) {
      await page.getByLabel("Update").fill(String(index));
      await page.locator(".matrix tr:has(.badge) td:not(.none) button").first().press("Enter");
      const details = said(await page.getByRole("dialog").innerText());
      expect(details).to.contain(`By this change update ${index + 1},`);
      expect(await page.locator('a:not([href^="#"])').count()).to.equal(0);
      await page.keyboard.press("Escape");
    }
    expect(await page.evaluate("window.harmed")).to.equal(undefined);
    expect(await page.locator("main :is(b, img, script)").count()).to.equal(0);
    const names = await page.locator(".matrix tbody th a").allInnerTexts();
    expect(names).to.include("<script>window.harmed='hostile'</script>");
    expect(names).to.include("\\u202eesrever\\u2066 hostile");
    // A long name does not push the page beyond its width.
    expect(await overflow(page)).to.equal(0);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has nothing that axe-core finds in ${colorScheme}: page, details, paper, small screen`, async () => {
      const page = await show(FIFTY, { colorScheme });
      expect(await page.locator(".matrix tbody tr").count()).to.equal(50);
      expect(await violations(page)).to.deep.equal([]);
      await page.locator(".life summary").first().click();
      await page.locator(".matrix td.pull button").first().click();
      expect(await violations(page)).to.deep.equal([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 400, height: 800 });
      expect(await violations(page)).to.deep.equal([]);
      await page.emulateMedia({ media: "print", colorScheme });
      expect(await violations(page)).to.deep.equal([]);
    });
  }

  it("shows where the focus is", async () => {
    const page = await show(STORY);
    const outlines = new Set<unknown>();
    for (let count = 0; count < 12; count += 1) {
      await page.keyboard.press("Tab");
      outlines.add(
        await page.evaluate(
          "getComputedStyle(document.activeElement).outlineStyle + ' ' + getComputedStyle(document.activeElement).outlineWidth",
        ),
      );
    }
    expect([...outlines]).to.deep.equal(["solid 3px"]);
  });
});
