// Random edits of a customers file, as people make them: each leads to a file that the program accepts.

import type { Random } from "./random";

/** What the file says of one customer. */
export interface Entry {
  repositories: string[];
  actions: string[];
  state: "active" | "suspended" | "offboarded";
  /** Last day of access, `YYYY-MM-DD`. */
  accessUntil?: string;
  generation: number;
  revokeBefore: number;
}

/** What the file says, by customer. */
export type Entries = Record<string, Entry>;

/** Who may be in the file. Names that begin alike, since names of resources are made of them. */
export const IDS = ["contoso", "contoso-2", "fabrikam", "northwind", "tailspin", "wingtip"];

/** What may be granted, and repositories to ask about: prefixes reach some of them. */
export const GRANTS = [
  "app/api",
  "app/web",
  "app/worker",
  "base/*",
  "docs/site",
  "ml/*",
  "tools/cli",
];
export const REPOSITORIES = [
  "app/api",
  "app/web",
  "app/worker",
  "base/node",
  "base/go/alpine",
  "basement/x",
].concat(["docs/site", "ml/training", "ml/inference", "tools/cli", "tools/cli/x", "other/one"]);

/** The file as YAML. */
export function yamlOf(entries: Entries): string {
  const lines = Object.entries(entries).map(([id, entry]) => {
    const { repositories, actions, state, accessUntil, generation, revokeBefore } = entry;
    const until = accessUntil === undefined ? "" : `, accessUntil: ${accessUntil}`;
    const credential = `credential: { generation: ${generation}, revokeBefore: ${revokeBefore} }`;
    return `  ${id}: { repositories: [${repositories.join(", ")}], actions: [${actions.join(", ")}], state: ${state}${until}, ${credential} }\n`;
  });
  return `customers:\n${lines.join("")}`;
}

/** Applies one random edit. @returns what it does, in words */
export function edit(entries: Entries, today: string, random: Random): string {
  const absent = IDS.filter((id) => entries[id] === undefined);
  const present = Object.keys(entries);
  if (present.length < 3 || (absent.length > 0 && random.chance(20))) {
    const id = random.pick(absent);
    entries[id] = newEntry(random);
    return `${id} joins`;
  }
  const id = random.pick(present);
  const entry = entries[id] as Entry;
  if (entry.state === "offboarded") {
    if (random.chance(70)) {
      delete entries[id];
      return `${id} is removed`;
    }
    entry.state = "active";
    return `${id} is let in again after all`;
  }
  if (entry.state === "suspended") {
    entry.state = random.chance(75) ? "active" : "offboarded";
    return `${id} is ${entry.state}`;
  }
  return editActive(id, entry, today, random);
}

function newEntry(random: Random): Entry {
  const repositories = GRANTS.filter(() => random.chance(35));
  return {
    repositories: repositories.length === 0 ? [random.pick(GRANTS)] : repositories,
    actions: ["content/read"],
    state: "active",
    generation: 1,
    revokeBefore: 1,
  };
}

function editActive(id: string, entry: Entry, today: string, random: Random): string {
  const lacking = GRANTS.filter((each) => !entry.repositories.includes(each));
  switch (random.below(9)) {
    case 0:
    case 1: {
      if (lacking.length === 0) break;
      const gained = random.pick(lacking);
      entry.repositories = [...entry.repositories, gained].sort();
      return `${id} gains ${gained}`;
    }
    case 2:
    case 3: {
      if (entry.repositories.length < 2) break;
      const lost = random.pick(entry.repositories);
      entry.repositories = entry.repositories.filter((each) => each !== lost);
      return `${id} loses ${lost}`;
    }
    case 4:
      entry.state = "suspended";
      return `${id} is suspended`;
    case 5:
      entry.state = "offboarded";
      return `${id} is offboarded`;
    case 6:
      entry.generation += 1;
      // Without it the run may have to wait for a promised password.
      entry.revokeBefore = entry.generation;
      return `${id}: passwords before generation ${entry.generation} are revoked`;
    case 7:
      if (entry.accessUntil === undefined) {
        entry.accessUntil = dayAfter(today, 10 + random.below(60));
        return `${id} has access until ${entry.accessUntil}`;
      }
      delete entry.accessUntil;
      return `${id} has access without an end`;
    default:
      entry.actions =
        entry.actions.length === 1 ? ["content/read", "metadata/read"] : ["content/read"];
      return `${id} has actions ${entry.actions.join(" ")}`;
  }
  return "nothing";
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
