// The emulator as a program: `npm run emulator -- [--port N] [--world FILE] [--folder DIR] [--now ISO] [--repository NAME] [--customer] [--json]`.
import { parseArgs } from "node:util";
import { CannotStart } from "./cannotStart";
import { type Emulator, startEmulator } from "./emulator";
import { describeUse, HELP } from "./usage";
import { withCustomer } from "./world/customerTenant";
import { DEFAULT_SEED, type Seed, withRepositories } from "./world/seed";

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }

  // Listening for the end comes first, so that no signal finds the default handler and leaves files behind.
  const end = ending(options.exitWithParent);
  try {
    const emulator = await startEmulator({
      folder: options.folder,
      worldFile: options.world,
      port: options.port,
      now: options.now,
      seed: seedOf(options),
    });
    process.stdout.write(options.json ? `${describeAsJson(emulator)}\n` : describeUse(emulator));
    await end;
    await emulator.close();
  } finally {
    process.stdin.destroy();
  }
}

/** Wrong usage; the message is all that is shown. */
class UsageError extends Error {}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string" },
        world: { type: "string" },
        folder: { type: "string" },
        now: { type: "string" },
        repository: { type: "string", multiple: true, default: [] },
        customer: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        "exit-with-parent": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return {
      ...values,
      port: readPort(values.port),
      now: readTime(values.now),
      repository: values.repository.map(readRepository),
      exitWithParent: values["exit-with-parent"],
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message, { cause: error });
  }
}

function seedOf({ repository, customer }: ReturnType<typeof readOptions>): Seed {
  const seed = withRepositories(DEFAULT_SEED, repository);
  return customer ? withCustomer(seed) : seed;
}

function readPort(text: string | undefined): number | undefined {
  const port = Number(text ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port: "${text}" is not a port; give a number from 0 to 65535`);
  }
  return text === undefined ? undefined : port;
}

function readTime(text: string | undefined): string | undefined {
  if (text !== undefined && Number.isNaN(Date.parse(text))) {
    throw new UsageError(
      `--now: "${text}" is not a time; give ISO 8601, for example 2026-03-01T00:00:00Z`,
    );
  }
  return text;
}

function readRepository(name: string): string {
  if (!/^[a-z0-9]+((?:[._-]+|\/)[a-z0-9]+)*$/.test(name)) {
    throw new UsageError(`--repository: "${name}" is not the name of a repository`);
  }
  return name;
}

function describeAsJson(emulator: Emulator): string {
  const { url, caFile, environment, registries, vaults, principals } = emulator;
  const others = emulator.tenants.slice(1);
  return JSON.stringify({
    ...{ url, caFile, environment, registries, vaults },
    ...(others.length === 0 ? {} : { principals, others }),
  });
}

/** Waits for SIGINT or SIGTERM, or for the end of standard input when a parent holds it open. */
async function ending(withParent: boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (withParent) {
      process.stdin.once("end", () => resolve()).once("close", () => resolve());
      process.stdin.resume();
    }
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
});

function explain(error: unknown): string {
  if (error instanceof UsageError) {
    return `${error.message}\n\n${HELP}`;
  }
  if (error instanceof CannotStart) {
    return error.message;
  }
  return `this is a bug in the emulator\n${error instanceof Error ? error.stack : String(error)}`;
}
