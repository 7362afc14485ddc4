// Reads what somebody gives beside the history: run logs, evidence, decisions.

import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Decision } from "../../audit/attest/decisions";
import type { Approvals, EvidenceFile, LoggedRun } from "../../audit/attest/facts";
import { driftSchema } from "../drift/driftSchema";
import { UserError } from "../userError";
import { evidenceSchema } from "../verify/evidenceSchema";
import { loggedRun } from "./schemaParts";

/** All runs in the `*.json` and `*.jsonl` files of a folder, or in one file, in order of time; lines that cannot be read are named. */
export async function readRuns(path: string): Promise<{ runs: LoggedRun[]; problems: string[] }> {
  const runs: LoggedRun[] = [];
  const problems: string[] = [];
  for (const file of await filesIn(path, "--runs")) {
    const lines = (await text(file, "--runs")).split("\n");
    for (const [index, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const value = jsonOf(line);
      if (isAnchor(value)) continue;
      const read = z.object(loggedRun).safeParse(value);
      if (read.success) {
        const time = new Date(Date.parse(read.data.time)).toISOString();
        runs.push({ ...(plain(read.data) as LoggedRun), time });
      } else problems.push(`${file}:${index + 1}: is no run; it is left out`);
    }
  }
  return { runs: runs.toSorted((one, other) => (one.time < other.time ? -1 : 1)), problems };
}

/** Anchors may lie in the same folder: what `--anchor` and `--sign` print. */
function isAnchor(value: unknown): boolean {
  if (typeof value !== "object" || value === null || "verdict" in value) return false;
  return "payload" in value || "entries" in value;
}

/** Evidence of `npm run verify` or `npm run drift`, with its hash. @throws UserError for anything else */
export async function readEvidence(path: string): Promise<EvidenceFile> {
  const content = await text(path, "--evidence");
  const file = { name: basename(path), sha256: createHash("sha256").update(content).digest("hex") };
  const value = jsonOf(content);
  const verified = evidenceSchema.safeParse(value);
  if (verified.success) {
    const { madeAt, stack, customers } = verified.data;
    const findings = customers.filter(({ verdict }) => verdict === "found").length;
    const notLookedAt = customers
      .filter(({ verdict }) => verdict === "undecided")
      .map(({ id }) => `${id}: no answer that decides`);
    return { ...file, kind: "verify", madeAt, stack, findings, notLookedAt };
  }
  const drifted = driftSchema.safeParse(value);
  if (drifted.success) {
    const { today, stack, findings } = drifted.data;
    const notLookedAt = drifted.data.notLookedAt.map(({ part, reason }) => `${part}: ${reason}`);
    return { ...file, kind: "drift", madeAt: today, stack, findings: findings.length, notLookedAt };
  }
  throw new UserError(`--evidence ${path}: is neither evidence of verify nor a report of drift`, {
    remedy: "give what `npm run -s verify -- --json` or `npm run -s drift -- --json` printed",
  });
}

const approvals = z.array(
  z.object({
    pullRequest: z.union([z.string(), z.number()]).transform(String),
    approvers: z.array(z.string()),
  }),
);

/** The approvals in a YAML or JSON file: `- { pullRequest: 41, approvers: [bo] }`. @throws UserError with all problems */
export async function readApprovals(path: string): Promise<Approvals> {
  const found = await readList(path, approvals, {
    option: "--approvals",
    remedy: "write a list: - { pullRequest: 41, approvers: [bo] }",
  });
  return new Map(found.map(({ pullRequest, approvers }) => [pullRequest, approvers]));
}

const decisions = z.array(
  z.strictObject({
    customer: z.string(),
    decision: z.enum(["keep", "remove"]),
    by: z.string().min(1),
    on: z.iso.date(),
  }),
);

/** The decisions in a YAML or JSON file. @throws UserError with all problems */
export async function readDecisions(path: string): Promise<Decision[]> {
  const form = {
    option: "--decisions",
    remedy:
      "write a list: - { customer: contoso, decision: keep, by: ana@vendor.example, on: 2026-10-05 }; decision is keep or remove",
  };
  const found = await readList(path, decisions, form);
  const ids = found.map(({ customer }) => customer);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length === 0) return found;
  throw new UserError(
    `--decisions ${path}: ${twice.map((id) => `${id} is decided about twice`).join("\n  ")}`,
    { remedy: "leave one decision for each customer" },
  );
}

async function readList<List>(
  path: string,
  schema: z.ZodType<List>,
  { option, remedy }: { option: string; remedy: string },
): Promise<List> {
  const content = await text(path, option);
  const wrong = (problems: readonly string[]) =>
    new UserError(`${option} ${path}: ${problems.join("\n  ")}`, { remedy });
  let value: unknown;
  try {
    value = parse(content, { schema: "failsafe" });
  } catch (thrown) {
    throw wrong([(thrown as Error).message.split("\n")[0] ?? ""]);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw wrong(
    read.error.issues.map(({ path: at, message }) => `${at.join(".") || "the file"}: ${message}`),
  );
}

/** The file, or the `*.json` and `*.jsonl` files of the folder. @throws UserError where there is none */
export async function filesIn(path: string, option: string): Promise<string[]> {
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    throw unreadable(path, option, thrown);
  });
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => /\.jsonl?$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

async function text(path: string, option: string): Promise<string> {
  return readFile(path, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    throw unreadable(path, option, thrown);
  });
}

function unreadable(path: string, option: string, { code }: NodeJS.ErrnoException): UserError {
  return new UserError(`${option} ${path}: cannot be read (${code})`, {
    remedy: "name a file that is there",
  });
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** Without what is not there. */
function plain(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
