// What npm run deliveries prints of names that others may write into a webhook's tags.
import { expect } from "chai";
import picocolors from "picocolors";
import { deliveriesLines } from "../../../cli/deliveries/deliveriesText";
import type { WebhookReport } from "../../../cli/deliveries/report";

describe("the words of npm run deliveries", () => {
  it("show what would steer a terminal as numbers", () => {
    const webhook: WebhookReport = {
      ...{ customer: "contoso", repository: "app\u001b[2J\nclean", location: "westeurope" },
      ...{ name: "hook", status: "disabled", standing: null, ping: null },
      ...{ unread: null, cause: "somebody has disabled the webhook", remedy: "enable it" },
    };
    const webhooks = [webhook, { ...webhook, unread: "no answer" }];
    const report = {
      stack: "dev",
      customers: ["contoso"],
      webhooks,
      refusedUrls: [],
      added: [],
      isAnswering: false,
    };
    const lines = deliveriesLines(report, { colors: picocolors.createColors(false), columns: 40 });
    expect(lines.join("\n").match(/(?!\n)\p{Cc}|\nclean/u)).to.equal(null);
    expect(lines.join("\n")).to.include("app\\u001b[2J\\u000aclean");
  });
});
