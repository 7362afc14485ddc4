// What a run says of an Azure that does not answer, or does not finish, as a document has it.

import { connectCloud } from "../../azure/cloud";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import { failure } from "../provider/tokenSecret/outcome";
import type { SecretStack } from "../provider/tokenSecret/secretStack";

/** Each with a name for the test. */
export function provokedWaits(
  stack: SecretStack,
): [name: string, provoke: () => Promise<string>][] {
  return [
    [
      "no answer",
      async () => {
        stack.connect({}, { timeoutMs: 1_000 });
        stack.azure.emulator.faults.add({
          operation: "Registries_GenerateCredentials",
          times: Number.POSITIVE_INFINITY,
          status: 503,
          delayMs: 1_500,
        });
        return (await failure(stack.up())).message;
      },
    ],
    [
      "an operation without an end",
      async () => {
        const { environment, ca, behaviours } = stack.azure.emulator;
        behaviours.longRunning = true;
        const tokens = openRegistryTokens(await connectCloud(environment, { ca }), 50);
        return (await failure(tokens.update(stack.tokenId, { enabled: false }))).message;
      },
    ],
  ];
}
