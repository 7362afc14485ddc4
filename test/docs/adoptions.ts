// Provokes what is said of tokens that exist, as a document has it.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { absence } from "../../provider/absence";
import { azureAccess } from "../../provider/azureAccess";
import { type Properties, UNKNOWN } from "../../provider/protocol/resource";
import type { SecretStack } from "../provider/tokenSecret/secretStack";
import { guardedHandover } from "./guarded";

/** Each with a name, against a stack with the token contoso-pull. */
export function provokedAdoptions(
  stack: SecretStack,
): [name: string, provoke: () => Promise<string[]>][] {
  const foretold = async (inputs: Properties) => {
    await stack.up(inputs, { isPreview: true });
    return stack.lines.map((line) => line.replace(/^\w+: /, ""));
  };
  const shouted = () => stack.tokenId.replace("contoso-pull", "Contoso-Pull");
  const { azure } = stack;
  const absent = async () => {
    const { environment, ca, faults } = azure.emulator;
    faults.add({ path: "/scopeMaps/fabrikam-pull", status: 403, times: 6 });
    const { signal } = new AbortController();
    const ask = absence(azureAccess(environment, { ca, signal, retryDelayMs: 1 }));
    const ends = ["tokens/fabrikam-pull", "scopeMaps/by-hand", "scopeMaps/fabrikam-pull"];
    const found = await ask({ ids: ends.map((end) => `${azure.registryId}/${end}`) });
    return found.absent.map(({ words }) => `${CORRECT_FIRST}${words}`);
  };
  return [
    ["what is to be taken over and is not there", absent],
    ["the token of somebody else", guardedHandover],
    ["a token that exists", () => foretold({ tokenIs: UNKNOWN })],
    ["a scope map that exists", () => foretold({ scopeMapIs: UNKNOWN })],
    ["a token in another case", () => foretold({ tokenId: shouted() })],
  ];
}
