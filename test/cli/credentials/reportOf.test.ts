// The report about a customer's passwords: everything once, then the days on which it changes.

import { expect } from "chai";
import type { CustomerReport } from "../../../cli/credentials/customerReport";
import { needsSomebody, reportOf } from "../../../cli/credentials/reportOf";
import { deployed, slot, TODAY } from "./customers";

describe("the report on a customer's passwords", () => {
  it("says which password is current, which is the one before, and who is locked out when", () => {
    const expected: CustomerReport = {
      id: "contoso",
      state: "active",
      accessUntil: null,
      username: "contoso-pull",
      secretName: "contoso-registry-x7k2pd4q",
      rotation: "automatic",
      rotatesOn: "2027-02-04",
      current: {
        slot: "password2",
        generation: 1,
        issuedOn: "2026-12-08",
        ageDays: 17,
        worksUntil: "2027-03-08",
        works: true,
      },
      previous: {
        slot: "password1",
        generation: 1,
        issuedOn: "2026-09-09",
        ageDays: 107,
        worksUntil: "2027-01-06",
        works: true,
      },
      waitingSince: "2026-12-08",
      lockedOutOn: "2027-01-06",
      lockedOutInDays: 12,
      problems: [],
      losses: [],
    };
    expect(reportOf(deployed(), TODAY)).to.deep.equal(expected);
  });

  it("says of a customer whom no run has finished only what is there", () => {
    const { credentials: _, state: __, secretName: ___, ...bare } = deployed();
    expect(reportOf({ ...bare, pending: ["contoso-token"] }, TODAY)).to.deep.equal({
      id: "contoso",
      state: "unfinished",
      accessUntil: null,
      username: null,
      secretName: null,
      rotation: "automatic",
      rotatesOn: null,
      current: null,
      previous: null,
      waitingSince: null,
      lockedOutOn: null,
      lockedOutInDays: null,
      problems: [
        {
          kind: "interrupted",
          message: "a killed run left contoso-token half done: `npm run recover` shows what to do",
        },
      ],
      losses: [],
    });
  });

  const waiting = ({ waitingSince, lockedOutOn, lockedOutInDays, previous }: CustomerReport) => ({
    waitingSince,
    lockedOutOn,
    lockedOutInDays,
    works: previous?.works,
  });

  it("has a new password waiting up to and with the last day of the one before", () => {
    expect(waiting(reportOf(deployed(), "2027-01-05"))).to.deep.equal({
      waitingSince: "2026-12-08",
      lockedOutOn: "2027-01-06",
      lockedOutInDays: 1,
      works: true,
    });
  });

  it("has none waiting from the day on which the one before has ended", () => {
    expect(waiting(reportOf(deployed(), "2027-01-06"))).to.deep.equal({
      waitingSince: null,
      lockedOutOn: null,
      lockedOutInDays: null,
      works: false,
    });
  });

  it("has none waiting while the token is disabled, since no password works", () => {
    const suspended = deployed({ state: "suspended" }, { enabled: false });
    const { state, rotatesOn, current, ...rest } = reportOf(suspended, TODAY);
    expect({ state, rotatesOn, currentWorks: current?.works }).to.deep.equal({
      state: "suspended",
      rotatesOn: null,
      currentWorks: false,
    });
    expect(waiting(rest as CustomerReport)).to.deep.equal({
      waitingSince: null,
      lockedOutOn: null,
      lockedOutInDays: null,
      works: false,
    });
  });

  const ends: { what: string; expiresOn?: string; endsOn?: string; worksUntil: string | null }[] = [
    { what: "its own end", expiresOn: "2027-01-06", worksUntil: "2027-01-06" },
    { what: "the announced end", endsOn: "2027-01-20", worksUntil: "2027-01-20" },
    {
      what: "the announced end where that comes first",
      expiresOn: "2027-02-20",
      endsOn: "2027-01-20",
      worksUntil: "2027-01-20",
    },
    {
      what: "its own end where that comes first",
      expiresOn: "2027-01-06",
      endsOn: "2027-01-20",
      worksUntil: "2027-01-06",
    },
    { what: "no end", worksUntil: null },
  ];
  for (const { what, worksUntil, ...given } of ends) {
    it(`lets the password before work until ${what}`, () => {
      const slots = [
        slot("password1", "2026-09-09", given),
        slot("password2", "2026-12-08", { expiresOn: "2027-03-08" }),
      ];
      const report = reportOf(deployed({}, { slots }), TODAY);
      expect({
        works: report.previous?.works,
        until: report.previous?.worksUntil,
        lockedOutOn: report.lockedOutOn,
        waitingSince: report.waitingSince,
      }).to.deep.equal({
        works: true,
        until: worksUntil,
        lockedOutOn: worksUntil,
        waitingSince: "2026-12-08",
      });
    });
  }

  it("knows no password before when there was only one", () => {
    const slots = [slot("password2", "2026-12-08", { expiresOn: "2027-03-08" })];
    const { previous, waitingSince } = reportOf(deployed({}, { slots }), TODAY);
    expect({ previous, waitingSince }).to.deep.equal({ previous: null, waitingSince: null });
  });

  it("leaves out a password that was revoked, and shows one whose revocation is not finished", () => {
    const slots = [
      slot("password1", "2026-09-09", { expiresOn: "2027-01-06" }),
      slot("password2", "2026-12-08", { expiresOn: "2027-03-08", generation: 2 }),
    ];
    const revoked = deployed({ revokedBefore: 2 }, { slots, revokeBefore: 2 });
    expect(reportOf(revoked, TODAY).previous).to.equal(null);
    const unfinished = reportOf({ ...revoked, revokedBefore: 1 }, TODAY);
    expect(unfinished.previous?.works).to.equal(true);
    expect(unfinished.problems.map(({ kind }) => kind)).to.deep.equal(["not-revoked"]);
  });

  it("keeps a password from before this project, which counts as generation 0, where nothing is revoked", () => {
    const slots = [
      slot("password1", "2026-01-01", { endsOn: "2027-01-20", generation: 0 }),
      slot("password2", "2026-12-08", { expiresOn: "2027-03-08" }),
    ];
    expect(reportOf(deployed({}, { slots }), TODAY).previous?.generation).to.equal(0);
  });

  it("calls a customer ended from the day after the last day of access", () => {
    const customer = deployed({ accessUntil: TODAY });
    expect(reportOf(customer, TODAY).state).to.equal("active");
    expect(reportOf(customer, "2026-12-26").state).to.equal("ended");
  });

  it("reports a loss of the current password as a problem, which a run corrects", () => {
    const drift = { password2: "password2 was removed outside Pulumi" };
    const { losses, problems } = reportOf(deployed({}, { slots: [], drift }), TODAY);
    expect({ losses, kinds: problems.map(({ kind }) => kind) }).to.deep.equal({
      losses: [],
      kinds: ["drift"],
    });
  });

  it("reports a loss of the previous password, which cannot be undone", () => {
    const drift = { password1: "password1 was removed outside Pulumi" };
    const slots = [slot("password2", "2026-12-08", { expiresOn: "2027-03-08" })];
    const { losses, problems } = reportOf(deployed({}, { slots, drift }), TODAY);
    expect({ losses, problems }).to.deep.equal({
      losses: ["password1 was removed outside Pulumi"],
      problems: [],
    });
  });
});

