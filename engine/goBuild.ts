// The last way: a build from Go modules, pinned and checksummed by the go.mod and go.sum files under build/.
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../projectFolder";
import { elapsed } from "./elapsed";
import type { Found, Search, Way } from "./engine";
import { type Made, makeCopy } from "./inCache";
import { findExecutable, pathFolders } from "./inspect";
import { runGo } from "./runGo";
import { LANGUAGE_HOST_VERSION, PULUMI_VERSION } from "./versions";

/** Builds the CLI and the language host into the cache. */
export const builtEngine: Way = { name: "build", find };

/** What is built, each from the `tool` of a go.mod of its own, because the two need different versions of the same modules. */
export const TARGETS: readonly Target[] = [
  {
    title: `Pulumi ${PULUMI_VERSION}`,
    takes: "5 minutes",
    folder: join(PROJECT_FOLDER, "engine", "build", "pulumi"),
    tool: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    executable: "pulumi",
    version: PULUMI_VERSION,
  },
  {
    title: `Pulumi's language host for Node ${LANGUAGE_HOST_VERSION}`,
    takes: "20 seconds",
    folder: join(PROJECT_FOLDER, "engine", "build", "languageHost"),
    tool: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    executable: "language-host",
    version: LANGUAGE_HOST_VERSION,
  },
];

/** One executable to build. */
export interface Target {
  readonly title: string;
  readonly takes: string;
  /** Where its go.mod is. */
  readonly folder: string;
  readonly tool: string;
  readonly executable: string;
  readonly version: string;
}

const PROGRESS_MS = 5_000;

async function find(search: Search): Promise<Found> {
  const go = await findExecutable("go", pathFolders(search.env));
  if (go === undefined) return { reason: "no `go` on PATH" };
  return makeCopy(search, "build", async (root) => {
    const workFolder = join(root, "work");
    await mkdir(workFolder);
    for (const target of TARGETS) {
      const made = await build(go, target, root, workFolder, search);
      if (made !== "made") return made;
    }
    await rm(workFolder, { recursive: true });
    const starter = join(root, "bin", "pulumi-language-nodejs");
    await writeFile(starter, STARTER);
    await chmod(starter, 0o755);
    return "made";
  });
}

/** The host is too old for the option in Pulumi.yaml that keeps it from loading TypeScript, which takes a quarter of a second. */
const STARTER = `#!/bin/sh
exec "$(dirname "$0")/language-host" -typescript=false "$@"
`;

/** Builds one target into `root`. */
async function build(
  go: string,
  target: Target,
  root: string,
  workFolder: string,
  { env, signal, onProgress }: Search,
): Promise<Made> {
  const started = performance.now();
  onProgress(`building ${target.title} from Go modules; this takes about ${target.takes}, once`);
  let done = "starting";
  const progress = setInterval(() => {
    onProgress(`building ${target.title}: ${done}, ${elapsed(started)}`);
  }, PROGRESS_MS);
  const run = (args: readonly string[], onLine: (lines: number) => void) =>
    runGo(go, args, { folder: target.folder, workFolder, env, signal, onLine });
  try {
    const listed = await run(["list", ...FLAGS, "-deps", target.tool], (lines) => {
      done = `${lines} modules downloaded`;
    });
    if ("reason" in listed) return listed;
    const packages = listed.stdout.split("\n").length;
    const built = await run(["build", ...FLAGS, ...buildFlags(target, root)], (lines) => {
      done = `${lines} of ${packages} packages`;
    });
    if ("reason" in built) return built;
    onProgress(`built ${target.title} in ${elapsed(started)}`);
    return "made";
  } finally {
    clearInterval(progress);
  }
}

/** Only the committed go.mod is used, and no path of this machine gets into the executable. */
const FLAGS = ["-mod=readonly", "-trimpath"];

function buildFlags({ tool, executable, version }: Target, root: string): string[] {
  const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  return [
    "-buildvcs=false",
    "-v",
    `-ldflags=-s -w -X ${variable}=v${version}`,
    "-o",
    join(root, "bin", executable),
    tool,
  ];
}
