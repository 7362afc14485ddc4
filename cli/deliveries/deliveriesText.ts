// Who answers, in words: a table of all webhooks, and below it what is wrong and what to do.
import Table from "cli-table3";
import { unusedUrlWords } from "../../access/callbackUrl";
import { tellCustomer } from "../../access/newInSync";
import { escaped } from "../../customers/rules/visible";
import type { CommandContext } from "../command";
import { whereItFits } from "../whereItFits";
import { type DeliveriesReport, isFinding, type WebhookReport } from "./report";
import type { Standing } from "./standing";

type Look = Pick<CommandContext, "colors" | "columns">;

/** The lines, in the order of what somebody does with them. */
export function deliveriesLines(report: DeliveriesReport, { colors, columns }: Look): string[] {
  const { stack, customers, webhooks, refusedUrls, added } = report;
  if (customers.length === 0) {
    return [`${stack}: no customer has sync, so there is no webhook`];
  }
  const unread = webhooks.filter((each) => each.unread !== null);
  return [
    ...tableOf(webhooks, { colors, columns }),
    ...findings(webhooks).flatMap(({ title, details }) => [
      colors.red(title),
      ...details.map((line) => `  ${line}`),
    ]),
    ...unread.map(({ customer, repository, unread: why }) =>
      colors.yellow(`${customer} ${escaped(repository)} is not known: ${why}`),
    ),
    ...refusedUrls.map(({ customer, complaint }) =>
      colors.yellow(
        `${customer}: ${unusedUrlWords(complaint)}; put another one there with \`npm run sync-url -- ${customer}\``,
      ),
    ),
    ...added.map(({ customer, repositories }) =>
      colors.yellow(tellCustomer(customer, repositories.map(escaped))),
    ),
    ...(webhooks.some(({ standing }) => (standing?.lost ?? 0) > 0)
      ? [
          "An event is sent once. The customer's catch-up finds what was lost in the last 24 hours, and `npm run sync` on their side all of it.",
        ]
      : []),
    conclusion(report),
  ];
}

function tableOf(webhooks: readonly WebhookReport[], { colors, columns }: Look): string[] {
  if (webhooks.length === 0) return [];
  const table = new Table({
    head: ["customer", "repository", "webhook", "answer", "since (UTC)", "lost"],
    style: { head: [], border: [], compact: true },
  });
  const cells = webhooks.map((webhook) => {
    const color = isFinding(webhook) ? colors.red : (text: string) => text;
    const { customer, status, standing } = webhook;
    return {
      row: [customer, about(webhook, webhooks), status, answerOf(webhook)].map((text, at) =>
        at > 1 ? color(text) : text,
      ),
      since: minuteOf(standing?.failingSince ?? null) ?? "-",
      lost: standing === null ? "-" : lostOf(standing),
    };
  });
  table.push(...cells.map(({ row, since, lost }) => [...row, since, lost]));
  const lines = cells.flatMap(({ row: [customer, repository, status, answer], since, lost }) => [
    `${customer} ${repository}`,
    `  webhook ${status}, answer ${answer}`,
    ...(since === "-" ? [] : [`  since ${since} UTC`]),
    ...(lost === "-" ? [] : [`  lost ${lost}`]),
  ]);
  return [whereItFits(table.toString(), lines, columns)];
}

/** The repository, which stands in a tag that others may write; where the registry has replicas, with the location. */
function about(
  { repository: written, location }: WebhookReport,
  all: readonly WebhookReport[],
): string {
  const repository = escaped(written);
  return all.some((other) => other.location !== location)
    ? `${repository} in ${location}`
    : repository;
}

function answerOf({ standing, unread }: WebhookReport): string {
  if (unread !== null) return "not known";
  if (standing === null) return "-";
  if (standing.verdict === "silent") return "nothing sent";
  return String(standing.status ?? "none");
}

function lostOf({ lost, pushes }: Standing): string {
  return `${lost} of ${pushes}`;
}

/** `2026-10-03 12:00`. */
function minuteOf(instant: string | null): string | undefined {
  return instant?.slice(0, 16).replace("T", " ");
}

/** Those of one customer with the same cause are one paragraph. */
function findings(webhooks: readonly WebhookReport[]) {
  const groups = new Map<string, WebhookReport[]>();
  for (const webhook of webhooks.filter(isFinding)) {
    const key = `${webhook.customer}\n${webhook.status}\n${webhook.cause}`;
    groups.set(key, [...(groups.get(key) ?? []), webhook]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { customer, standing, cause, remedy } = first;
    const status = standing?.verdict === "failing" ? ` ${standing.status ?? "no answer"}` : "";
    return [
      {
        title: `${customer}:${status} ${namesOf(group, webhooks)}`,
        details: [...sinceOf(group), cause ?? "", `do this: ${remedy}`],
      },
    ];
  });
}

const MOST_NAMED = 5;

function namesOf(group: readonly WebhookReport[], all: readonly WebhookReport[]): string {
  const names = group.map((each) => about(each, all));
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more` : names.join(", ");
}

/** The whole group's: since the first failure, and the last good answer to any of them. */
function sinceOf(group: readonly WebhookReport[]): string[] {
  const times = (name: "failingSince" | "lastAnswered") =>
    group.flatMap(({ standing }) => standing?.[name] ?? []).sort();
  const since = minuteOf(times("failingSince")[0] ?? null);
  if (since === undefined) return [];
  const last = minuteOf(times("lastAnswered").at(-1) ?? null);
  return [
    last === undefined
      ? `since ${since} UTC or longer; none of the events that are kept was answered well`
      : `since ${since} UTC; last answered well at ${last} UTC`,
  ];
}

function conclusion({ stack, webhooks }: DeliveriesReport): string {
  const count = (is: (webhook: WebhookReport) => boolean) => webhooks.filter(is).length;
  const parts = [
    [
      count(({ standing, cause }) => cause === null && standing?.verdict === "answered"),
      "answered",
    ],
    [count(({ standing }) => standing?.verdict === "failing"), "not answered well"],
    [count(({ status }) => status === "missing"), "missing"],
    [count(({ status }) => status === "disabled"), "disabled by somebody"],
    [count(({ ping }) => ping?.status === null), "without an answer to the ping"],
    [count(({ unread }) => unread !== null), "not known"],
    [
      count(({ standing, cause }) => cause === null && standing?.verdict === "silent"),
      "with nothing sent yet (--ping tries)",
    ],
    [count(({ status }) => status === "waiting"), "waiting for the callback URL"],
    [count(({ status }) => status === "suspended"), "off, as the customer is suspended"],
  ] as const;
  const said = parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`);
  const all = `${webhooks.length} ${webhooks.length === 1 ? "webhook" : "webhooks"}`;
  return `${stack}: ${all}${said.length === 0 ? "" : `: ${said.join(", ")}`}`;
}
