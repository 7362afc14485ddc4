// The log joined with the file: who was seen, who is refused, what was never pulled, and what the logs cannot tell.

import { expect } from "chai";
import type { LogEvent } from "../../../cli/usage/logEvent";
import { type CustomerUsage, Usage } from "../../../cli/usage/usage";
import { loadCustomers } from "../../../customers/load";
import { FILE, TODAY } from "./customersFile";

const event = (day: string, identity: string, change: Partial<LogEvent> = {}): LogEvent => ({
  kind: "login",
  at: Date.parse(`${day}T12:00:00Z`),
  identity,
  operation: "Login",
  isAllowed: true,
  ...change,
});
const pull = (day: string, identity: string, repository: string): LogEvent =>
  event(day, identity, { kind: "repository", operation: "Pull", repository });

function reported(events: readonly LogEvent[], newest?: Record<string, string>) {
  const usage = new Usage();
  for (const each of events) usage.add(each);
  const loaded = loadCustomers(Buffer.from(FILE), { file: "customers.yaml" });
  if (!loaded.ok) throw new Error("the file of this test has a problem");
  return usage.report(loaded.file.customers, TODAY, newest && new Map(Object.entries(newest)));
}

const of = (id: string, events: readonly LogEvent[], newest?: Record<string, string>) =>
  reported(events, newest).customers.find((each) => each.id === id) as CustomerUsage;

describe("the usage of a registry", () => {
  it("is told of a customer by the last of each kind, in whatever order the events come", () => {
    const events = [
      pull("2026-05-03", "Contoso-Pull", "app/api"),
      event("2026-05-04", "contoso-pull", { address: "203.0.113.9" }),
      event("2026-05-03", "contoso-pull", { address: "203.0.113.8", userAgent: "docker/24.0.5" }),
      pull("2026-05-02", "contoso-pull", "base/node"),
      event("2026-05-01", "contoso-pull", { isAllowed: false }),
      event("2026-05-05", "contoso-pull", {
        kind: "repository",
        operation: "Push",
        isAllowed: false,
      }),
    ];
    expect(of("contoso", events, { contoso: "2026-05-04T09:00:00.123Z" })).to.deep.equal({
      id: "contoso",
      tokenName: "contoso-pull",
      isOpen: true,
      lastSeen: "2026-05-04",
      lastLogin: "2026-05-04",
      lastPull: "2026-05-03",
      pulls: 2,
      refusedSince: "2026-05-05",
      lastFrom: { address: "203.0.113.9", userAgent: null },
      neverPulled: ["app/web"],
      newestPassword: "2026-05-04",
      isSeenSince: true,
    });
  });

  it("is told of a customer whom the logs do not name", () => {
    expect(of("fabrikam", [event("2026-05-04", "contoso-pull")])).to.deep.equal({
      id: "fabrikam",
      tokenName: "FabrikamToken",
      isOpen: true,
      lastSeen: null,
      lastLogin: null,
      lastPull: null,
      pulls: 0,
      refusedSince: null,
      lastFrom: null,
      neverPulled: ["app/api"],
      newestPassword: null,
      isSeenSince: null,
    });
  });

  it("counts a refusal only until something works", () => {
    const refused = event("2026-05-04", "contoso-pull", { isAllowed: false });
    const before = of("contoso", [refused, event("2026-05-03", "contoso-pull")]);
    const after = of("contoso", [refused, event("2026-05-05", "contoso-pull")]);
    expect([before.refusedSince, after.refusedSince]).to.deep.equal(["2026-05-04", null]);
  });

  it("knows who has access today", () => {
    const open = reported([]).customers.filter(({ isOpen }) => isOpen);
    expect(open.map(({ id }) => id)).to.deep.equal(["contoso", "fabrikam", "northwind"]);
  });

  const since: [name: string, days: [day: string, identity: string][], is: boolean | null][] = [
    ["seen on the moment", [["2026-05-10", "contoso-pull"]], true],
    [
      "seen only before",
      [
        ["2026-05-09", "contoso-pull"],
        ["2026-05-11", "others"],
      ],
      false,
    ],
    [
      "not seen, in logs that go back far enough",
      [
        ["2026-05-10", "others"],
        ["2026-05-11", "others"],
      ],
      false,
    ],
    ["not seen, in logs that begin later", [["2026-05-11", "others"]], null],
    ["seen before, in logs that end before", [["2026-05-09", "contoso-pull"]], null],
  ];
  for (const [name, days, is] of since) {
    it(`says of the newest password of who was ${name}: ${is}`, () => {
      const events = days.map(([day, identity]) => event(day, identity));
      const newest = { contoso: "2026-05-10T12:00:00.000Z" };
      expect(of("contoso", events, newest).isSeenSince).to.equal(is);
    });
  }

  it("names who is no token of the file, the last seen first, and counts who is nobody", () => {
    const report = reported([
      event("2026-05-01", "Admin", { address: "203.0.113.8", userAgent: "docker/24.0.5" }),
      event("2026-05-03", "8f0c6a5e"),
      event("2026-05-02", "admin", { isAllowed: false }),
      event("2026-05-04", "", { isAllowed: false }),
    ]);
    expect(report).to.deep.include({ from: "2026-05-01", to: "2026-05-04", events: 4, unnamed: 1 });
    expect(report.unknown).to.deep.equal([
      { identity: "8f0c6a5e", events: 1, lastSeen: "2026-05-03", lastFrom: null },
      {
        identity: "Admin",
        events: 2,
        lastSeen: "2026-05-02",
        lastFrom: { address: "203.0.113.8", userAgent: "docker/24.0.5" },
      },
    ]);
  });
});
