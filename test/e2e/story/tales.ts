// What the rotation story prints of twenty and of thirty-two days, without the counts that differ between runs.

/** What is expected of the story. */
export interface Tale {
  days: number;
  /** From the line with the days on. */
  chart: readonly string[];
  logins: object;
  runs: object;
  /** Without the requests. */
  azure: object;
  /** What was edited, and what customers saw of it. */
  told: readonly string[];
  /** What the engine gives as a reason, once. */
  reasons: readonly [day: number, customerId: string, says: RegExp][];
}

/** Two passwords fall due, one is revoked and one is suspended: enough for each run of the tests. */
export const TWENTY_DAYS: Tale = {
  days: 20,
  chart: [
    "              day 1         11",
    "contoso: lifetimeDays 30; changes over on the day the new password appears",
    "  password1 gen 1 ████████████████░░░░  2027-01-01 to 2027-01-31  used day 1-16",
    "  password2 gen 1                 ████  2027-01-17 to 2027-02-16  used day 17-20",
    "fabrikam: lifetimeDays 30; changes over on the last day of the old password",
    "  password1 gen 1 ████████████████████  2027-01-01 to 2027-01-31  used day 1-20",
    "  password2 gen 1                    ░  2027-01-20 to 2027-02-19  not used",
    "northwind: rotation manual: a password without an end, whose age is reported",
    "  password1 gen 1 ████████████████████  2027-01-01, no end        used day 1-20",
    "adventure-works: lifetimeDays 90; the password leaks and is revoked on day 12",
    "  password1 gen 1 ███████████·········  2027-01-01 to 2027-01-12  used day 1-11, revoked",
    "  password2 gen 2            █████████  2027-01-12 to 2027-04-12  used day 12-20",
    "tailspin: lifetimeDays 90; suspended from day 15 to 21",
    "  password1 gen 1 ██████████████──────  2027-01-01 to 2027-04-01  used day 1-14",
    "wingtip: accessUntil 2027-01-31, the last day of access",
    "  password1 gen 1 ████████████████████  2027-01-01 to 2027-02-01  used day 1-20",
    "",
    "█ in use  ░ works, not in use  ─ suspended  · ended  ! wrong  column: 1 day",
  ],
  logins: { tried: 134, accepted: 119, refused: 15, wronglyAccepted: 0, wronglyRefused: 0 },
  runs: { all: 5, changing: 5 },
  azure: { generated: 9, createdTokens: 6, rewrittenTokens: 0 },
  told: [
    "12 adventure-works: customers.yaml: generation 2, revokeBefore 2, because the password leaked",
    "12 adventure-works: changes over to password2",
    "12 adventure-works: password1 is refused: revoked",
    "15 tailspin: customers.yaml: state suspended",
    "15 tailspin: password1 is refused: suspended",
    "17 contoso: changes over to password2",
  ],
  reasons: [
    [12, "adventure-works", /^generation 1 to 2: .*password2.* until 2027-04-12/],
    [15, "tailspin", /^the token is disabled/],
    [17, "contoso", /^rotation due since 2027-01-17: .*password2.* until 2027-02-16/],
    [17, "contoso", /password1 .*until 2027-01-31/],
    [20, "fabrikam", /^rotation due since 2027-01-20: .*password2.* until 2027-02-19/],
  ],
};

/** The first passwords end, too, and a customer is let in again. */
export const THIRTY_TWO_DAYS: Tale = {
  days: 32,
  chart: [
    "              day 1         11        21        31",
    "contoso: lifetimeDays 30; changes over on the day the new password appears",
    "  password1 gen 1 ████████████████░░░░░░░░░░░░░░··  2027-01-01 to 2027-01-31  used day 1-16",
    "  password2 gen 1                 ████████████████  2027-01-17 to 2027-02-16  used day 17-32",
    "fabrikam: lifetimeDays 30; changes over on the last day of the old password",
    "  password1 gen 1 ██████████████████████████████··  2027-01-01 to 2027-01-31  used day 1-30",
    "  password2 gen 1                    ░░░░░░░░░░░██  2027-01-20 to 2027-02-19  used day 31-32",
    "northwind: rotation manual: a password without an end, whose age is reported",
    "  password1 gen 1 ████████████████████████████████  2027-01-01, no end        used day 1-32",
    "adventure-works: lifetimeDays 90; the password leaks and is revoked on day 12",
    "  password1 gen 1 ███████████·····················  2027-01-01 to 2027-01-12  used day 1-11, revoked",
    "  password2 gen 2            █████████████████████  2027-01-12 to 2027-04-12  used day 12-32",
    "tailspin: lifetimeDays 90; suspended from day 15 to 21",
    "  password1 gen 1 ██████████████───────███████████  2027-01-01 to 2027-04-01  used day 1-14, 22-32",
    "wingtip: accessUntil 2027-01-31, the last day of access",
    "  password1 gen 1 ███████████████████████████████·  2027-01-01 to 2027-02-01  used day 1-31",
    "",
    "█ in use  ░ works, not in use  ─ suspended  · ended  ! wrong  column: 1 day",
  ],
  logins: { tried: 242, accepted: 209, refused: 33, wronglyAccepted: 0, wronglyRefused: 0 },
  runs: { all: 7, changing: 6 },
  azure: { generated: 9, createdTokens: 6, rewrittenTokens: 0 },
  told: [
    ...TWENTY_DAYS.told,
    "22 tailspin: customers.yaml: state active again",
    "22 tailspin: logs in again, with the same password1",
    "30 fabrikam: changes over to password2, in the evening of the last day of password1",
    "31 fabrikam: password1 is refused: it ended on 2027-01-31, by the registry itself, without a run",
    "32 wingtip: password1 is refused: it ended on 2027-02-01, by the registry itself, without a run",
  ],
  reasons: [...TWENTY_DAYS.reasons, [22, "tailspin", /^the token is enabled/]],
};
