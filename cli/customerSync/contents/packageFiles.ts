// package.json and the lock file of a customer's folder: a part of our own, with the same versions.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../../../projectFolder";
import type { CommandContext } from "../../command";
import { UserError } from "../../userError";

/** What a child process gets of this one. */
export type Process = Pick<CommandContext, "env" | "signal">;

/** What the program imports, and what reads its TypeScript; `sync.cjs` needs none, and Node runs the tests. */
const NEEDED = ["@pulumi/azure-native", "@pulumi/pulumi", "tsx"];

/** Both files. @param tests relative to the folder */
export async function packageFiles(
  tests: readonly string[],
  parent: Process,
): Promise<[path: string, text: string][]> {
  const ours = JSON.parse(await readFile(join(PROJECT_FOLDER, "package.json"), "utf8"));
  const made = {
    name: "customer-sync",
    version: ours.version,
    private: true,
    description: "Copies of a vendor's container images in a registry of one's own",
    license: ours.license,
    engines: ours.engines,
    scripts: {
      sync: "node sync.cjs",
      test: `node --import tsx --test --test-reporter spec ${tests.join(" ")}`,
    },
    dependencies: Object.fromEntries(NEEDED.map((name) => [name, ours.dependencies[name]])),
  };
  const text = `${JSON.stringify(made, undefined, 2)}\n`;
  return [
    ["package.json", text],
    ["package-lock.json", await lockFor(text, parent)],
  ];
}

/**
 * npm leaves out of our lock file what this package.json does not need. It asks no registry for that, since the lock file has
 * everything.
 */
async function lockFor(packageJson: string, parent: Process): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "customer-sync-"));
  try {
    const lock = join(folder, "package-lock.json");
    await writeFile(join(folder, "package.json"), packageJson);
    await writeFile(lock, await readFile(join(PROJECT_FOLDER, "package-lock.json")));
    await runNpm(folder, parent);
    return await readFile(lock, "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runNpm(folder: string, { env, signal }: Process): Promise<void> {
  const { execa } = await import("execa");
  // Without `--legacy-peer-deps` npm 10 keeps an optional package that npm 11 leaves out.
  const flags = ["--legacy-peer-deps", "--omit-lockfile-registry-resolved"];
  // Settings of whoever runs this, also those that `npm run` hands on, would show in the lock file.
  const none = join(folder, "no-npmrc");
  const result = await execa(
    "npm",
    [
      ...["install", "--package-lock-only", "--offline", "--ignore-scripts"],
      ...["--no-audit", "--no-fund", "--no-update-notifier", ...flags],
      ...[
        `--userconfig=${none}`,
        `--globalconfig=${none}-global`,
        `--cache=${join(folder, "cache")}`,
      ],
    ],
    {
      cwd: folder,
      env: Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name))),
      extendEnv: false,
      cancelSignal: signal,
      reject: false,
      all: true,
    },
  );
  signal.throwIfAborted();
  if (!result.failed) return;
  throw new UserError(
    `the lock file cannot be made: ${result.all?.trim() || result.shortMessage}`,
    {
      remedy: "check that `npm --version` works, and that package-lock.json is as it is in git",
    },
  );
}
