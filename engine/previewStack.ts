// Runs `pulumi preview` and returns each resource's operation and messages.
import { cliFailure } from "./cliFailure";
import type { Engine } from "./engine";
import { engineEnvironment } from "./environment";

/** What a preview found. */
export interface PreviewFindings {
  readonly steps: readonly PreviewStep[];
  readonly diagnostics: readonly PreviewDiagnostic[];
}

/** What one resource would go through. */
export interface PreviewStep {
  /** `create`, `update`, `same`, `delete`, `refresh`, ... */
  readonly op: string;
  readonly urn: string;
  /** The paths of the properties that change. */
  readonly changed: readonly string[];
}

/** One line of the engine, of the program or of a plugin; secrets are hidden by the engine. */
export interface PreviewDiagnostic {
  readonly urn?: string;
  readonly severity: string;
  readonly message: string;
}

/** Which stack is previewed, and how. */
export interface PreviewOptions {
  readonly engine: Engine;
  /** The folder with Pulumi.yaml. */
  readonly folder: string;
  readonly stackName: string;
  /** The whole environment of the CLI: backend, passphrase, identity. */
  readonly env: NodeJS.ProcessEnv;
  /** Read every resource from Azure first, not the tokens alone? */
  readonly refresh: boolean;
  readonly signal: AbortSignal;
}

/**
 * Previews a stack with the program in its folder; nothing is changed.
 *
 * A preview that ends with errors is a finding too, if they are among its diagnostics.
 *
 * @throws EngineError with the CLI's own message when there was no preview at all, such as without a passphrase, or with
 * a clock that is wrong
 */
export async function previewStack(options: PreviewOptions): Promise<PreviewFindings> {
  const { engine, folder, stackName, env, refresh, signal } = options;
  const { execa } = await import("execa");
  const args = ["preview", "--json", "--stack", stackName, ...(refresh ? ["--refresh"] : [])];
  const result = await execa(engine.pulumi, [...args, "--non-interactive"], {
    cwd: folder,
    env: { ...env, ...engineEnvironment(engine, { env }) },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    cancelSignal: signal,
    maxBuffer: MOST_CHARACTERS,
  });
  signal.throwIfAborted();
  const found = asDigest(result.stdout);
  if (found === undefined || (result.failed && !saysWhy(found))) {
    const { stderr } = result;
    throw cliFailure("pulumi preview", found === undefined ? result : { stderr });
  }
  return found;
}

/** Where the refresh before a preview fails, Pulumi prints an empty digest, and the cause on standard error alone. */
function saysWhy({ diagnostics }: PreviewFindings): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** A thousand customers are some 10 million. */
const MOST_CHARACTERS = 500_000_000;

/** What `pulumi preview --json` prints: https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/ */
interface Digest {
  readonly steps?: readonly {
    readonly op: string;
    readonly urn: string;
    readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
  }[];
  readonly diagnostics?: readonly PreviewDiagnostic[];
}

function asDigest(text: string): PreviewFindings | undefined {
  try {
    return findings(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function findings({ steps = [], diagnostics = [] }: Digest): PreviewFindings {
  return {
    steps: steps.map(({ op, urn, detailedDiff }) => ({
      op,
      urn,
      changed: Object.keys(detailedDiff ?? {}),
    })),
    diagnostics,
  };
}
