// Provokes the messages about existing tokens, as a document quotes them.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { scopeMapDescription } from "../../access/scopeMapMark";
import { adoptionProblems } from "../../provider/adoptionProblems";
import { azureAccess } from "../../provider/azureAccess";
import { type Properties, UNKNOWN } from "../../provider/protocol/resource";
import type { SecretStack } from "../provider/tokenSecret/secretStack";
import { guardedHandover } from "./guarded";

const OWNER = "x7k2pd4q";

/** Each with a name, against a stack with the token contoso-pull. */
export function provokedAdoptions(
  stack: SecretStack,
): [name: string, provoke: () => Promise<string[]>][] {
  const previewed = async (inputs: Properties) => {
    await stack.up(inputs, { isPreview: true });
    return stack.lines.map((line) => line.replace(/^\w+: /, ""));
  };
  const shouted = () => stack.tokenId.replace("contoso-pull", "Contoso-Pull");
  const { azure } = stack;
  const inTheWay = async () => {
    const { environment, faults } = azure.emulator;
    faults.add({ path: "/scopeMaps/fabrikam-pull", status: 403, times: 6 });
    const marked = async (name: string, customer: string, owner: string) => {
      const description = scopeMapDescription({ customer, owner });
      await stack.byHand("PUT", `scopeMaps/${name}`, { actions: [], description });
    };
    await marked("contoso-pull", "contoso", "k3m9qw2z");
    await marked("northwind-pull", "northwind", "k3m9qw2z");
    await marked("tailspin-pull", "tailspin-toys", OWNER);
    const { signal } = new AbortController();
    const ask = adoptionProblems(azureAccess(environment, { ...azure.http, signal }));
    const { registryId } = azure;
    const adoptions = [
      { customer: "fabrikam", adopt: ["token", "scopeMap"] },
      { customer: "by-hand", adopt: ["token", "scopeMap"] },
      { customer: "contoso", adopt: ["token", "scopeMap"] },
      { customer: "northwind", adopt: ["scopeMap"] },
      { customer: "tailspin", adopt: ["scopeMap"] },
    ].map((each) => ({
      ...each,
      tokenId: `${registryId}/tokens/${each.customer}-pull`,
      scopeMapId: `${registryId}/scopeMaps/${each.customer}-pull`,
    }));
    const found = await ask({ adoptions, owner: OWNER });
    return found.adoptionProblems.map(({ words }) => `${CORRECT_FIRST}${words}`);
  };
  return [
    ["what cannot be adopted", inTheWay],
    ["the token of somebody else", guardedHandover],
    ["a token that exists", () => previewed({ tokenIs: UNKNOWN })],
    ["a scope map that exists", () => previewed({ scopeMapIs: UNKNOWN })],
    ["a token in another case", () => previewed({ tokenId: shouted() })],
  ];
}
