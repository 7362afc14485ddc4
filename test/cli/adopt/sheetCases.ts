// What the rows of a spreadsheet, and the customers of the file, change in the drafts.

import { readSheet } from "../../../cli/adopt/readSheet";
import type { DraftCase } from "./draftCases";
import { found, scopeMap, token } from "./foundTokens";

/** A spreadsheet as it is read. */
export const sheet = (text: string) => readSheet(Buffer.from(text), "customers.csv");
const API = { repositories: ["app/api"] };

/** A customer of the file. */
export const CUSTOMER = {
  id: "contoso",
  tokenName: "Contoso-Pull",
  repositories: ["app/api"],
  actions: ["content/read"],
  state: "active",
  credential: {
    lifetimeDays: 90,
    rotateBeforeDays: 30,
    rotation: "automatic",
    generation: 1,
    revokeBefore: 1,
  },
} as const;

/** All of them. */
export const SHEET_CASES: readonly DraftCase[] = [
  {
    name: "gives each customer of one token a token of their own, and others the names of the sheet",
    input: found(
      [token("shared"), token("plain"), token("alone")],
      [scopeMap("shared"), scopeMap("plain"), scopeMap("alone")],
      {
        sheet: sheet(
          "token,id,name,contact,end\nshared,,Contoso Ltd,,\nSHARED,fabrikam,Fabrikam,it@fabrikam.example,\nplain,,Plain,,2027-06-30\n",
        ),
      },
    ),
    expected: {
      alone: {
        alone: { ...API, tokenName: "alone", adopt: ["token", "scopeMap"] },
        notes: ["no row of the spreadsheet names it"],
      },
      plain: {
        plain: {
          displayName: "Plain",
          ...API,
          accessUntil: "2027-06-30",
          tokenName: "plain",
          adopt: ["token", "scopeMap"],
        },
        notes: ["the last day is new to Azure: a plan shows it as a loss, to be acknowledged"],
      },
      shared: {
        "contoso-ltd": { displayName: "Contoso Ltd", ...API },
        fabrikam: { displayName: "Fabrikam", contact: "it@fabrikam.example", ...API },
        problems: [
          "2 customers use this one token, and nobody can tell their passwords apart; take these entries, which give each a token of its own, let each log in with that, and delete shared when `npm run usage` no longer shows it",
        ],
      },
    },
  },
  {
    name: "gives no new token the name of one that exists",
    input: found(
      [token("contoso-pull"), token("Contoso-Pull-2")],
      [scopeMap("contoso-pull"), scopeMap("Contoso-Pull-2")],
      {
        sheet: sheet(
          "token,id\ncontoso-pull,contoso\ncontoso-pull,fabrikam\nContoso-Pull-2,other\n",
        ),
      },
    ),
    expected: {
      "Contoso-Pull-2": {
        other: { ...API, tokenName: "Contoso-Pull-2", adopt: ["token", "scopeMap"] },
      },
      "contoso-pull": {
        contoso: { ...API, tokenName: "contoso-pull-3" },
        fabrikam: API,
        problems: [
          "2 customers use this one token, and nobody can tell their passwords apart; take these entries, which give each a token of its own, let each log in with that, and delete contoso-pull when `npm run usage` no longer shows it",
        ],
      },
    },
  },
  {
    name: "ends no access because of a day that is over",
    input: found([token("overdue")], [scopeMap("overdue")], {
      sheet: sheet("token,end\noverdue,2026-05-03\n"),
    }),
    expected: {
      overdue: {
        overdue: {
          ...API,
          accessUntil: "2026-05-03",
          tokenName: "overdue",
          adopt: ["token", "scopeMap"],
        },
        problems: [
          "its last day in row 2 was 2026-05-03, and the token is still there; take the entry, which ends the access, or correct the day",
        ],
      },
    },
  },
  {
    name: "counts the last day in full",
    input: found([token("today-is-the-last")], [scopeMap("today-is-the-last")], {
      sheet: sheet("token,id,end\ntoday-is-the-last,zava,2026-05-04\n"),
    }),
    expected: {
      "today-is-the-last": {
        zava: {
          ...API,
          accessUntil: "2026-05-04",
          tokenName: "today-is-the-last",
          adopt: ["token", "scopeMap"],
        },
        notes: ["the last day is new to Azure: a plan shows it as a loss, to be acknowledged"],
      },
    },
  },
  {
    name: "proposes no id twice",
    input: found(
      [token("contoso-pull"), token("contoso-token")],
      [scopeMap("contoso-pull"), scopeMap("contoso-token")],
    ),
    expected: {
      "contoso-pull": {
        contoso: { ...API, tokenName: "contoso-pull", adopt: ["token", "scopeMap"] },
      },
      "contoso-token": {
        "contoso-token": { ...API, tokenName: "contoso-token", adopt: ["token", "scopeMap"] },
      },
    },
  },
  {
    name: "proposes no id that the file or the sheet has",
    input: found(
      [token("contoso-token"), token("fabrikam-token"), token("litware-token")],
      ["contoso-token", "fabrikam-token", "litware-token"].map((name) => scopeMap(name)),
      { customers: [CUSTOMER], sheet: sheet("token,id\nlitware-token,fabrikam\n") },
    ),
    expected: {
      "contoso-token": {
        "contoso-token": { ...API, tokenName: "contoso-token", adopt: ["token", "scopeMap"] },
        notes: ["no row of the spreadsheet names it"],
      },
      "fabrikam-token": {
        "fabrikam-token": { ...API, tokenName: "fabrikam-token", adopt: ["token", "scopeMap"] },
        notes: ["no row of the spreadsheet names it"],
      },
      "litware-token": {
        fabrikam: { ...API, tokenName: "litware-token", adopt: ["token", "scopeMap"] },
      },
    },
  },
];
