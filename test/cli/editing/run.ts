// Runs a command on a file in a folder of its own, as main does.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../../cli/main";

/** The day on which the last day of access is checked. */
const ON_A_DAY = {
  ARM_METADATA_HOSTNAME: "localhost:1",
  CUSTOMER_ACCESS_NOW: "2026-11-21T09:00:00Z",
};

/** A folder with a customers file, and what commands print about it. */
export class EditedFile {
  readonly folder = mkdtempSync(join(tmpdir(), "editing-"));
  readonly path = join(this.folder, "customers.yaml");

  constructor(content: string | Uint8Array) {
    writeFileSync(this.path, content);
  }

  /** The text of the file now, a byte order mark included. */
  get text(): string {
    return readFileSync(this.path, "utf8");
  }

  /** Everything in the folder. */
  get files(): string[] {
    return readdirSync(this.folder);
  }

  /** Runs `npm run <command> -- <argv> --customers <this file, or another path>`; its name is shown as `FILE`. */
  async run(
    command: string,
    argv: readonly string[],
    { env = ON_A_DAY, path = this.path }: { env?: NodeJS.ProcessEnv; path?: string } = {},
  ) {
    const written = { stdout: "", stderr: "" };
    const stream = (name: "stdout" | "stderr") => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const { signal } = new AbortController();
    const terminal = { stdout: stream("stdout"), stderr: stream("stderr"), env, signal };
    const exitCode = await main([command, ...argv, "--customers", path], terminal);
    const shown = (text: string) => text.replaceAll(path, "FILE");
    return { exitCode, stdout: shown(written.stdout), stderr: shown(written.stderr) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
