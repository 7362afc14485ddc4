// The end of the rotation story: what it says, what it hands to programs, and when it is not fine.
import { expect } from "chai";
import picocolors from "picocolors";
import type { HandedOut } from "../../../cli/story/rotation/handedOut";
import { isFine, reportData, reportLines, type Seen } from "../../../cli/story/rotation/report";
import type { Life } from "../../../cli/story/rotation/world";

describe("the report of the rotation story", () => {
  const PASSWORD: HandedOut = {
    customerId: "contoso",
    slot: "password1",
    generation: 1,
    issuedOn: "2027-01-01",
    announcedEnd: "2027-01-31",
    value: "a value that must not be shown",
    marks: ["used", "used"],
  };
  const life = (changes: Partial<Life> = {}): Life => ({
    entries: [],
    secrets: {},
    held: new Map(),
    passwords: [PASSWORD],
    happenings: [
      { day: 2, customerId: "contoso", by: "engine", text: "a day later" },
      { day: 1, customerId: "fabrikam", by: "engine", text: "of the second customer" },
      { day: 1, customerId: "contoso", by: "engine", text: "of the first" },
      { day: 1, customerId: "contoso", by: "engine", text: "and once more of the first" },
    ],
    logins: { accepted: 2, refused: 1, wronglyAccepted: 0, wronglyRefused: 0 },
    runs: { all: 3, changing: 1 },
    ...changes,
  });
  const TOKEN = "/subscriptions/1/registries/vendorimages/tokens/contoso-pull";
  const generate = { host: "arm", method: "POST", path: "/registries/r/generateCredentials" };
  const journal = [
    { host: "login", method: "POST", path: "/tenant/oauth2/v2.0/token" },
    { host: "arm", method: "PUT", path: TOKEN },
    generate,
    { host: "registry:vendorimages", method: "GET", path: "/oauth2/token" },
  ];
  const seen = (changes: Partial<Seen> = {}): Seen => ({
    days: 2,
    life: life(),
    journal,
    keptPasswords: 0,
    ...changes,
  });
  const colors = picocolors.createColors(false);

  it("is not fine when a login ended as it must not, or a password was made without need", () => {
    const { logins } = life();
    const logged = (changes: Partial<Life["logins"]>) =>
      seen({ life: life({ logins: { ...logins, ...changes } }) });
    const cases = {
      asItMust: seen(),
      refused: logged({ wronglyRefused: 1 }),
      accepted: logged({ wronglyAccepted: 1 }),
      issuedTwice: seen({ journal: [...journal, generate] }),
      writtenAgain: seen({ journal: [...journal, { host: "arm", method: "PUT", path: TOKEN }] }),
      kept: seen({ keptPasswords: 1 }),
    };
    const found = Object.fromEntries(
      Object.entries(cases).map(([name, each]) => [name, isFine(each)]),
    );
    expect(found).to.deep.equal({
      asItMust: true,
      refused: false,
      accepted: false,
      issuedTwice: false,
      writtenAgain: false,
      kept: false,
    });
  });

  it("tells what happened by day and customer, and the sums", () => {
    const lines = reportLines(seen(), { colors });
    expect(lines.slice(lines.findIndex((line) => line.startsWith("day 1")))).to.deep.equal([
      "day 1  2027-01-01  contoso   of the first",
      "day 1  2027-01-01  contoso   and once more of the first",
      "day 1  2027-01-01  fabrikam  of the second customer",
      "day 2  2027-01-02  contoso   a day later",
      "",
      "Logins: 3 tried, 2 accepted, 1 refused as they must be.",
      "Refused unexpectedly: 0. Accepted unexpectedly: 0.",
      "Passwords issued: 1. Tokens written again by PUT: 0.",
      "Runs of pulumi up: 3, of which 1 changed something.",
      "Requests to Azure Resource Manager: 2.",
      "passwords in state and history: 0",
    ]);
  });

  it("wraps what happened to the width of a terminal, and nothing elsewhere", () => {
    const text =
      "rotation due since 2027-01-17: a new password in password2, which works until 2027-02-16";
    const given = seen({
      life: life({ happenings: [{ day: 17, customerId: "contoso", by: "engine", text }] }),
    });
    const told = (columns?: number) =>
      reportLines(given, { colors, ...(columns === undefined ? {} : { columns }) }).filter((line) =>
        /rotation due|works until/.test(line),
      );
    expect(told(80)).to.deep.equal([
      "day 17  2027-01-17  contoso  rotation due since 2027-01-17: a new password in",
      "                             password2, which works until 2027-02-16",
    ]);
    expect(told()).to.deep.equal([`day 17  2027-01-17  contoso  ${text}`]);
  });

  it("hands everything but the passwords' values to programs", () => {
    const data = reportData(seen());
    expect(JSON.stringify(data)).to.not.include(PASSWORD.value);
    const { value: _, ...password } = PASSWORD;
    expect(data).to.deep.equal({
      firstDay: "2027-01-01",
      days: 2,
      fine: true,
      passwords: [password],
      happenings: [
        { day: 1, date: "2027-01-01", customerId: "contoso", by: "engine", text: "of the first" },
        {
          day: 1,
          date: "2027-01-01",
          customerId: "contoso",
          by: "engine",
          text: "and once more of the first",
        },
        {
          day: 1,
          date: "2027-01-01",
          customerId: "fabrikam",
          by: "engine",
          text: "of the second customer",
        },
        { day: 2, date: "2027-01-02", customerId: "contoso", by: "engine", text: "a day later" },
      ],
      logins: { tried: 3, accepted: 2, refused: 1, wronglyAccepted: 0, wronglyRefused: 0 },
      runs: { all: 3, changing: 1 },
      keptPasswords: 0,
      azure: { requests: 2, generated: 1, createdTokens: 1, rewrittenTokens: 0 },
    });
  });
});
