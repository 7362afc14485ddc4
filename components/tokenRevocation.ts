// TokenRevocation as a program sees it; the plugin in provider/ does the work.

import * as pulumi from "@pulumi/pulumi";
import type { PasswordSlot } from "./tokenCredentials";

/** Which passwords may no longer work. */
export interface TokenRevocationArgs {
  /** ARM id of the token. */
  tokenId: pulumi.Input<string>;
  /** Passwords of a lower generation are revoked; kept as the record of what was asked for. */
  revokeBefore: pulumi.Input<number>;
  /** The passwords that go on working; every other one is removed, and whoever uses it is locked out. Without it nothing is. */
  keep: pulumi.Input<readonly Pick<PasswordSlot, "name" | "createdAt">[] | undefined>;
}

/**
 * Ends a token's passwords of revoked generations.
 *
 * Must depend on whatever publishes the new password, so that the old one ends only when the new one can be fetched.
 */
export class TokenRevocation extends pulumi.CustomResource {
  constructor(name: string, args: TokenRevocationArgs, opts?: pulumi.CustomResourceOptions) {
    super("acr-credentials:index:TokenRevocation", name, { ...args }, opts);
  }
}
