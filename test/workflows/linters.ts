// Two linters of workflows in the user's cache: actionlint, built with Go, and zizmor, a wheel from PyPI.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "execa";

/** What a linter says of files; it is found in the cache, or put there. */
export interface Linter {
  readonly name: string;
  /** Runs it. @throws Unavailable where this machine cannot have it */
  run(args: readonly string[]): Promise<Result<{ reject: false; all: true }>>;
}

/** Why this machine has no such linter. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** https://github.com/rhysd/actionlint */
export const actionlint = linter("actionlint", "1.7.12", {
  executable: "actionlint",
  needs: "go",
  install: (version, folder) => ({
    command: ["go", "install", `github.com/rhysd/actionlint/cmd/actionlint@v${version}`],
    env: { GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "-mod=mod", GOWORK: "off" },
  }),
});

/** https://docs.zizmor.sh */
export const zizmor = linter("zizmor", "1.32.0", {
  executable: "bin/zizmor",
  needs: "python3 with pip",
  install: (version, folder) => ({
    command: [
      ...["python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
      ...["--only-binary=:all:", "--target", folder, `zizmor==${version}`],
    ],
    env: {},
  }),
});

interface Recipe {
  executable: string;
  /** What has to be on the machine. */
  needs: string;
  install(version: string, folder: string): { command: string[]; env: Record<string, string> };
}

function linter(name: string, version: string, recipe: Recipe): Linter {
  return {
    name,
    async run(args) {
      const { execa } = await import("execa");
      const { default: envPaths } = await import("env-paths");
      const cache = join(envPaths("registry-customer-access", { suffix: "" }).cache, "linters");
      const folder = join(cache, `${name}-${version}`);
      if (!existsSync(folder)) {
        mkdirSync(cache, { recursive: true });
        const made = mkdtempSync(join(cache, ".half-made-"));
        const { command, env } = recipe.install(version, made);
        const result = await execa(command[0] ?? "", command.slice(1), { env, reject: false });
        if (result.failed) {
          rmSync(made, { recursive: true, force: true });
          const said = String(result.stderr ?? "").trim() || String(result.shortMessage);
          throw new Unavailable(
            `${name} ${version} needs ${recipe.needs}, and to be downloaded once: ${said.split("\n").at(-1)}`,
          );
        }
        // Another process may have been first.
        if (!existsSync(folder)) renameSync(made, folder);
        else rmSync(made, { recursive: true, force: true });
      }
      return execa(join(folder, recipe.executable), args, { reject: false, all: true });
    },
  };
}
