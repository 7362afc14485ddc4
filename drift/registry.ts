// Finds settings of the registry that let others in, and limits that are nearly reached.
import type { Facts } from "./facts";
import type { Finding } from "./finding";

/** Its admin user, pulling without a login, and whatever copies from it. */
export function registryDrift(facts: Facts): Finding[] {
  const { registry, place, exportPipelines = [], connectedRegistries = [] } = facts;
  const subject = `registry ${place.registryId.split("/").at(-1)}`;
  return [
    ...(registry.isAdminUserEnabled
      ? [
          {
            kind: "adminUser" as const,
            subject,
            message:
              "its admin user is enabled: whoever has one of its two passwords reads and writes everything",
          },
        ]
      : []),
    ...(registry.isAnonymousPullEnabled
      ? [
          {
            kind: "anonymousPull" as const,
            subject,
            message: "everybody pulls everything without a login",
          },
        ]
      : []),
    ...exportPipelines.map(({ name, target, principalId }) => ({
      kind: "exportPipeline" as const,
      subject: `export pipeline ${name}`,
      message: `copies images to ${target}${principalId === undefined ? "" : ` as ${principalId}`}`,
    })),
    ...connectedRegistries.map(({ name, mode, clientTokenIds }) => ({
      kind: "connectedRegistry" as const,
      subject: `connected registry ${name}`,
      message: `copies images (${mode}) and lets ${clientTokenIds.length} ${clientTokenIds.length === 1 ? "token" : "tokens"} pull there`,
    })),
  ];
}

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const MOST_ACTIONS = 500;

/** The share of a limit from which it is worth a finding. */
const NEAR = 0.9;

/**
 * Limits that are reached or nearly reached; Azure reports those of tokens and scope maps, which depend on the tier.
 */
export function quotaDrift({ usages = [], scopeMaps = [], registry }: Facts): Finding[] {
  const words: Readonly<Record<string, string>> = { Tokens: "tokens", ScopeMaps: "scope maps" };
  return [
    ...usages
      .filter(({ name }) => words[name] !== undefined)
      .filter(({ used, limit }) => limit > 0 && used >= limit * NEAR)
      .map(({ name, used, limit }) => ({
        kind: "quota" as const,
        subject: `${words[name]}`,
        message: `${used} of the ${limit} that ${registry.sku} allows`,
      })),
    ...scopeMaps
      .filter(({ actions }) => actions.length >= MOST_ACTIONS * NEAR)
      .map(({ name, actions }) => ({
        kind: "quota" as const,
        subject: `scope map ${name}`,
        message: `${actions.length} of ${MOST_ACTIONS} actions`,
      })),
  ];
}
