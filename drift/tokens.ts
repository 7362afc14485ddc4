// Finds tokens and scope maps that nobody declared, or that differ from their declaration.
import { scopeMapMarkIn } from "../access/scopeMapMark";
import type { RegistryToken } from "../azure/tokens/registryToken";
import { scopeMapActions } from "../customers/scopeMapActions";
import { dayOf } from "../passwords/days";
import { actionWords, weightOf } from "./actionWords";
import type { Comparison, Declared } from "./declared";
import type { ConnectedRegistry, Facts, ScopeMap } from "./facts";
import type { Finding } from "./finding";
import { works } from "./passwords";

/** What is wrong with the tokens and scope maps of the file's customers. */
export function declaredDrift({ declared, owner }: Comparison, facts: Facts): Finding[] {
  return declared.flatMap((each) => [
    ...(facts.tokens === undefined ? [] : tokenDrift(each)),
    ...(facts.scopeMaps === undefined ? [] : scopeMapDrift(each, owner)),
  ]);
}

function tokenDrift({ customer, isOpen, token }: Declared): Finding[] {
  const about = { customer: customer.id, subject: `token ${customer.tokenName}` };
  if (token === undefined) return [{ ...about, kind: "tokenMissing", message: "does not exist" }];
  const findings: Finding[] = [];
  if (token.enabled && !isOpen) {
    const message = `is enabled, and ${customer.id} ${whyClosed(customer)}`;
    findings.push({ ...about, kind: "tokenEnabled", message });
  }
  if (!token.enabled && isOpen) {
    findings.push({ ...about, kind: "tokenDisabled", message: "is disabled" });
  }
  const scopeMap = lastOf(token.scopeMapId);
  if (scopeMap.toLowerCase() !== customer.tokenName.toLowerCase()) {
    const message = `has ${scopeMap === "" ? "no scope map" : `scope map ${scopeMap}`} in place of its own`;
    findings.push({ ...about, kind: "scopeMapSwapped", message });
  }
  return findings;
}

function whyClosed({ state, accessUntil }: Declared["customer"]): string {
  return state === "active" ? `had access until ${accessUntil}` : `is ${state}`;
}

function scopeMapDrift({ customer, scopeMap }: Declared, owner: string | undefined): Finding[] {
  const about = { customer: customer.id, subject: `scope map ${customer.tokenName}` };
  if (scopeMap === undefined) {
    return [{ ...about, kind: "scopeMapMissing", message: "does not exist" }];
  }
  const held = new Set(scopeMap.actions.map((each) => each.toLowerCase()));
  const wanted = new Set(scopeMapActions(customer));
  const more = [...held].filter((each) => !wanted.has(each));
  const less = [...wanted].filter((each) => !held.has(each));
  const mark = scopeMapMarkIn(scopeMap.description);
  const isMarked = mark?.customer === customer.id && mark.owner === owner;
  return [
    ...(more.length === 0
      ? []
      : [
          {
            ...about,
            kind: "actionsWidened" as const,
            message: `allows more than the file: ${actionWords(more)}`,
            weight: weightOf(more),
          },
        ]),
    ...(less.length === 0
      ? []
      : [
          {
            ...about,
            kind: "actionsNarrowed" as const,
            message: `does not allow: ${actionWords(less)}`,
          },
        ]),
    ...(isMarked
      ? []
      : [
          {
            ...about,
            kind: "scopeMapUnmarked" as const,
            message: "does not bear the mark of this stack in its description",
          },
        ]),
  ];
}

