// What CustomerSync takes.
import type * as pulumi from "@pulumi/pulumi";
import type { CloudName } from "../azure/clouds";

/** What is copied, from where to where, and who may start it. */
export interface CustomerSyncArgs {
  /** Where the workflows are. Another one replaces them, and with them the callback URL. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The region of the workflows; another one replaces them, and with them the callback URL. */
  readonly location: pulumi.Input<string>;
  /** Login server of the vendor's registry: `vendorimages.azurecr.io`. */
  readonly vendorRegistry: string;
  /** The token that the vendor made for this customer; it needs `content/read` and `metadata/read`. */
  readonly tokenName: string;
  /** The token's password. */
  readonly password: Password;
  /**
   * How the workflows may read the password: by the role *Key Vault Secrets User* on that one secret, or, in a vault that uses access
   * policies and not roles, by a policy for each of them. A policy is of the whole vault, so with it they may read *every* secret
   * there: then a vault of its own for this password is best. It is written out, and not found by reading the vault, so that a
   * reviewer sees it; `requirePlaces` refuses what the vault does not honour, before anything is made. With `policy`, the cloud has to be the
   * public one. A change takes effect at once, and keeps the callback URL. @default "role"
   */
  readonly vaultAccess?: VaultAccess;
  /** What the vendor's webhooks send in `X-Registry-Sync`. A change takes effect at once: see {@link previousHeaderSecret}. */
  readonly headerSecret: pulumi.Input<string>;
  /** While a new header secret is handed over: the one that the vendor still sends. @default - none counts */
  readonly previousHeaderSecret?: pulumi.Input<string>;
  /**
   * Exact names at the vendor's, and prefixes such as `base/*`. Events are taken of every repository below a prefix, also of later
   * ones. The catch-up looks at the exact names alone, because the vendor's token may not list repositories: name those below a
   * prefix beside it.
   */
  readonly repositories: readonly string[];
  /** Resource Manager's id of the customer's registry. */
  readonly targetRegistryId: string;
  /** What stands before the name of a repository there, so that no image of the customer is overwritten. @default "vendor/" */
  readonly targetPrefix?: string;
  /**
   * Who may call: ranges such as `20.42.0.0/24` or `20.42.0.1-20.42.0.9`, or `any`. From which addresses a registry sends is not
   * documented (https://github.com/Azure/acr/issues/144), so mostly it is `any`, and the header secret decides.
   */
  readonly allowedCallers: "any" | readonly string[];
  /** How far back the catch-up looks; what was missed before is found by `npm run sync`. @default 24 */
  readonly catchUpHours?: number;
  /**
   * Whether each import's end is waited for. That takes a role of its own on the subscription, since the end is looked up there.
   * Without, an import may overtake a later one, and a tag may be an old one until the next catch-up. @default true
   */
  readonly waitsForImports?: boolean;
  /**
   * The cloud in which all of this is; it decides the addresses of Resource Manager and of the vault. The vendor's registry may be in
   * another one. Only the public one was tried, on an emulator. @default "public"
   */
  readonly cloud?: CloudName;
  /** Whom to tell about failed runs. @default - nobody */
  readonly alert?: { readonly actionGroupId: pulumi.Input<string> };
}

/** By what a vault decides about access: https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy */
export const VAULT_ACCESSES = ["role", "policy"] as const;

/** One of {@link VAULT_ACCESSES}. */
export type VaultAccess = (typeof VAULT_ACCESSES)[number];

/** Where the password is: a secret that somebody else keeps up to date, or a value that goes into the vault. */
export type Password =
  | {
      /** Resource Manager's id of the secret, without a version: `/subscriptions/…/vaults/NAME/secrets/SECRET`. */
      readonly secretId: string;
    }
  | {
      /** The value, which is in the stack's state then, encrypted. A change is a new version of the secret. */
      readonly value: pulumi.Input<string>;
      /** Resource Manager's id of the vault; another one replaces the secret. */
      readonly vaultId: string;
    };

/** For images that nobody gave another place. */
export const DEFAULT_TARGET_PREFIX = "vendor/";

/** Four runs in a row may fail before anything is missed. */
export const DEFAULT_CATCH_UP_HOURS = 24;
