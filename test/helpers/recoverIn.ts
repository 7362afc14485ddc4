// npm run recover in the folder of a deployment, as its user would run it.

import picocolors from "picocolors";
import type { Outcome } from "../../cli/command";
import { runRecovery } from "../../cli/recover/runRecovery";
import type { Deployment } from "./deployment";

/** Runs the recovery, with or without `--apply`, in this process. */
export function recoverIn(deployment: Deployment, apply: boolean): Promise<Outcome> {
  return runRecovery(
    { folder: deployment.folder, stack: "dev", apply, ca: deployment.emulator.ca },
    {
      env: { ...process.env, ...deployment.stack.workspace.envVars },
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: () => {},
    },
  );
}
