// TokenSecret as a program sees it; the plugin in provider/ does the work.

import * as pulumi from "@pulumi/pulumi";

/** What is asked of one token's passwords, and where the current one is published. */
export interface TokenSecretArgs {
  /** ARM id of the token. Another id replaces the resource, and the passwords with it. */
  tokenId: pulumi.Input<string>;
  /** ARM id of the scope map that the token is bound to; changed by PATCH, which keeps the passwords. */
  scopeMapId: pulumi.Input<string>;
  /** ARM id of the vault. In another one a new password is published, and nothing more in the one before. */
  vaultId: pulumi.Input<string>;
  /** Name of the secret, which it keeps from its first run in this vault on, whatever is given later. */
  secretName: pulumi.Input<string>;
  /** The random id of the stack: what bears another one is never written over. */
  owner: pulumi.Input<string>;
  /** The stack's name, for people. */
  stack: pulumi.Input<string>;
  /** Was the token there before? Then its passwords may be in use, and none is written over before its end. @default false */
  adoptsToken?: pulumi.Input<boolean | undefined>;
  /** May a secret be written over that another stack has published? @default false */
  adoptsSecret?: pulumi.Input<boolean>;
  /** Does the registry accept the token, and may the secret be read? Keeps the passwords. @default true */
  enabled?: pulumi.Input<boolean>;
  /** How long a password works, from 7 to 3650. Counts from the next password on. @default 90 */
  lifetimeDays?: pulumi.Input<number>;
  /** How long before its end a password is followed by the next one. @default min(30, a third of the lifetime) */
  rotateBeforeDays?: pulumi.Input<number>;
  /** `manual` issues passwords without an end; from then on only raising `generation` makes a new one. @default "automatic" */
  rotation?: pulumi.Input<"automatic" | "manual">;
  /** Raising it issues a new password now; the one before works on until its announced end. @default 1 */
  generation?: pulumi.Input<number>;
  /** Passwords of a lower generation are removed, once their successor is published. @default 1 */
  revokeBefore?: pulumi.Input<number>;
  /** The day (UTC, `YYYY-MM-DD`) at whose beginning all access ends; no password outlives it. @default - no end */
  notAfter?: pulumi.Input<string>;
  /** Must a new password log in before it is published? @default true */
  verifyLogin?: pulumi.Input<boolean>;
  /** The id that the token's own resource has: unknown in the preview of a run that creates it. Not kept in the state. */
  tokenIs?: pulumi.Input<string>;
  /** The same of the scope map; so a preview says what exists already and cannot be created. */
  scopeMapIs?: pulumi.Input<string>;
}

/**
 * The Key Vault secret that hands out a registry token's current password, and the whole life of that password.
 *
 * The registry generates it and the plugin writes it into the vault: it is no part of the state, nor of anything that the
 * engine sees. Changes are made in place; a password is never overwritten while somebody may count on it.
 */
export class TokenSecret extends pulumi.CustomResource {
  /** The name to log in with: the token's name. */
  declare readonly username: pulumi.Output<string>;
  /** ARM id of the secret; undefined before the first password. */
  declare readonly secretId: pulumi.Output<string | undefined>;
  /** The version that hands out the current password; null before the first. */
  declare readonly secretVersion: pulumi.Output<string | null>;
  /** Is there a secret yet? It comes with the first password, which a customer who is suspended from the start has not. */
  declare readonly isPublished: pulumi.Output<boolean | undefined>;
  /** `password1` or `password2`: where the current password stands; null before the first. */
  declare readonly currentSlot: pulumi.Output<string | null>;
  /** ISO 8601 instant at which the current password was made. */
  declare readonly issuedAt: pulumi.Output<string | null>;
  /** ISO 8601 instant at which the current password ends; null for one without an end. */
  declare readonly expiresAt: pulumi.Output<string | null>;
  /** The day (UTC) from which the current password is followed by the next; null when none will. */
  declare readonly rotateOn: pulumi.Output<string | null>;

  /** Name of the secret, as it was given first. */
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
    };
    super("acr-credentials:index:TokenSecret", name, { ...args, ...outputs }, opts);
  }
}
