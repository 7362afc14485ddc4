// A machine with an Azure CLI that nobody is logged in to, or with none, whatever this one has.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `work` on a PATH without `az`, or with one that says that nobody is logged in. */
export async function withAzureCli<Result>(
  has: "no az" | "az without a login",
  work: () => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "az-on-path-"));
  const path = process.env.PATH;
  if (has === "az without a login") {
    const script =
      "#!/bin/sh\necho \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1\n";
    writeFileSync(join(folder, "az"), script);
    chmodSync(join(folder, "az"), 0o755);
  }
  // @azure/identity starts `az` from the PATH of the process.
  process.env.PATH = folder;
  try {
    return await work();
  } finally {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  }
}
