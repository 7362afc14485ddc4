// Clean facts in which one thing was changed.

import type { Facts } from "../../drift/facts";
import { cleanFacts, marked, REGISTRY } from "./cleanFacts";

type Token = NonNullable<Facts["tokens"]>[number];
type Secret = NonNullable<Facts["secrets"]>[number];

/** The facts with the first customer's token or secret changed. */
export const withToken = (facts: Facts, change: Partial<Token>): Facts => ({
  ...facts,
  tokens: (facts.tokens ?? []).map((each, at) => (at === 0 ? { ...each, ...change } : each)),
});
export const withSecret = (facts: Facts, change: Partial<Secret>): Facts => ({
  ...facts,
  secrets: (facts.secrets ?? []).map((each, at) => (at === 0 ? { ...each, ...change } : each)),
});

const END = "2026-05-30T00:00:00.000Z";
/** The password that is in the vault. */
export const CURRENT = {
  name: "password2",
  createdAt: "2026-03-01T12:00:00.000Z",
  expiresAt: END,
} as const;
/** One that was there before this project, and has no end of its own. */
export const OLD = { name: "password1", createdAt: "2025-01-01T00:00:00.000Z" } as const;

/** contoso's token was adopted with one password, and a new one was published beside it. */
export function adopted(
  change: Partial<Facts> = {},
  passwords: Token["passwords"] = [OLD, CURRENT],
): Facts {
  const beside = { slot: OLD.name, createdAt: OLD.createdAt, generation: 0 };
  const facts = withSecret(cleanFacts(), {
    tags: marked("contoso-pull", { slot: "password2", beside }),
  });
  return { ...withToken(facts, { passwords }), ...change };
}

/** Another stack declares one customer in the same registry. */
export function withOtherStack(facts: Facts): Facts {
  const name = "tailspin-pull";
  return {
    ...facts,
    tokens: [
      ...(facts.tokens ?? []),
      {
        id: `${REGISTRY}/tokens/${name}`,
        name,
        scopeMapId: `${REGISTRY}/scopeMaps/${name}`,
        enabled: true,
        passwords: [],
      },
    ],
    scopeMaps: [
      ...(facts.scopeMaps ?? []),
      {
        name,
        description: "rights of tailspin, declared by other123",
        actions: ["repositories/app/api/content/read"],
        isSystemDefined: false,
      },
    ],
    secrets: [
      ...(facts.secrets ?? []),
      {
        name: "tailspin-registry-other123",
        enabled: true,
        tags: marked(name, { owner: "other123" }),
      },
    ],
  };
}
