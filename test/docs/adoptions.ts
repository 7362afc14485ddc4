// Provokes what is said of tokens that exist, as a document has it.

import { type Properties, UNKNOWN } from "../../provider/protocol/resource";
import type { CredentialsStack } from "../provider/tokenCredentials/credentialsStack";
import { guardedHandover } from "./guarded";

/** Each with a name, against a stack with the token contoso-pull. */
export function provokedAdoptions(
  stack: CredentialsStack,
): [name: string, provoke: () => Promise<string[]>][] {
  const foretold = async (inputs: Properties) => {
    await stack.up(inputs, { isPreview: true });
    return stack.lines.map((line) => line.replace(/^\w+: /, ""));
  };
  const shouted = () => stack.tokenId.replace("contoso-pull", "Contoso-Pull");
  return [
    ["the token of somebody else", guardedHandover],
    ["a token that exists", () => foretold({ tokenIs: UNKNOWN })],
    ["a scope map that exists", () => foretold({ scopeMapIs: UNKNOWN })],
    ["a token in another case", () => foretold({ tokenId: shouted() })],
  ];
}
