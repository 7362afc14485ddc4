// What the guard refuses and in which words: by the number of losses, by acknowledgements, and for removals.

import type { AccessRecord } from "../../access/record";
import { TODAY, TOMORROW, YESTERDAY } from "./anyAccess";
import { many, record } from "./records";

/** A change, and every refusal of it. */
export interface Case {
  name: string;
  before: AccessRecord;
  after: AccessRecord;
  refusals: string[];
}

const SUSPENDED = { state: "suspended" } as const;
const OFFBOARDED = { state: "offboarded" } as const;

/** `count` of these customers are suspended, from the first on. */
function suspended(
  all: number,
  count: number,
  options: Omit<AccessRecord, "access"> = {},
): Pick<Case, "before" | "after"> {
  return {
    before: record(many(all)),
    after: record({ ...many(all), ...many(count, SUSPENDED) }, options),
  };
}

/** The refusal of `count` suspended customers, up to ten of whom are named. */
function refusal(all: number, count: number, limit: number): string {
  const ids = Object.keys(many(Math.min(count, 10)));
  return [
    `${count} of ${all} customers with access lose all or part of it; at most ${limit} may lose access in one change`,
    ...ids.map((id) => `    ${id}: suspended`),
    ...(count > 10 ? [`    and ${count - 10} more`] : []),
    "  if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:",
    "    acknowledge:",
    `      - customers: [${ids.join(", ")}]${count > 10 ? ` # and ${count - 10} more` : ""}`,
    "        reason: why, such as a ticket",
    "        until: 2026-11-28",
  ].join("\n");
}

/** How many customers may lose access at once. */
export const LIMITS: readonly Case[] = [
  { name: "one of one may", ...suspended(1, 1), refusals: [] },
  { name: "one of three may", ...suspended(3, 1), refusals: [] },
  { name: "two of three may not", ...suspended(3, 2), refusals: [refusal(3, 2, 1)] },
  { name: "two of seven may not", ...suspended(7, 2), refusals: [refusal(7, 2, 1)] },
  { name: "two of eight may, a quarter", ...suspended(8, 2), refusals: [] },
  { name: "three of eleven may not", ...suspended(11, 3), refusals: [refusal(11, 3, 2)] },
  {
    name: "ten who lose access are all named",
    ...suspended(12, 10),
    refusals: [refusal(12, 10, 3)],
  },
  {
    name: "of eleven, ten are named and the last is counted",
    ...suspended(12, 11),
    refusals: [refusal(12, 11, 3)],
  },
  {
    name: "nobody may where the limit is 0",
    ...suspended(8, 1, { maximumLosses: 0 }),
    refusals: [refusal(8, 1, 0)],
  },
  { name: "as many as the limit says may", ...suspended(4, 3, { maximumLosses: 3 }), refusals: [] },
  {
    name: "one more than the limit says may not",
    ...suspended(4, 4, { maximumLosses: 3 }),
    refusals: [refusal(4, 4, 3)],
  },
  {
    name: "those without access before do not count, neither as losses nor for the quarter",
    before: record({ ...many(3), ...many(2, SUSPENDED), old: OFFBOARDED }),
    after: record({ ...many(2, OFFBOARDED), customer03: SUSPENDED }),
    refusals: [],
  },
  {
    name: "every kind of loss counts once for each customer, and is reported",
    before: record({ contoso: {}, fabrikam: { actions: ["content/read", "metadata/read"] } }),
    after: record({
      fabrikam: { repositories: ["app/api"] },
      contoso: { accessUntil: "2027-06-30", revokeBefore: 2 },
    }),
    refusals: [
      `2 of 2 customers with access lose all or part of it; at most 1 may lose access in one change
    contoso: the last day is 2027-06-30, before there was none; passwords of generations before 2 are revoked
    fabrikam: can no longer pull app/web; loses metadata/read
  if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
    acknowledge:
      - customers: [contoso, fabrikam]
        reason: why, such as a ticket
        until: 2026-11-28`,
    ],
  },
];

const named = (customers: string[], until: string) => ({ customers, reason: "OPS-7", until });