describe("who needs attention", () => {
  const needs = (report: CustomerReport, withinDays: number) =>
    needsSomebody(report, TODAY, withinDays);

  it("is whose password before ends within the days, and nobody a day earlier", () => {
    const report = reportOf(deployed(), TODAY);
    expect([needs(report, 11), needs(report, 12)]).to.deep.equal([false, true]);
  });

  it("is whose current password ends and has no successor", () => {
    const change = {
      slots: [slot("password2", "2026-12-08", { expiresOn: "2027-01-01" })],
      expiresAt: "2027-01-01T00:00:00Z",
      notAfter: "2027-01-01",
    };
    const ending = reportOf(deployed({}, change), TODAY);
    expect([needs(ending, 6), needs(ending, 7)]).to.deep.equal([false, true]);
  });

  it("is not whose current password is followed by the next in time", () => {
    const slots = [slot("password2", "2026-12-23", { expiresOn: "2026-12-30" })];
    const settings = { lifetimeDays: 7, rotateBeforeDays: 2 };
    const change = { slots, expiresAt: "2026-12-30T00:00:00Z", ...settings };
    expect(needs(reportOf(deployed({}, change), TODAY), 7)).to.equal(false);
  });

  it("is not whose password ends by itself while nobody may log in", () => {
    const report = reportOf(deployed({ state: "suspended" }, { enabled: false }), TODAY);
    expect(needs(report, 3650)).to.equal(false);
  });

  it("is with whom something is wrong, or who lost a password", () => {
    const gone = reportOf(deployed({}, { slots: [] }), TODAY);
    expect(needs(gone, 0)).to.equal(true);
    const drift = { password1: "password1 was removed outside Pulumi" };
    expect(
      needs(
        reportOf(
          deployed({}, { drift, slots: deployed().credentials?.slots.slice(1) ?? [] }),
          TODAY,
        ),
        0,
      ),
    ).to.equal(true);
  });
});