/** Tokens and scope maps that the file does not explain. */
export function undeclaredDrift({ declared, owner }: Comparison, facts: Facts): Finding[] {
  const { tokens = [], scopeMaps = [], connectedRegistries = [] } = facts;
  const names = new Set(declared.map(({ customer }) => customer.tokenName.toLowerCase()));
  const maps = new Map(scopeMaps.map((each) => [each.name.toLowerCase(), each]));
  const others = new Map<string, number>();
  const isOtherStacks = (scopeMap: ScopeMap | undefined, token?: string): boolean => {
    const mark = scopeMap && scopeMapMarkIn(scopeMap.description);
    const isOwn = token === undefined || scopeMap?.name.toLowerCase() === token.toLowerCase();
    if (mark === undefined || mark.owner === owner || !isOwn) return false;
    others.set(mark.owner, (others.get(mark.owner) ?? 0) + (token === undefined ? 0 : 1));
    return true;
  };
  const findings = [
    ...tokens
      .filter(({ name }) => !names.has(name.toLowerCase()))
      .flatMap((token): Finding[] => {
        const scopeMap = maps.get(lastOf(token.scopeMapId).toLowerCase());
        if (isOtherStacks(scopeMap, token.name)) return [];
        return [undeclaredToken(token, scopeMap, connectedRegistries, facts)];
      }),
    ...scopeMaps
      .filter(({ name, isSystemDefined }) => !isSystemDefined && !names.has(name.toLowerCase()))
      .flatMap((scopeMap): Finding[] =>
        isOtherStacks(scopeMap) ? [] : [undeclaredScopeMap(scopeMap, tokens)],
      ),
  ];
  return [
    ...findings,
    ...[...others]
      .filter(([other]) => !facts.otherStacks.includes(other))
      .map(([other, count]) => ({
        kind: "otherStack" as const,
        subject: `stack ${other}`,
        message: `declares ${count} ${count === 1 ? "token" : "tokens"} in this registry`,
      })),
  ];
}

function undeclaredToken(
  token: RegistryToken,
  scopeMap: ScopeMap | undefined,
  connectedRegistries: readonly ConnectedRegistry[],
  { today, scopeMaps, customers }: Facts,
): Finding {
  const actions = scopeMap?.actions ?? [];
  const working = token.passwords.filter((password) => works(password, today));
  const name = lastOf(token.scopeMapId);
  const may =
    scopeMap !== undefined
      ? `allows ${actionWords(actions)} (scope map ${name})`
      : scopeMaps === undefined
        ? `has scope map ${name}`
        : `allows nothing, because its scope map ${name} does not exist`;
  const passwords =
    working.length === 0
      ? "no password that works"
      : working
          .map(({ name: slot, createdAt, expiresAt }) =>
            [
              `${slot} of ${dayOf(createdAt)}`,
              expiresAt ? `until ${dayOf(expiresAt)}` : "without an end",
            ].join(" "),
          )
          .join(", ");
  const connected = connectedRegistries.find(({ syncTokenId = "", clientTokenIds }) =>
    [syncTokenId, ...clientTokenIds].some((id) => id.toLowerCase() === token.id.toLowerCase()),
  );
  const mark = scopeMap && scopeMapMarkIn(scopeMap.description);
  const origin = [
    ...(connected === undefined ? [] : [`used by connected registry ${connected.name}`]),
    ...(mark === undefined ? [] : [originWords(mark.customer, customers)]),
  ];
  const isUsable = token.enabled && working.length > 0;
  return {
    kind: "undeclaredToken",
    subject: `token ${token.name}`,
    message: [may, token.enabled ? "enabled" : "disabled", passwords, ...origin].join("; "),
    weight: weightOf(actions) + (isUsable ? 1000 : 0),
  };
}

function originWords(customerId: string, customers: Facts["customers"]): string {
  return customers.some(({ id }) => id === customerId)
    ? `with the scope map of ${customerId}`
    : `declared for ${customerId}, who is not in the file`;
}

function undeclaredScopeMap(scopeMap: ScopeMap, tokens: readonly RegistryToken[]): Finding {
  const users = tokens.filter(
    ({ scopeMapId }) => lastOf(scopeMapId).toLowerCase() === scopeMap.name.toLowerCase(),
  );
  const used =
    users.length === 0
      ? "used by no token"
      : `used by ${users.map(({ name }) => `token ${name}`).join(", ")}`;
  return {
    kind: "undeclaredScopeMap",
    subject: `scope map ${scopeMap.name}`,
    message: `${used}; allows ${actionWords(scopeMap.actions)}`,
    weight: weightOf(scopeMap.actions),
  };
}

function lastOf(id: string): string {
  return id.split("/").at(-1) ?? "";
}
