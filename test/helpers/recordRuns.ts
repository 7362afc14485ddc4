// Makes each run of a deployment log everything that the Pulumi CLI and its plugins can log.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "./deployment";

/**
 * From now on every run logs at the highest level and prints that log, has Azure's clients log what they do, keeps each version of
 * the state, and writes below `records/` each call between engine, program and plugins (`grpc-*`) and its traces in both formats
 * (`trace-*`, `otel-*`).
 */
export function recordRuns(deployment: Deployment): void {
  const { stack, folder } = deployment;
  deployment.startsPlugins = true;
  const records = join(folder, "records");
  mkdirSync(records);
  const { envVars } = stack.workspace;
  envVars.AZURE_LOG_LEVEL = "verbose";
  envVars.PULUMI_RETAIN_CHECKPOINTS = "true";
  const runner = stack as unknown as {
    runPulumiCmd(args: string[], ...rest: unknown[]): Promise<unknown>;
  };
  const plain = runner.runPulumiCmd.bind(stack);
  let runCount = 0;
  runner.runPulumiCmd = (args, ...rest) => {
    runCount += 1;
    const file = (kind: "grpc" | "trace" | "otel") => join(records, `${kind}-${runCount}`);
    envVars.PULUMI_DEBUG_GRPC = file("grpc");
    const flags = ["-v=9", "--logflow", "--logtostderr"];
    const traces = [`--tracing=file:${file("trace")}`, `--otel-traces=file://${file("otel")}`];
    return plain([...args, ...flags, ...traces], ...rest);
  };
}
