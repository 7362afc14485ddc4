// The command line of this project: the table of its commands.
import type { Command } from "./command";
import { type ProcessTerminal, runCommandLine } from "./commandLine";
import { add } from "./commands/add";
import { adopt } from "./commands/adopt";
import { applied } from "./commands/applied";
import { apply } from "./commands/apply";
import { audit } from "./commands/audit";
import { check } from "./commands/check";
import { credentials } from "./commands/credentials";
import { customerSync } from "./commands/customerSync";
import { deliveries } from "./commands/deliveries";
import { drift } from "./commands/drift";
import { format } from "./commands/format";
import { handover } from "./commands/handover";
import { plan } from "./commands/plan";
import { pulumi } from "./commands/pulumi";
import { recover } from "./commands/recover";
import { repositories } from "./commands/repositories";
import { rotate } from "./commands/rotate";
import { schema } from "./commands/schema";
import { start } from "./commands/start";
import { sync } from "./commands/sync";
import { syncUrl } from "./commands/syncUrl";
import { usage } from "./commands/usage";
import { verify } from "./commands/verify";

/** Every command, in the order of the help text. */
export const COMMANDS: readonly Command[] = [
  start,
  check,
  add,
  adopt,
  format,
  plan,
  apply,
  applied,
  rotate,
  credentials,
  drift,
  handover,
  syncUrl,
  customerSync,
  deliveries,
  repositories,
  verify,
  usage,
  sync,
  audit,
  recover,
  schema,
  pulumi,
];

/** Runs one of them, as {@link runCommandLine} does. */
export function main(
  argv: readonly string[],
  terminal: ProcessTerminal,
  commands: readonly Command[] = COMMANDS,
): Promise<number> {
  return runCommandLine(argv, terminal, commands);
}
