// Runs npm run verify on a deployed stack of the tests, whose state is read from its file.

import picocolors from "picocolors";
import { readStackConfig } from "../../../cli/emulated";
import type { Evidence } from "../../../cli/verify/evidenceSchema";
import { runVerify, type VerifyOptions } from "../../../cli/verify/runVerify";
import { NOW_VARIABLE } from "../../../clock";
import type { Deployment } from "../../helpers/deployment";
import { readState } from "../../helpers/stateFile";

/** What the command said: its exit code, the lines below the table, and what it found. */
export interface Verified {
  exitCode: number;
  lines: readonly string[];
  evidence: Evidence;
}

/** Runs the command, by the emulator's clock and without waits between retries. */
export async function verifyOn(
  { stack, folder, emulator, customersFile, secretName }: Deployment,
  options: Partial<VerifyOptions> = {},
  signal = new AbortController().signal,
): Promise<Verified> {
  const context = {
    env: {
      ...stack.workspace.envVars,
      [NOW_VARIABLE]: emulator.clock.now().toISOString(),
    },
    isTerminal: false,
    colors: picocolors.createColors(false),
    signal,
    print: () => {},
    progress: () => {},
  };
  const config = { ...(await readStackConfig()), "customer-access:customersFile": customersFile };
  const state = {
    read: async () => ({ version: 3, deployment: readState(folder) }),
    config: async () => config,
  };
  const { exitCode, lines, data } = await runVerify({ folder, ...options }, context, {
    stackName: "dev",
    stack: state,
    http: { ca: emulator.ca, retryDelayMs: 1 },
  });
  // Names and instants that are others each time.
  const names = (data as Evidence).customers?.flatMap(({ id }) => secretName(id) || []) ?? [];
  const suffix = /-registry-([a-z0-9]{8})/.exec(names[0] ?? "")?.[1] ?? "none";
  const plain = (line: string) =>
    line
      .replaceAll(suffix, "********")
      .replaceAll(emulator.registries[0]?.loginServer ?? "none", "SERVER")
      .replaceAll(emulator.url, "AZURE")
      .replaceAll(/request id [0-9a-f-]{36}/g, "request id ID");
  return {
    exitCode,
    lines: lines
      .flatMap((each) => each.split("\n"))
      .filter((each) => !/^[┌├│└]/.test(each))
      .map(plain),
    evidence: data as Evidence,
  };
}

/** The lines that say what is wrong, or what is not known. */
export function findings({ lines }: Verified): string[] {
  const untried = lines.indexOf("Not tried:");
  const known = untried < 0 ? lines : lines.slice(0, untried);
  return known.filter((line) => line.startsWith("  ")).map((line) => line.trim());
}
