// The TokenSecret resource for programs. The plugin in provider/ does the work.

import * as pulumi from "@pulumi/pulumi";

/** The settings of one token's passwords, and where the current one is published. */
export interface TokenSecretArgs {
  /** ARM id of the token. Another id replaces the resource, and the passwords with it. */
  tokenId: pulumi.Input<string>;
  /** ARM id of the scope map that the token is bound to; changed by PATCH, which keeps the passwords. */
  scopeMapId: pulumi.Input<string>;
  /** ARM id of the vault. Another one gets a new password, and the previous vault is no longer written. */
  vaultId: pulumi.Input<string>;
  /** Name of the secret. It keeps its first name in this vault, even if another one is given later. */
  secretName: pulumi.Input<string>;
  /** The random id of the stack: a secret with another one is never overwritten. */
  owner: pulumi.Input<string>;
  /** The stack's name, for people. */
  stack: pulumi.Input<string>;
  /** Was the token there before? Then its passwords may be in use, and none is overwritten before its end. @default false */
  adoptsToken?: pulumi.Input<boolean | undefined>;
  /** May a secret be overwritten that another stack has published? @default false */
  adoptsSecret?: pulumi.Input<boolean>;
  /** Does the registry accept the token, and may the secret be read? Keeps the passwords. @default true */
  enabled?: pulumi.Input<boolean>;
  /** How long a password works, from 7 to 3650. A change applies to the next password. @default 90 */
  lifetimeDays?: pulumi.Input<number>;
  /** How long before its end a password is followed by the next one. @default min(30, a third of the lifetime) */
  rotateBeforeDays?: pulumi.Input<number>;
  /** `manual` issues passwords without an end; then only raising `generation` makes a new one. @default "automatic" */
  rotation?: pulumi.Input<"automatic" | "manual">;
  /** Raising it issues a new password now; the previous one works until its announced end. @default 1 */
  generation?: pulumi.Input<number>;
  /** Passwords of a lower generation are removed, once their successor is published. @default 1 */
  revokeBefore?: pulumi.Input<number>;
  /** The day (UTC, `YYYY-MM-DD`) at whose beginning all access ends; no password outlives it. @default - no end */
  notAfter?: pulumi.Input<string>;
  /** Must a new password log in before it is published? @default true */
  verifyLogin?: pulumi.Input<boolean>;
  /** The id of the token's own resource: unknown in the preview of a run that creates it. Not kept in the state. */
  tokenIs?: pulumi.Input<string>;
  /** The same for the scope map; so a preview says what exists already and cannot be created. */
  scopeMapIs?: pulumi.Input<string>;
  /** Was the customer refused, with a message that was printed already? Not kept in the state. @default false */
  isRefused?: pulumi.Input<boolean>;
}

/**
 * The Key Vault secret with a registry token's current password. It manages that password from generation to end.
 *
 * The registry generates the password and the plugin writes it into the vault: it is not part of the state or of
 * anything else that the engine sees. Changes are made in place; a password is never overwritten before its announced
 * end.
 */
export class TokenSecret extends pulumi.CustomResource {
  /** The name to log in with: the token's name. */
  declare readonly username: pulumi.Output<string>;
  /** ARM id of the secret; undefined before the first password. */
  declare readonly secretId: pulumi.Output<string | undefined>;
  /** The version with the current password; null before the first. */
  declare readonly secretVersion: pulumi.Output<string | null>;
  /**
   * Is there a secret yet? It is created with the first password. A customer who is suspended from the start has none.
   */
  declare readonly isPublished: pulumi.Output<boolean | undefined>;
  /** `password1` or `password2`: the slot of the current password; null before the first. */
  declare readonly currentSlot: pulumi.Output<string | null>;
  /** ISO 8601 instant at which the current password was made. */
  declare readonly issuedAt: pulumi.Output<string | null>;
  /** ISO 8601 instant at which the current password ends; null for one without an end. */
  declare readonly expiresAt: pulumi.Output<string | null>;
  /** The day (UTC) from which the current password is followed by the next; null when none will. */
  declare readonly rotateOn: pulumi.Output<string | null>;

  /**
   * How many times runs changed the credential: slot, status, version, announced ends, revocation. Undefined until the
   * first time since this is counted.
   */
  declare readonly events: pulumi.Output<number | undefined>;
  /** SHA-256 in hex of the last of these events, and of the one before it, see access/seal.ts. */
  declare readonly eventSha256: pulumi.Output<string | undefined>;
  declare readonly previousEventSha256: pulumi.Output<string | undefined>;

  /** The first name that the secret was given. */
  declare readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: TokenSecretArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      username: undefined,
      secretId: undefined,
      secretVersion: undefined,
      isPublished: undefined,
      currentSlot: undefined,
      issuedAt: undefined,
      expiresAt: undefined,
      rotateOn: undefined,
      events: undefined,
      eventSha256: undefined,
      previousEventSha256: undefined,
    };
    super("acr-credentials:index:TokenSecret", name, { ...args, ...outputs }, opts);
  }
}