/** Who may lose access anyway. */
export const ACKNOWLEDGED: readonly Case[] = [
  {
    name: "on its last day",
    ...suspended(4, 3, { acknowledge: [named(["customer01", "customer02"], TODAY)] }),
    refusals: [],
  },
  {
    name: "not on the day after",
    ...suspended(4, 3, { acknowledge: [named(["customer01", "customer02"], YESTERDAY)] }),
    refusals: [refusal(4, 3, 1)],
  },
  {
    name: "and not by those that name nobody who loses access",
    ...suspended(4, 2, { acknowledge: [named(["customer03", "nobody"], TOMORROW)] }),
    refusals: [refusal(4, 2, 1)],
  },
  {
    name: "by several, each for its own customers",
    ...suspended(4, 4, {
      maximumLosses: 0,
      acknowledge: [
        named(["customer01", "customer02"], TODAY),
        named(["customer03", "customer04"], TOMORROW),
      ],
    }),
    refusals: [],
  },
  {
    name: "and counts those whom none names, who alone are reported",
    before: record(many(4)),
    after: record(many(4, SUSPENDED), {
      acknowledge: [named(["customer03", "customer04"], TODAY)],
    }),
    refusals: [refusal(4, 2, 1)],
  },
  {
    name: "but not for a removal",
    before: record(many(2)),
    after: record({ customer02: {} }, { acknowledge: [named(["customer01"], TODAY)] }),
    refusals: [
      "a customer is removed who was not offboarded: customer01 (active)\n  put the entry back with `state: offboarded`, run `pulumi up`, and remove it with the next change",
    ],
  },
];

const PUT_BACK =
  "  put the entry back with `state: offboarded`, run `pulumi up`, and remove it with the next change";
const PUT_ALL_BACK =
  "  put their entries back with `state: offboarded`, run `pulumi up`, and remove them with the next change";

/** Who is removed. */
export const REMOVALS: readonly Case[] = [
  {
    name: "of an active customer, though one may lose access",
    before: record({ contoso: {}, fabrikam: { repositories: ["base/*"] } }),
    after: record({ fabrikam: { repositories: ["base/*"] } }),
    refusals: [`a customer is removed who was not offboarded: contoso (active)\n${PUT_BACK}`],
  },
  {
    name: "of a suspended customer",
    before: record({ contoso: SUSPENDED, fabrikam: {} }),
    after: record({ fabrikam: {} }),
    refusals: [`a customer is removed who was not offboarded: contoso (suspended)\n${PUT_BACK}`],
  },
  {
    name: "of a customer whose last day is over, but who was not offboarded",
    before: record({ contoso: { accessUntil: YESTERDAY }, fabrikam: {} }),
    after: record({ fabrikam: {} }),
    refusals: [`a customer is removed who was not offboarded: contoso (active)\n${PUT_BACK}`],
  },
  {
    name: "of a customer with a name that every object has",
    before: record({ constructor: {} as never, fabrikam: {} }),
    after: record({ fabrikam: {} }),
    refusals: [`a customer is removed who was not offboarded: constructor (active)\n${PUT_BACK}`],
  },
  {
    name: "not of an offboarded customer",
    before: record({ contoso: OFFBOARDED, fabrikam: {} }),
    after: record({ fabrikam: {} }),
    refusals: [],
  },
  {
    name: "not where nothing is protected, as long as not too many are removed",
    before: record({ contoso: {}, fabrikam: SUSPENDED, northwind: {} }),
    after: record({ northwind: {} }, { protect: false }),
    refusals: [],
  },
  {
    name: "where nothing is protected, as losses",
    before: record({ contoso: {}, fabrikam: {}, northwind: {} }),
    after: record({ northwind: {} }, { protect: false }),
    refusals: [
      `2 of 3 customers with access lose all or part of it; at most 1 may lose access in one change
    contoso: removed while active
    fabrikam: removed while active
  if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:
    acknowledge:
      - customers: [contoso, fabrikam]
        reason: why, such as a ticket
        until: 2026-11-28`,
    ],
  },
  {
    name: "and says who seems to have been renamed",
    before: record({ contoso: {}, fabrikam: { repositories: ["base/*"] } }),
    after: record({ contosos: {}, fabrikam: { repositories: ["base/*"] }, other: OFFBOARDED }),
    refusals: [
      `a customer is removed who was not offboarded: contoso (active)
  contosos is new with the repositories of contoso: an id is identity, so to rename a customer keep it and change displayName
${PUT_BACK}`,
    ],
  },
  {
    name: "of more than ten, of whom ten are named",
    before: record({ ...many(12, SUSPENDED), contoso: {} }),
    after: record({ contoso: {} }, { maximumLosses: 99 }),
    refusals: [
      `12 customers are removed who were not offboarded: ${Object.keys(many(10))
        .map((id) => `${id} (suspended)`)
        .join(", ")}, and 2 more\n${PUT_ALL_BACK}`,
    ],
  },
];
