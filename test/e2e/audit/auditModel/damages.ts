// Damages to a history, each as a disk, a careless person or a forger makes it, in a copy of the backend's files.

import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "./random";

/** Changes files of the copy. @returns what it did, in words; undefined where it found nothing to change */
export type Damage = (history: HistoryFiles, random: Random) => string | undefined;

/** The files of the runs, by their names: `dev-1796058141146267968`. */
export interface HistoryFiles {
  readonly folder: string;
  /** In order of time. */
  readonly names: readonly string[];
}

/** The history of a copied work folder. */
export function historyFiles(workFolder: string): HistoryFiles {
  const folder = join(workFolder, ".pulumi", "history", "customer-access", "dev");
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".history.json"))
    .map((name) => name.replace(".history.json", ""));
  return { folder, names: names.sort() };
}

/** Every kind of damage. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  "a run is removed": (files, random) => {
    const name = random.pick(files.names);
    for (const ending of ENDINGS) rmSync(pathOf(files, name, ending));
    return name;
  },
  "three runs are removed": (files, random) => {
    const from = random.below(files.names.length - 2);
    const names = files.names.slice(from, from + 3);
    for (const name of names) for (const ending of ENDINGS) rmSync(pathOf(files, name, ending));
    return names.join(" ");
  },
  "a checkpoint is removed": (files, random) => {
    const name = random.pick(files.names);
    rmSync(pathOf(files, name, "checkpoint"));
    return name;
  },
  "an entry is removed": (files, random) => {
    const name = random.pick(files.names);
    rmSync(pathOf(files, name, "history"));
    return name;
  },
  "an entry is cut off": (files, random) => cutOff(files, random, "history"),
  "a checkpoint is cut off": (files, random) => cutOff(files, random, "checkpoint"),
  "a run is there twice": (files, random) => {
    const name = random.pick(files.names);
    const copy = renamed(name, 1 + random.below(600_000));
    for (const ending of ENDINGS) cpSync(pathOf(files, name, ending), pathOf(files, copy, ending));
    return `${name} as ${copy}`;
  },
  "an early run is there again at the end": (files, random) => {
    const name = random.pick(files.names);
    const copy = renamed(files.names.at(-1) ?? "", 1_000);
    for (const ending of ENDINGS) cpSync(pathOf(files, name, ending), pathOf(files, copy, ending));
    return `${name} as ${copy}`;
  },
  "the names of two runs are exchanged": (files, random) => {
    const [one, other] = two(files, random);
    for (const ending of ENDINGS) exchange(files, [one, other], ending);
    return `${one} and ${other}`;
  },
  "the checkpoints of two runs are exchanged": (files, random) => {
    const [one, other] = two(files, random);
    exchange(files, [one, other], "checkpoint");
    return `${one} and ${other}`;
  },
  "a repository is added to a scope map in one checkpoint": (files, random) =>
    editCheckpoint(files, random, "containerregistry:ScopeMap", ({ outputs }) => {
      const actions = outputs.actions as string[];
      outputs.actions = [...actions, "repositories/forged/one/content/read"];
    }),
  "a repository is taken from a scope map in one checkpoint": (files, random) =>
    editCheckpoint(files, random, "containerregistry:ScopeMap", ({ outputs }) => {
      outputs.actions = (outputs.actions as string[]).slice(1);
    }),
  "a token is enabled or disabled in one checkpoint": (files, random) =>
    editCheckpoint(files, random, "index:TokenSecret", ({ outputs }) => {
      outputs.enabled = outputs.enabled !== true;
    }),
  "a password is older in one checkpoint": (files, random) =>
    editCheckpoint(files, random, "index:TokenSecret", ({ outputs }) => {
      for (const slot of outputs.slots as { createdAt: string }[]) {
        slot.createdAt = new Date(Date.parse(slot.createdAt) - 86_400_000).toISOString();
      }
    }),
  "a customer is missing in one checkpoint": (files, random) => {
    const path = pathOf(files, random.pick(files.names), "checkpoint");
    const file = JSON.parse(readFileSync(path, "utf8")) as CheckpointFile;
    const resources = file.checkpoint.latest?.resources ?? [];
    const secrets = resources.filter(({ type }) => type.endsWith("index:TokenSecret"));
    if (secrets.length === 0) return undefined;
    const id = random
      .pick(secrets)
      .urn.split("::")
      .at(-1)
      ?.replace(/-secret$/, "");
    const isTheirs = new RegExp(`::${id}(-scope-map|-token|-secret)?$`);
    const left = resources.filter(({ urn }) => !isTheirs.test(urn));
    if (file.checkpoint.latest !== undefined) file.checkpoint.latest.resources = left;
    writeFileSync(path, JSON.stringify(file));
    return `${id} in ${path}`;
  },
  "a run is added at the end that says it was earlier": (files, random) => {
    const base = random.pick(files.names.slice(0, -1));
    const last = files.names.at(-1) ?? "";
    const isEndless = random.chance(50);
    const name = isEndless ? renamed(last, 60_000) : `${last}0`;
    const entry = readEntry(files, base);
    const startTime = entry.endTime + 1;
    const endTime = isEndless ? 0 : startTime;
    writeEntry(files, name, { ...entry, startTime, endTime, message: "Nightly run" });
    const file = JSON.parse(
      readFileSync(pathOf(files, base, "checkpoint"), "utf8"),
    ) as CheckpointFile;
    const { latest } = file.checkpoint;
    const time = new Date(startTime * 1_000).toISOString();
    if (latest !== undefined) latest.manifest = { ...latest.manifest, time };
    for (const resource of latest?.resources ?? []) {
      if (!resource.type.endsWith("containerregistry:ScopeMap")) continue;
      resource.outputs.actions = (resource.outputs.actions as string[]).slice(1);
      resource.modified = time;
    }
    writeFileSync(pathOf(files, name, "checkpoint"), JSON.stringify(file));
    return `${name} of ${base}`;
  },
  "a nightly run is made up of another one's files": (files, random) => {
    const base = random.pick(files.names);
    const entry = readEntry(files, base);
    const time = entry.endTime + 1;
    const name = base.replace(/-\d+$/, `-${time}400000000`);
    writeEntry(files, name, { ...entry, startTime: time, endTime: time, message: "Nightly run" });
    cpSync(pathOf(files, base, "checkpoint"), pathOf(files, name, "checkpoint"));
    return `${name} of ${base}`;
  },
  "a credential's events are removed everywhere, and its passwords end later": (files) => {
    let urn: string | undefined;
    const checkpoints = files.names.map((name) => pathOf(files, name, "checkpoint"));
    for (const path of [...checkpoints, presentOf(files)]) {
      const file = JSON.parse(readFileSync(path, "utf8")) as CheckpointFile;
      const secrets = (file.checkpoint.latest?.resources ?? []).filter(({ type }) =>
        type.endsWith("index:TokenSecret"),
      );
      urn ??= secrets[0]?.urn;
      for (const { outputs } of secrets.filter((each) => each.urn === urn)) {
        for (const key of ["events", "eventSha256", "previousEventSha256"]) delete outputs[key];
        for (const slot of outputs.slots as { expiresOn?: string }[]) slot.expiresOn = "2099-12-31";
      }
      writeFileSync(path, JSON.stringify(file));
    }
    return urn;
  },
  "the times of a run are others": (files, random) => {
    const name = random.pick(files.names);
    const { startTime, endTime, ...entry } = readEntry(files, name);
    const shift = (random.chance(50) ? -1 : 1) * (1 + random.below(30)) * 86_400;
    const times = { startTime: startTime + shift, endTime: endTime + shift };
    writeEntry(files, name, { ...entry, ...times });
    return `${name} by ${shift} s`;
  },
};

const ENDINGS = ["history", "checkpoint"] as const;
type Ending = (typeof ENDINGS)[number];

interface ResourceFile {
  urn: string;
  type: string;
  modified?: string;
  outputs: Record<string, unknown>;
}

interface CheckpointFile {
  checkpoint: { latest?: { manifest?: { time?: string }; resources?: ResourceFile[] } };
}

interface EntryFile {
  startTime: number;
  endTime: number;
  message?: string;
}

function pathOf({ folder }: HistoryFiles, name: string, ending: Ending): string {
  return join(folder, `${name}.${ending}.json`);
}

/** The stack's present state. */
function presentOf({ folder }: HistoryFiles): string {
  return join(folder, "..", "..", "..", "stacks", "customer-access", "dev.json");
}

