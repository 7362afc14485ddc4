// TokenCredentials as a program sees it; the plugin in provider/ does the work.

import * as pulumi from "@pulumi/pulumi";

/** What is asked of one token's passwords. */
export interface TokenCredentialsArgs {
  /** ARM id of the token. Another id replaces the resource, and the passwords with it. */
  tokenId: pulumi.Input<string>;
  /** ARM id of the scope map that the token is bound to; changed by PATCH, which keeps the passwords. */
  scopeMapId: pulumi.Input<string>;
  /** Does the registry accept the token at all? Changed by PATCH, which keeps the passwords. @default true */
  enabled?: pulumi.Input<boolean>;
  /** How long a password works, from 7 to 3650. Counts from the next password on. @default 90 */
  lifetimeDays?: pulumi.Input<number>;
  /** How long before its end a password is followed by the next one. @default min(30, a third of the lifetime) */
  rotateBeforeDays?: pulumi.Input<number>;
  /** `manual` issues passwords without an end; from then on only raising `generation` makes a new one. @default "automatic" */
  rotation?: pulumi.Input<"automatic" | "manual">;
  /** Raising it issues a new password now; the one before works on until its announced end. @default 1 */
  generation?: pulumi.Input<number>;
  /** Passwords of a lower generation may be overwritten before their end. @default 1 */
  revokeBefore?: pulumi.Input<number>;
  /** The day (UTC, `YYYY-MM-DD`) at whose beginning all access ends; no password outlives it. @default - no end */
  notAfter?: pulumi.Input<string>;
  /** Must a new password log in before it is stored? @default true */
  verifyLogin?: pulumi.Input<boolean>;
  /** The id that the token's own resource has: unknown in the preview of a run that creates it. Not kept in the state. */
  tokenIs?: pulumi.Input<string>;
  /** The same of the scope map; so a preview says what exists already and cannot be created. */
  scopeMapIs?: pulumi.Input<string>;
}

/** One of a token's passwords, without its value. */
export interface PasswordSlot {
  /** `password1` or `password2`. */
  name: string;
  /** ISO 8601 instant. */
  createdAt: string;
  /** The `generation` that it was issued for; 0 for one that was there before. */
  generation: number;
}

/**
 * The passwords of one registry token, generated and rotated by the registry between two slots.
 *
 * Changes are made in place; the password in use is never overwritten while somebody may count on it.
 */
export class TokenCredentials extends pulumi.CustomResource {
  /** The name to log in with: the token's name. */
  declare readonly username: pulumi.Output<string>;
  /** The current password; a secret. */
  declare readonly password: pulumi.Output<string>;
  /** `password1` or `password2`: where the current password stands. */
  declare readonly currentSlot: pulumi.Output<string>;
  /** ISO 8601 instant at which the current password was made. */
  declare readonly issuedAt: pulumi.Output<string>;
  /** ISO 8601 instant at which the current password ends; null for one without an end. */
  declare readonly expiresAt: pulumi.Output<string | null>;
  /** The day (UTC) from which the current password is followed by the next; null when none will. */
  declare readonly rotateOn: pulumi.Output<string | null>;
  /** The passwords that somebody may hold: the current one, and the one before. */
  declare readonly slots: pulumi.Output<readonly PasswordSlot[]>;
  /** How often the program has asked for the other status: an even number, such as 0, while it asks for enabled. */
  declare readonly switches: pulumi.Output<number>;

  constructor(name: string, args: TokenCredentialsArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      username: undefined,
      password: undefined,
      currentSlot: undefined,
      issuedAt: undefined,
      expiresAt: undefined,
      rotateOn: undefined,
      slots: undefined,
      switches: undefined,
    };
    super("acr-credentials:index:TokenCredentials", name, { ...args, ...outputs }, opts);
  }
}
