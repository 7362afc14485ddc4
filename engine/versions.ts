// The versions of the engine's parts; build/*/go.mod pin the same ones, and a test compares them.

/** The Pulumi CLI that is downloaded or built. */
export const PULUMI_VERSION = "3.276.0";

/** The oldest Pulumi CLI that is taken from PATH: older ones lack `refresh_before_update` and provider folders. */
export const OLDEST_PULUMI_VERSION = "3.200.0";

/**
 * The language host that is built beside the CLI.
 *
 * Newer ones, from 3.69.0 on, are a Go module of their own that refers to sources outside of it, so that `go` cannot
 * fetch it; those before are part of Pulumi's SDK module, and serve the CLI above.
 */
export const LANGUAGE_HOST_VERSION = "3.60.0";
