// A `pulumi up` that is killed: the CLI and its plugins get SIGKILL together, as when the machine they run on is lost.

import { execFileSync } from "node:child_process";
import type { InterceptHook } from "../../emulator/journal";
import type { Deployment } from "./deployment";
import { WATCHER } from "./lives/heldPasswords";
import { testEngine } from "./testEngine";

/** A moment in a run: when a request has arrived, or when its answer is ready but not sent. */
export type Moment = Parameters<InterceptHook>[0];

/**
 * Runs `up` and kills it at the first moment that fits.
 *
 * Killed "before" a request, that request never happens; killed "after" it, nobody learns its answer. The program
 * itself lives on, in this process: it has no way to Azure but through the engine.
 *
 * @returns the request at which it was killed; undefined when the run completed before
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
  const forget = rememberListeners();
  const { startsPlugins } = deployment;
  deployment.startsPlugins = true;
  const { failed, output } = await deployment.up();
  deployment.startsPlugins = startsPlugins;
  release();
  forget();
  if (last !== undefined && !failed) throw new Error(`the killed run completed:\n${output}`);
  return last;
}

/** A killed run's program never ends, and would go on listening for errors of this process. */
function rememberListeners(): () => void {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const known = events.map((event) => process.rawListeners(event));
  return () => {
    for (const [index, event] of events.entries()) {
      for (const each of process.rawListeners(event)) {
        if (!known[index]?.includes(each)) process.off(event, each as () => void);
      }
    }
  };
}

/** Kills every run that this process has started. */
export async function killEngines(): Promise<void> {
  kill((await testEngine()).pulumi);
}

function kill(pulumi: string): void {
  for (const pid of enginesOf(process.pid, pulumi)) process.kill(pid, "SIGKILL");
}

/** The k-th moment of a run, from 0 on. */
export function kthMoment(phase: Moment["phase"], k: number): (moment: Moment) => boolean {
  let seen = -1;
  return (moment) => {
    if (moment.phase === phase) seen += 1;
    return seen === k;
  };
}

/** The first moment of a kind at which no run was killed yet: of each write, and of the login with a new password. */
export function untriedMoment(
  phase: Moment["phase"],
  tried: readonly string[],
): (moment: Moment) => boolean {
  return ({ phase: present, entry }) =>
    present === phase &&
    (isWrite(entry) || entry.operation === "AccessTokens_Get") &&
    // The vault refuses a request without a token first.
    entry.status !== 401 &&
    !tried.includes(entry.operation);
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
