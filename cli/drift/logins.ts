// Reads the value of each customer's secret and logs in with it.
import { atOnce } from "../../access/atOnce";
import { AzureError } from "../../azure/azureError";
import type { Cloud } from "../../azure/cloud";
import { login } from "../../azure/registry/login";
import { parseSecretId } from "../../azure/vault/secretId";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import { compare } from "../../drift/declared";
import type { Facts } from "../../drift/facts";
import type { Mark } from "../../passwords/marks";

/** The results of the logins, by customer id, and why some were not tried. */
export interface Logins {
  readonly logins: ReadonlyMap<string, "accepted" | "refused">;
  readonly failures: readonly { readonly part: string; readonly reason: string }[];
}

/**
 * So long a new value of a slot may be refused, in milliseconds: Azure says about a minute.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
const YOUNG_MS = 2 * 60_000;

/**
 * Logs in as each customer who may log in and whose secret can be read; no value leaves this function.
 *
 * @param at.now with which the age of a refused password is compared
 */
export async function tryLogins(
  cloud: Cloud,
  facts: Facts,
  at: { readonly loginServer: string; readonly now: Date },
): Promise<Logins> {
  const logins = new Map<string, "accepted" | "refused">();
  const reasons = new Map<string, string>();
  const open = compare(facts).declared.flatMap(({ customer, isOpen, secret, mark }) =>
    isOpen && secret?.enabled === true ? [{ customer, secret, mark }] : [],
  );
  let opened: Promise<VaultSecrets> | undefined;
  await atOnce(open, async ({ customer, secret, mark }) => {
    try {
      opened ??= openVaultOf(cloud, facts.place.vaultId);
      const stored = await (await opened).read(secret.name);
      if (stored === undefined) return;
      const { value: password } = stored;
      const result = await login(cloud.http, {
        loginServer: at.loginServer,
        username: customer.tokenName,
        password,
      });
      if (result.outcome === "unreachable") reasons.set(customer.id, result.reason);
      else if (result.outcome === "refused" && isYoung(mark, at.now)) {
        reasons.set(
          customer.id,
          "its password is new, and refused so far; run again in two minutes",
        );
      } else logins.set(customer.id, result.outcome);
    } catch (thrown) {
      if (!(thrown instanceof AzureError) || cloud.http.signal.aborted) throw thrown;
      reasons.set(customer.id, thrown.message);
    }
  });
  return { logins, failures: inOne(reasons) };
}

function isYoung(mark: Mark | undefined, now: Date): boolean {
  return mark !== undefined && now.getTime() - Date.parse(mark.createdAt) < YOUNG_MS;
}

function openVaultOf(cloud: Cloud, vaultId: string): Promise<VaultSecrets> {
  const { subscriptionId, vaultName } = parseSecretId(`${vaultId}/secrets/any`);
  const resourceGroupName = vaultId.split("/")[4] ?? "";
  return openVault(cloud, { subscriptionId, resourceGroupName, vaultName });
}

/** Only the first reason is kept, because they are usually the same. */
function inOne(reasons: ReadonlyMap<string, string>): Logins["failures"] {
  const [first] = [...reasons].sort(([one], [other]) => (one < other ? -1 : 1));
  if (first === undefined) return [];
  const [id, reason] = first;
  const others = reasons.size === 1 ? "" : ` and ${reasons.size - 1} more`;
  return [{ part: `the login of ${id}${others}`, reason }];
}
