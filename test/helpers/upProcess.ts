// A program that runs `pulumi up` of an emulated stack in a process group of its own, so that a test can kill all of it at once.

import { openEmulatedStack } from "../../cli/emulated";
import { testEngine } from "./deployment";

async function main(given: string): Promise<void> {
  const { workFolder, customersFile, environment } = JSON.parse(given) as {
    workFolder: string;
    customersFile: string;
    environment: Record<string, string>;
  };
  const engine = await testEngine();
  const emulator = { environment };
  const stack = await openEmulatedStack({ engine, emulator, customersFile, workFolder });
  await stack.up({ continueOnError: true });
}

main(process.argv[2] ?? "{}").catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