function readEntry(files: HistoryFiles, name: string): EntryFile {
  return JSON.parse(readFileSync(pathOf(files, name, "history"), "utf8")) as EntryFile;
}

function writeEntry(files: HistoryFiles, name: string, entry: EntryFile): void {
  writeFileSync(pathOf(files, name, "history"), JSON.stringify(entry));
}

function cutOff(files: HistoryFiles, random: Random, ending: Ending): string {
  const path = pathOf(files, random.pick(files.names), ending);
  const content = readFileSync(path);
  writeFileSync(path, content.subarray(0, random.below(content.length)));
  return path;
}

/** A name that was given so many milliseconds later. */
function renamed(name: string, laterMs: number): string {
  return name.replace(/-(\d{13})/, (_, ms: string) => `-${Number(ms) + laterMs}`);
}

function two({ names }: HistoryFiles, random: Random): [string, string] {
  const one = random.pick(names);
  return [one, random.pick(names.filter((name) => name !== one))];
}

function exchange(files: HistoryFiles, [one, other]: [string, string], ending: Ending): void {
  const aside = `${pathOf(files, one, ending)}.aside`;
  renameSync(pathOf(files, one, ending), aside);
  renameSync(pathOf(files, other, ending), pathOf(files, one, ending));
  renameSync(aside, pathOf(files, other, ending));
}

function editCheckpoint(
  files: HistoryFiles,
  random: Random,
  type: string,
  change: (resource: ResourceFile) => void,
): string | undefined {
  const path = pathOf(files, random.pick(files.names), "checkpoint");
  const file = JSON.parse(readFileSync(path, "utf8")) as CheckpointFile;
  const found = (file.checkpoint.latest?.resources ?? []).filter((each) =>
    each.type.endsWith(type),
  );
  if (found.length === 0) return undefined;
  const resource = random.pick(found);
  change(resource);
  writeFileSync(path, JSON.stringify(file));
  return `${resource.urn.split("::").at(-1)} in ${path}`;
}
