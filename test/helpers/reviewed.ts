// The reviewed way on the real engine: a preview that saves a plan, and an update with that plan.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment, RunResult } from "./deployment";

/** What an update under a plan did. */
export interface Applied extends RunResult {
  /** What it wrote in Azure, sorted: method and end of the path, with the slot where a password was made. */
  writes: string[];
}

/** Saves plans of a deployment and applies them, both without rotation, as a pipeline does. */
export class Reviewed {
  readonly file: string;
  readonly #deployment: Deployment;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.file = join(deployment.folder, "plan.json");
  }

  /** Previews and saves the plan. */
  preview(): Promise<RunResult> {
    return this.#withoutRotation(() =>
      this.#deployment.preview({ refresh: true, ...{ plan: this.file } }),
    );
  }

  /** The text of the plan. */
  get plan(): string {
    return readFileSync(this.file, "utf8");
  }

  /** Applies the saved plan, which stays. */
  async apply(): Promise<Applied> {
    const { journal } = this.#deployment.emulator;
    journal.clear();
    const result = await this.#withPreview(() =>
      this.#withoutRotation(() =>
        this.#deployment.up({ refresh: true, ...{ plan: this.file, diff: false } }),
      ),
    );
    return { ...result, writes: this.writes() };
  }

  /** What was written in Azure since the journal was cleared. */
  writes(): string[] {
    return this.#deployment.emulator.journal
      .entries()
      .filter(({ host, method }) => /^(arm|vault)/.test(host) && method !== "GET")
      .filter(({ status = 0 }) => status < 400)
      .map(({ method, path, detail }) => {
        const end = path.split("/").slice(-2).join("/");
        const slot = detail?.passwordName === undefined ? "" : ` ${detail.passwordName}`;
        return `${method} ${end.replace(/-registry-[\w-]+$/, "")}${slot}`;
      })
      .sort();
  }

  async #withoutRotation<Result>(work: () => Promise<Result>): Promise<Result> {
    const { envVars } = this.#deployment.stack.workspace;
    envVars.CUSTOMER_ACCESS_ROTATE = "no";
    try {
      return await work();
    } finally {
      delete envVars.CUSTOMER_ACCESS_ROTATE;
    }
  }

  /** The Automation API skips the preview of an update, in which Pulumi finds differences from the plan. */
  async #withPreview<Result>(work: () => Promise<Result>): Promise<Result> {
    const stack = this.#deployment.stack as unknown as {
      runPulumiCmd(args: string[], ...rest: unknown[]): Promise<unknown>;
    };
    const plain = stack.runPulumiCmd.bind(stack);
    stack.runPulumiCmd = (args, ...rest) =>
      plain(
        args.filter((argument) => argument !== "--skip-preview"),
        ...rest,
      );
    try {
      return await work();
    } finally {
      stack.runPulumiCmd = plain;
    }
  }
}
