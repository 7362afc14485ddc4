// A `pulumi up` that is killed: the CLI and its plugins get SIGKILL together, as when the machine they run on is lost.

import { execFileSync } from "node:child_process";
import type { InterceptHook } from "../../emulator/journal";
import { type Deployment, testEngine } from "./deployment";
import { WATCHER } from "./heldPasswords";

/** A moment in a run: when a request has arrived, or when its answer is ready but not sent. */
export type Moment = Parameters<InterceptHook>[0];

/**
 * Runs `up` and kills it at the first moment that fits.
 *
 * Killed "before" a request, that request never happens; killed "after" it, nobody learns its answer. The program
 * itself lives on, in this process: it has no way to Azure but through the engine.
 *
 * @returns the request at which it was killed; undefined when the run came to its end before
 */
export async function killedUp(
  deployment: Deployment,
  isMoment: (moment: Moment) => boolean,
): Promise<Moment["entry"] | undefined> {
  const { pulumi } = await testEngine();
  const { emulator } = deployment;
  let last: Moment["entry"] | undefined;
  const release = emulator.intercept((moment) => {
    const { phase, entry } = moment;
    if (last !== undefined || entry.userAgent === WATCHER || !isMoment(moment)) return;
    last = entry;
    kill(pulumi);
    if (phase === "before") {
      emulator.faults.add({ method: entry.method, path: entry.path, reset: true });
    }
  });
  const { failed, output } = await deployment.up();
  release();
  if (last !== undefined && !failed) throw new Error(`the killed run came to its end:\n${output}`);
  return last;
}

/** Kills every run that this process has started. */
export async function killEngines(): Promise<void> {
  kill((await testEngine()).pulumi);
}

function kill(pulumi: string): void {
  for (const pid of enginesOf(process.pid, pulumi)) process.kill(pid, "SIGKILL");
}

/** Do tests try every moment of a run, as `npm run test:long` does? */
export const IS_LONG = process.env.TEST_LONG === "yes";

/**
 * The k-th moment at which a test kills a run, from 0 on: at its first request, and at each from the first write on.
 *
 * Before the first write all moments leave the same behind, so only a long test kills a run at each of them.
 */
export function kthMoment(phase: Moment["phase"], k: number): (moment: Moment) => boolean {
  let counts = IS_LONG || k === 0;
  let seen = IS_LONG || k === 0 ? -1 : 0;
  return (moment) => {
    counts ||= isWrite(moment.entry);
    if (moment.phase !== phase || !counts) return false;
    seen += 1;
    return seen === k;
  };
}

/**
 * From the first write on, the first moment of an operation at which no run was killed yet.
 *
 * Fewer than all moments, and each kind of them: what a run leaves depends on which operation was the last.
 */
export function untriedMoment(
  phase: Moment["phase"],
  tried: readonly string[],
): (moment: Moment) => boolean {
  let counts = false;
  return (moment) => {
    counts ||= isWrite(moment.entry);
    return counts && moment.phase === phase && !tried.includes(moment.entry.operation);
  };
}

/** May this request of a run change something in Azure? */
export function isWrite({ host, method }: Moment["entry"]): boolean {
  return host !== "login" && method !== "GET";
}

/** The processes of the CLI that this one has started, and whatever they have started. */
function enginesOf(parent: number, pulumi: string): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .map(([, pid, ppid, args = ""]) => ({ pid: Number(pid), ppid: Number(ppid), args }));
  const below = (pid: number): number[] =>
    rows.filter(({ ppid }) => ppid === pid).flatMap((row) => [row.pid, ...below(row.pid)]);
  return rows
    .filter(({ ppid, args }) => ppid === parent && args.startsWith(pulumi))
    .flatMap(({ pid }) => [pid, ...below(pid)]);
}
