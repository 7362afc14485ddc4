// How long a regenerated password may be refused although it is right, and how often to try it meanwhile.

/**
 * Until when the registry knows it everywhere: about 60 seconds, with a margin.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
export const KNOWN_EVERYWHERE_MS = 90_000;

/** The pause between two logins. */
export const TRIED_EVERY_MS = 3_000;
