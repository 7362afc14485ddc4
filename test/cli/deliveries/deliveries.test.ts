// npm run deliveries against the emulator: which webhooks it finds, and what it says where all is well or one is not there.
import { expect } from "chai";
import { wrappedText } from "../../../cli/wrapped";
import { Announced, type Asked } from "./announced";

const ANSWERED = {
  verdict: "answered",
  pushes: 1,
  lost: 0,
  answers: [{ status: 202, count: 1 }],
  status: 202,
  isForeignAddress: false,
  failingSince: null,
};

describe("npm run deliveries", () => {
  const announced = new Announced();
  const { stack } = announced;
  before(() => announced.start());
  beforeEach(() => announced.reset());
  after(() => announced.close());

  const ask = (...given: Parameters<Announced["ask"]>) => announced.askSecretly(...given);
  /** The lines below the table. */
  const below = ({ lines }: Asked) => lines.slice(1);

  it("says of each webhook what was answered, and exits with 0 when all are", async () => {
    await announced.push("app/api", "1.1.0");
    const { exitCode, lines, report } = await ask();
    expect([exitCode, `\n${lines.join("\n")}\n`]).to.deep.equal([
      0,
      `
┌──────────┬────────────┬─────────┬──────────────┬─────────────┬────────┐
│ customer │ repository │ webhook │ answer       │ since (UTC) │ lost   │
├──────────┼────────────┼─────────┼──────────────┼─────────────┼────────┤
│ contoso  │ app/api    │ enabled │ 202          │ -           │ 0 of 1 │
│ contoso  │ app/web    │ enabled │ nothing sent │ -           │ 0 of 0 │
└──────────┴────────────┴─────────┴──────────────┴─────────────┴────────┘
dev: 2 webhooks: 1 answered, 1 with nothing sent yet (--ping tries)
`,
    ]);
    const [first] = report.webhooks;
    expect(report).to.deep.equal({
      stack: "dev",
      customers: ["contoso"],
      refusedUrls: [],
      added: [],
      isAnswering: true,
      webhooks: [
        {
          customer: "contoso",
          repository: "app/api",
          location: "westeurope",
          status: "enabled",
          name: announced.nameOf("app/api"),
          standing: { ...ANSWERED, lastAnswered: first?.standing?.lastAnswered },
          ping: null,
          unread: null,
          cause: null,
          remedy: null,
        },
        {
          customer: "contoso",
          repository: "app/web",
          location: "westeurope",
          status: "enabled",
          name: announced.nameOf("app/web"),
          standing: {
            verdict: "silent",
            pushes: 0,
            lost: 0,
            answers: [],
            status: null,
            isForeignAddress: false,
            failingSince: null,
            lastAnswered: null,
          },
          ping: null,
          unread: null,
          cause: null,
          remedy: null,
        },
      ],
    });
    expect(first?.standing?.lastAnswered).to.match(/^2026-10-03T12:00:\d\d/);
  });

  it("waits thirty seconds for a ping, and says which is not noted", async () => {
    announced.disturb({ delivery: "lost" });
    const { exitCode, report, lines } = await ask({ ping: true });
    expect(exitCode).to.equal(1);
    const lost = report.webhooks.filter(({ ping }) => ping?.status === null);
    expect(lost.map(({ cause }) => cause)).to.deep.equal([
      "the answer to the ping was not noted within 30 seconds",
    ]);
    expect(lines.at(-1)).to.equal("dev: 2 webhooks: 1 answered, 1 without an answer to the ping");
    const looks = stack.azure.emulator.journal
      .entries()
      .filter(
        ({ path, operation }) =>
          operation === "Webhooks_ListEvents" && path.includes(lost[0]?.name ?? "?"),
      );
    expect(looks).to.have.length(15);
  });

  it("says which webhooks are disabled or missing, and knows one without its tags", async () => {
    const [api, web] = ["app/api", "app/web"].map((each) => announced.nameOf(each));
    await stack.azure.arm("PATCH", `webhooks/${api}`, {
      tags: {},
      properties: { status: "disabled" },
    });
    await stack.azure.arm("DELETE", `webhooks/${web}`);
    const { exitCode, lines } = await ask({}, { columns: 50 });
    expect([exitCode, wrappedText(lines.join("\n"), 50).split("\n")]).to.deep.equal([
      1,
      [
        "contoso app/api",
        "  webhook disabled, answer -",
        "contoso app/web",
        "  webhook missing, answer -",
        "contoso: app/api",
        "  somebody has disabled the webhook",
        "  do this: run `npm run rotate`, or `pulumi up`,",
        "    which enables it",
        "contoso: app/web",
        "  there is no webhook for it",
        "  do this: run `pulumi up`, which makes it, or",
        "    says why it cannot",
        "dev: 2 webhooks: 1 missing, 1 disabled by somebody",
      ],
    ]);
  });

  it("says nothing of webhooks of others, even where they announce the same", async () => {
    for (const [name, tags] of [
      ["theirs", { Owner: "another1", Customer: "contoso", Repository: "app/api" }],
      ["fabrikams", { Owner: "x7k2pd4q", Customer: "fabrikam", Repository: "app/api" }],
      ["nobodys", {}],
    ] as const) {
      await stack.azure.arm("PUT", `webhooks/${name}`, {
        location: "westeurope",
        tags,
        properties: { serviceUri: "https://localhost/", actions: ["push"], scope: "app/api:*" },
      });
    }
    const { report } = await ask();
    expect(report.webhooks.map(({ name }) => name)).to.deep.equal(
      ["app/api", "app/web"].map((each) => announced.nameOf(each)),
    );
  });

  it("does not count who is waited for, or who is suspended", async () => {
    await stack.up({ enabled: false });
    const suspended = await ask();
    expect([suspended.exitCode, below(suspended)]).to.deep.equal([
      0,
      ["dev: 2 webhooks: 2 off, as the customer is suspended"],
    ]);
    await stack.reset();
    await stack.up();
    const waiting = await ask();
    expect([waiting.exitCode, below(waiting)]).to.deep.equal([
      0,
      ["dev: 2 webhooks: 2 waiting for the callback URL"],
    ]);
    await stack.url.write("http://plain.example/");
    await stack.up();
    const refused = await ask();
    const complaint = "begins with http:, and a URL without https is readable on its way";
    expect([refused.exitCode, below(refused), refused.report.refusedUrls]).to.deep.equal([
      0,
      [
        `contoso: the callback URL in the vault is not used: it ${complaint}; put another one there with \`npm run sync-url -- contoso\``,
        "dev: 2 webhooks: 2 waiting for the callback URL",
      ],
      [{ customer: "contoso", complaint }],
    ]);
    stack.state = undefined;
    const none = await ask();
    expect([none.exitCode, none.lines]).to.deep.equal([
      0,
      ["dev: no customer has sync, so there is no webhook"],
    ]);
  });

  it("does not count an additional webhook as missing while the URL is gone or refused", async () => {
    const webhooks = Object.fromEntries(
      ["app/api", "app/new", "app/web"].map((name) => [name, ["westeurope"]]),
    );
    await stack.url.write("http://plain.example/");
    for (const change of [() => Promise.resolve(), () => stack.url.delete()]) {
      await change();
      await stack.up({ webhooks });
      const { exitCode, report } = await ask();
      expect([exitCode, report.webhooks.map(({ status }) => status)]).to.deep.equal([
        0,
        ["enabled", "waiting", "enabled"],
      ]);
    }
  });

  it("asks about the customers that are named, and refuses others", async () => {
    announced.others = ["adatum"];
    expect((await ask({ customers: ["contoso"] })).report.customers).to.deep.equal(["contoso"]);
    const both = await ask();
    expect(both.report.customers).to.deep.equal(["adatum", "contoso"]);
    expect(
      both.report.webhooks.map(({ customer, status }) => `${customer} ${status}`),
    ).to.deep.equal(["adatum waiting", "adatum waiting", "contoso enabled", "contoso enabled"]);
    const refused = async (...customers: string[]) => {
      const thrown = await ask({ customers }).catch((error: Error & { remedy?: string }) => error);
      return thrown instanceof Error ? [thrown.message, thrown.remedy] : [];
    };
    expect(await refused("contoso", "fabrikam")).to.deep.equal([
      "stack dev has no sync of fabrikam",
      "add sync to the customer's entry, and run `pulumi up`, which hands over the header",
    ]);
    expect(await refused("contosso")).to.deep.equal([
      'stack dev has no customer "contosso"',
      "did you mean contoso?",
    ]);
    expect(await refused("nobody")).to.deep.equal([
      'stack dev has no customer "nobody"',
      "its customers: contoso, fabrikam",
    ]);
    expect(await refused("https://example/?sig=S3cret")).to.deep.equal([
      "stack dev has no such customer",
      "its customers: contoso, fabrikam",
    ]);
  });
});
