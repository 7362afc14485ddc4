// Finds out through Resource Manager why a logged-in customer is refused what the file gives.
import { covers } from "../../access/pattern";
import { AzureError } from "../../azure/azureError";
import { isSameId } from "../../azure/tokens/tokenId";
import { scopeMapId, tokenId } from "../../components/names";
import type { Action } from "../../customers/schema/limits";
import type { Customer } from "../../customers/schema/schema";
import type { AzureSide } from "./azureSide";

/** Finds what of token and scope map lacks the action on the repository. */
export async function whyNotGranted(
  { tokenName }: Customer,
  repository: string,
  action: Action,
  { tokens, place }: AzureSide,
): Promise<string> {
  const cannot = `cannot ${WORDS[action]} ${repository}`;
  try {
    const token = await tokens.get(tokenId(place, tokenName));
    const id = token?.scopeMapId ?? "";
    const name = id.split("/").at(-1);
    if (!isSameId(id, scopeMapId(place, tokenName))) {
      const bound = name === "" ? "to no scope map" : `to scope map ${name}`;
      return `${cannot}: token ${tokenName} is bound ${bound}; run \`pulumi up\`, which corrects it`;
    }
    const scopeMap = await tokens.scopeMap(id);
    if (scopeMap === undefined) {
      return `${cannot}: scope map ${name} is gone; run \`pulumi up --refresh\`, which creates it again`;
    }
    if (!scopeMap.actions.some((each) => grants(each, repository, action))) {
      return `${cannot}: scope map ${name} lacks repositories/${repository}/${action}; run \`pulumi up --refresh\`, which adds it`;
    }
    return `${cannot}, although scope map ${name} grants it; run again in a minute`;
  } catch (thrown) {
    if (!(thrown instanceof AzureError)) throw thrown;
    return `${cannot}, and Resource Manager does not say why: ${thrown.message}`;
  }
}

const WORDS: Readonly<Record<Action, string>> = {
  "content/read": "pull",
  "metadata/read": "list the tags of",
};

/** Azure compares actions without regard to case, and repositories are in lower case. */
function grants(granted: string, repository: string, action: Action): boolean {
  const [, pattern = "", kind] =
    /^repositories\/(.+)\/((?:content|metadata)\/\w+)$/.exec(granted.toLowerCase()) ?? [];
  return kind === action && covers(pattern, repository);
}
