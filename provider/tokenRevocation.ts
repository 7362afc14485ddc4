// Serves TokenRevocation: removes a token's passwords of revoked generations, once the new one stands in the vault.

import type { TokenPassword } from "../azure/registryToken";
import { isSameId } from "../azure/tokenId";
import { describeSlot } from "../passwords/decision";
import type { AzureAccess } from "./azureAccess";
import { changedInputs } from "./protocol/inputDiff";
import { type Call, type Properties, type ResourceKind, UNKNOWN } from "./protocol/resource";

/**
 * Makes the kind of resource that ends leaked passwords.
 *
 * After it only the passwords that `keep` names work; every other one is removed, also one that was made outside.
 * Deleting the resource changes nothing in Azure.
 */
export function tokenRevocation({ azure }: { azure: AzureAccess }): ResourceKind {
  const revoke = async (inputs: Properties, call: Call): Promise<Properties> => {
    // Before a new password is made nobody knows which ones stay; TokenCredentials says then who is locked out.
    if (call.isPreview && Object.values(inputs).includes(UNKNOWN)) return {};
    const tokenId = String(inputs.tokenId ?? "");
    const tokens = await azure.tokens();
    const token = await tokens.get(tokenId);
    const passwords = token?.passwords ?? [];
    const stay = passwords.filter((password) => isKept(password, inputs));
    const gone = passwords.filter((password) => !stay.includes(password));
    // Before it is done: a run that is killed in it must not lock anybody out in silence.
    for (const password of gone) {
      call.log(
        "info",
        `locked out: whoever still uses ${describeSlot(password)}, which is removed`,
      );
    }
    if (gone.length > 0 && !call.isPreview) {
      await tokens.keepPasswords(
        tokenId,
        stay.map(({ name }) => name),
      );
    }
    return {};
  };

  return {
    refreshBeforeUpdate: false,

    check: (_olds, news) => ({ inputs: news, problems: [] }),

    diff(old, news) {
      const changes = changedInputs(old.inputs, news);
      if (typeof news.tokenId === "string" && !isSameId(old.id, news.tokenId)) {
        return { ...changes, tokenId: { kind: "update-replace", isInput: true } };
      }
      return changes;
    },

    async create(inputs, call) {
      return { id: String(inputs.tokenId ?? ""), inputs, outputs: await revoke(inputs, call) };
    },

    read: async (known) => (known.inputs.tokenId === undefined ? undefined : known),

    update: (_old, news, call) => revoke(news, call),

    delete: async () => {},
  };
}

function isKept(password: TokenPassword, { keep }: Properties): boolean {
  if (!Array.isArray(keep)) {
    throw new Error("TokenRevocation.keep is missing; name the passwords that go on working");
  }
  return (keep as Pick<TokenPassword, "name" | "createdAt">[]).some(
    ({ name, createdAt }) => name === password.name && createdAt === password.createdAt,
  );
}
