// npm run deliveries over HTTPS against the emulator: what it says of each bad answer, and that no secret is ever said.
import { expect } from "chai";
import { wrappedText } from "../../../cli/wrapped";
import { Receiver } from "../../emulator/webhooks/receiver";
import { Announced, type Asked } from "./announced";

const LOST =
  "An event is sent once. The customer's catch-up finds what was lost in the last 24 hours, and `npm run sync` on their side all of it.";

describe("npm run deliveries, of bad answers", () => {
  const announced = new Announced();
  const { stack } = announced;
  const receiver = new Receiver();
  before(async () => {
    await announced.start();
    await receiver.start(stack.azure);
  });
  beforeEach(() => announced.reset());
  after(async () => {
    await receiver.close();
    await announced.close();
  });
  const ask = (...given: Parameters<Announced["ask"]>) => announced.askSecretly(...given);
  const later = (minutes: number) => stack.azure.emulator.clock.advanceSeconds(minutes * 60);
  /** The lines below the table. */
  const below = ({ lines }: Asked) => lines.slice(1);

  it("says 401 since the key of the URL was regenerated, and that a ping is answered after the mend", async () => {
    await announced.push("app/api", "1.1.0");
    await announced.workflows.arm("POST", "events/regenerateAccessKey", { keyType: "Primary" });
    later(30);
    await announced.push("app/api", "1.2.0");
    later(20);
    await announced.push("app/api", "1.3.0");
    const found = await ask({}, { columns: 80 });
    expect([found.exitCode, `\n${wrappedText(found.lines.join("\n"), 80)}\n`]).to.deep.equal([
      1,
      `
┌──────────┬────────────┬─────────┬──────────────┬──────────────────┬────────┐
│ customer │ repository │ webhook │ answer       │ since (UTC)      │ lost   │
├──────────┼────────────┼─────────┼──────────────┼──────────────────┼────────┤
│ contoso  │ app/api    │ enabled │ 401          │ 2026-10-03 12:30 │ 2 of 3 │
│ contoso  │ app/web    │ enabled │ nothing sent │ -                │ 0 of 0 │
└──────────┴────────────┴─────────┴──────────────┴──────────────────┴────────┘
contoso: 401 app/api
  since 2026-10-03 12:30 UTC; last answered well at 2026-10-03 12:00 UTC
  the signature in the callback URL is not accepted, usually because its key was
    regenerated; a receiver of another kind may refuse the header
  do this: ask contoso for the present callback URL, put it into the vault with
    \`npm run sync-url -- contoso\`, and run \`pulumi up\`
An event is sent once. The customer's catch-up finds what was lost in the last
  24 hours, and \`npm run sync\` on their side all of it.
dev: 2 webhooks: 1 not answered well, 1 with nothing sent yet (--ping tries)
`,
    ]);
    const { body } = await announced.workflows.arm("POST", "events/listCallbackUrl");
    await stack.url.write((body as { value: string }).value, { Customer: "contoso" });
    await stack.up();
    const mended = await ask({ ping: true });
    expect(mended.exitCode).to.equal(0);
    expect(mended.report.webhooks.map(({ ping, cause }) => [ping, cause])).to.deep.equal([
      [{ status: 202 }, null],
      [{ status: 202 }, null],
    ]);
    expect(below(mended)).to.deep.equal([LOST, "dev: 2 webhooks: 2 answered"]);
  });

  for (const [what, disturb, title, cause] of [
    [
      "401 for an address that is not let in",
      () =>
        announced.workflows.deploy("events", {
          accessControl: { triggers: { allowedCallerIpAddresses: [] } },
        }),
      "contoso: 401 app/api",
      "the workflow does not let in the registry's address (allowedCallers)",
    ],
    [
      "403 of a receiver",
      () => announced.disturb({ status: 403 }),
      "contoso: 403 app/api",
      "the workflow does not let in the registry's address (allowedCallers)",
    ],
    [
      "404 of a workflow that was deleted",
      () => announced.workflows.arm("DELETE", "events"),
      "contoso: 404 app/api",
      "the workflow is not there: it was deleted, or made again with another URL",
    ],
    [
      "400 of a workflow that is disabled",
      () => announced.workflows.arm("POST", "events/disable"),
      "contoso: 400 app/api",
      "the workflow does not take the event: it is disabled, or expects another body",
    ],
    [
      "429",
      () => announced.disturb({ status: 429 }),
      "contoso: 429 app/api",
      "the workflow is throttled: too many runs wait, or its plan allows no more calls",
    ],
    [
      "503 of a connection that breaks",
      () => announced.disturb({ reset: true }),
      "contoso: 503 app/api",
      "the address could not be reached, or what is there is out of order",
    ],
    [
      "500",
      () => announced.disturb({ status: 500 }),
      "contoso: 500 app/api",
      "the receiver failed",
    ],
    [
      "302",
      () => announced.disturb({ status: 302 }),
      "contoso: 302 app/api",
      "the address sends elsewhere, and a webhook does not follow",
    ],
    [
      "418",
      () => announced.disturb({ status: 418 }),
      "contoso: 418 app/api",
      "the receiver refuses the event",
    ],
  ] as const) {
    it(`explains ${what}`, async () => {
      await disturb();
      await announced.push("app/api", "1.1.0");
      const found = await ask();
      const [first, since, why, remedy, ...rest] = below(found);
      expect([found.exitCode, first, since, why]).to.deep.equal([
        1,
        title,
        "  since 2026-10-03 12:00 UTC or longer; none of the events that are kept was answered well",
        `  ${cause}`,
      ]);
      expect(remedy).to.match(/^ {2}do this: ask contoso /);
      expect(rest).to.deep.equal([
        LOST,
        "dev: 2 webhooks: 1 not answered well, 1 with nothing sent yet (--ping tries)",
      ]);
    });
  }

  it("explains 504 of a receiver that is too slow, which a ping that is answered does not undo", async () => {
    await stack.url.write(`${receiver.url}?sig=${announced.secrets[0]}`, { Customer: "contoso" });
    await stack.up();
    receiver.answer = { status: 200, isSilent: true };
    stack.azure.emulator.behaviours.webhookTimeoutSeconds = 0.1;
    await announced.push("app/api", "1.1.0");
    receiver.forget();
    stack.azure.emulator.behaviours.webhookTimeoutSeconds = 5;
    later(30);
    const found = await ask({ ping: true });
    expect([found.exitCode, below(found)]).to.deep.equal([
      1,
      [
        "contoso: 504 app/api",
        "  since 2026-10-03 12:00 UTC or longer; none of the events that are kept was answered well",
        "  no answer came within the five seconds that a webhook waits; the ping was answered 200, which does not prove that a push is: its next one shows that",
        "  do this: ask contoso to answer before anything is imported, as a workflow without a Response action does; if theirs does, the event was lost on its way: wait for the next push",
        LOST,
        "dev: 2 webhooks: 1 answered, 1 not answered well",
      ],
    ]);
    expect(found.report.webhooks.map(({ ping }) => ping)).to.deep.equal([
      { status: 200 },
      { status: 200 },
    ]);
  });
});
