// Finds secrets of this project in the vault that the file does not explain, or that differ from what was published.
import { scopeMapMarkIn } from "../access/scopeMapMark";
import { parseRegistryId } from "../azure/tokens/tokenId";
import { isMarkOf, type Mark, markIn } from "../passwords/marks";
import type { Comparison, Declared } from "./declared";
import type { Facts, Secret } from "./facts";
import type { Finding } from "./finding";
import { isMisnamed } from "./passwords";
import { syncSecretIn } from "./syncSecrets";

/** What is wrong with the secrets of the file's customers. */
export function secretDrift({ declared, owner }: Comparison, facts: Facts): Finding[] {
  if (facts.secrets === undefined) return [];
  return declared.flatMap((each) => ofCustomer(each, owner, facts));
}

function ofCustomer(
  each: Declared,
  owner: string | undefined,
  { logins, place, tokens }: Facts,
): Finding[] {
  const { customer, isOpen, secret, mark, token } = each;
  const customerId = customer.id;
  if (secret === undefined) {
    const subject = `secret ${customerId}-registry-${owner ?? "…"}`;
    const isDue = isOpen && token !== undefined;
    return isDue
      ? [{ kind: "secretMissing", customer: customerId, subject, message: "does not exist" }]
      : [];
  }
  const about = { customer: customerId, subject: `secret ${secret.name}` };
  const findings: Finding[] = [];
  if (secret.enabled && !isOpen) {
    const message = `can be read, and ${customerId} has no access`;
    findings.push({ ...about, kind: "secretReadable", message });
  }
  if (!secret.enabled && isOpen) {
    findings.push({ ...about, kind: "secretDisabled", message: "is disabled" });
  }
  // Without its token, nothing can log in: that is a finding of its own.
  const isTokenToBlame = tokens !== undefined && token?.enabled !== true;
  if (logins?.get(customerId) === "refused" && !isTokenToBlame) {
    const message = `its value does not log in as ${customer.tokenName}`;
    findings.push({ ...about, kind: "loginRefused", message });
  }
  const foreign = whyForeign(mark, owner, `${place.registryId}/tokens/${customer.tokenName}`);
  if (foreign !== undefined || mark === undefined) {
    return [...findings, { ...about, kind: "secretForeign", message: foreign ?? "" }];
  }
  const untrue = whatIsUntrue(each, secret, mark);
  return untrue.length === 0
    ? findings
    : [...findings, { ...about, kind: "tagsUntrue", message: untrue.join("; ") }];
}

function whyForeign(mark: Mark | undefined, owner: string | undefined, tokenId: string) {
  if (mark === undefined) return "its current version was not published by this project";
  if (mark.owner !== owner) return `its current version was published by stack ${mark.owner}`;
  if (!isMarkOf(mark, tokenId)) return `its tags name token ${mark.token}`;
  return undefined;
}

function whatIsUntrue({ token, customer }: Declared, { expiresAt }: Secret, mark: Mark): string[] {
  const { slot, createdAt, generation } = mark;
  const current = token?.passwords.find(
    (each) => each.name === slot && each.createdAt === createdAt,
  );
  const isEndOther = current !== undefined && secondsOf(current.expiresAt) !== secondsOf(expiresAt);
  const wanted = customer.credential.generation;
  return [
    ...(token !== undefined && isMisnamed(token, mark)
      ? [`its tags name ${slot}, and its password is in the other slot`]
      : []),
    ...(isEndOther
      ? [`it ends ${expiresAt ?? "never"}, and its password ${current.expiresAt ?? "never"}`]
      : []),
    ...(generation > wanted
      ? [`its tags say generation ${generation}, and the file ${wanted}`]
      : []),
  ];
}

function secondsOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Math.floor(Date.parse(instant) / 1000);
}

/** Secrets with passwords of this registry, or of syncs, that the file does not explain. */
export function undeclaredSecrets({ declared, owner }: Comparison, facts: Facts): Finding[] {
  const { registryName } = parseRegistryId(facts.place.registryId);
  const ofRegistry = `${registryName}/`.toLowerCase();
  // One line says that another stack is there.
  const others = new Set(
    (facts.scopeMaps ?? []).flatMap(({ description }) => scopeMapMarkIn(description)?.owner ?? []),
  );
  const known = new Set(declared.flatMap(({ secret }) => secret ?? []));
  const synced = new Set(declared.flatMap(({ customer: { id, sync } }) => (sync ? id : [])));
  return (facts.secrets ?? [])
    .filter((secret) => !known.has(secret))
    .flatMap((secret): Finding[] => {
      const mark = markIn(secret.tags);
      const sync = syncSecretIn(secret.name, owner);
      if (sync !== undefined && !synced.has(sync.customer)) {
        return [
          {
            kind: "undeclaredSecret",
            subject: `secret ${secret.name}`,
            message: `holds the ${sync.isUrl ? "callback URL" : "header"} of a sync with ${sync.customer}, which the file does not have; ${statusOf(secret)}`,
          },
        ];
      }
      if (mark === undefined || !mark.token.toLowerCase().startsWith(ofRegistry)) return [];
      if (mark.owner !== owner && others.has(mark.owner)) return [];
      const by = mark.owner === owner ? "" : `, published by stack ${mark.owner}`;
      return [
        {
          kind: "undeclaredSecret",
          subject: `secret ${secret.name}`,
          message: `holds a password of token ${mark.token.slice(ofRegistry.length)}${by}; ${statusOf(secret)}`,
        },
      ];
    });
}

function statusOf({ enabled }: Secret): string {
  return enabled ? "enabled" : "disabled";
}
