// What one customer gets: a scope map, a token, and the secret in which its current password is found.

import { ScopeMap, Token } from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import { CORRECT_FIRST } from "../access/correctFirst";
import { revisionOf } from "../access/since";
import { isAdopted } from "../customers/isAdopted";
import type { Customer as CustomerEntry } from "../customers/schema";
import { scopeMapActions } from "../customers/scopeMapActions";
import type { Absent } from "./absence";
import type { AccessGuard } from "./accessGuard";
import { credentialSettings, mayLogIn } from "./credentialSettings";
import { logicalNames, type Place, scopeMapId, secretName, tokenId, vaultId } from "./names";
import { secretReaders } from "./secretReaders";
import { takeover } from "./takeover";
import { TokenSecret } from "./tokenSecret";
import { textOr } from "./whereKnown";

/** What is needed to give one customer access. */
export interface CustomerArgs {
  /** The customer's entry in the file. */
  entry: CustomerEntry;
  place: Place;
  /** Today's date (UTC, `YYYY-MM-DD`), by which `accessUntil` is judged. */
  today: string;
  /** Must a new password log in before it is published? */
  verifyLogin: boolean;
  /** The random id of the stack, which is part of every secret's name and stands in its tags. */
  owner: pulumi.Output<string>;
  /** Everything of the customer waits for it. */
  guard: AccessGuard;
  /** What of the customer is to be taken over and is not there. @default - nothing was looked for */
  absent?: Absent | undefined;
  /** Refuses to make it. @default - none */
  takeoverGuard?: pulumi.ResourceHook | undefined;
}

/**
 * Lets one customer pull a fixed set of repositories, and keeps the password in Key Vault.
 *
 * Makes the children `<id>-scope-map`, `<id>-token` and `<id>-secret`, and `<id>-reader-<object id>` for each reader. Ids are
 * literals, ordered by `dependsOn`: an unknown in a preview must never look like another token.
 */
export class Customer extends pulumi.ComponentResource {
  /** The name to log in with. */
  readonly username: pulumi.Output<string>;
  /** Name of the Key Vault secret that holds the current password; never the password itself. */
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: CustomerArgs, opts: pulumi.ComponentResourceOptions) {
    const { entry, place, guard } = args;
    // Else a run that the guard refuses would leave a new customer's protected component in the state.
    super("customer-access:index:Customer", name, {}, { ...opts, dependsOn: guard });
    const names = logicalNames(entry.id);
    const enabled = mayLogIn(entry, args.today);
    const isProtected = opts.protect ?? false;
    const ids = {
      tokenId: tokenId(place, entry.tokenName),
      scopeMapId: scopeMapId(place, entry.tokenName),
    };

    const taken = { entry, isProtected, absent: args.absent, guard: args.takeoverGuard };
    const scopeMap = new ScopeMap(
      names.scopeMap,
      {
        resourceGroupName: place.resourceGroupName,
        registryName: place.registryName,
        scopeMapName: entry.tokenName,
        actions: scopeMapActions(entry),
        description: pulumi
          .all([guard.rightsSince, args.owner])
          .apply(([since, owner]) =>
            scopeMapDescription(entry.id, owner, revisionOf(since, entry.id)),
          ),
      },
      {
        parent: this,
        dependsOn: guard,
        // azure-native would delete first: with another tokenName the vault would hold a dead password until the end.
        deleteBeforeReplace: false,
        ...takeover({ what: "scopeMap", id: ids.scopeMapId, ...taken }),
      },
    );
    const token = new Token(
      names.token,
      {
        resourceGroupName: place.resourceGroupName,
        registryName: place.registryName,
        tokenName: entry.tokenName,
        scopeMapId: ids.scopeMapId,
        status: enabled ? "enabled" : "disabled",
      },
      {
        parent: this,
        // What exists needs no scope map yet, and an import must not wait for what can fail.
        dependsOn: isAdopted(entry, "token") ? guard : scopeMap,
        deleteBeforeReplace: false,
        // azure-native updates by PUT, which can wipe the passwords: https://github.com/Azure/acr/issues/667
        ignoreChanges: ["scopeMapId", "status", "credentials"],
        ...takeover({ what: "token", id: ids.tokenId, ...taken }),
      },
    );
    const givenName = pulumi
      .all([args.owner, guard.listedSince])
      .apply(([owner, since]) => secretName(entry.id, owner, revisionOf(since, entry.id)));
    const secret = new TokenSecret(
      names.secret,
      {
        ...ids,
        vaultId: vaultId(place),
        secretName: givenName,
        owner: args.owner,
        stack: `${pulumi.getProject()}/${pulumi.getStack()}`,
        tokenIs: token.id,
        scopeMapIs: scopeMap.id,
        ...credentialSettings(entry, args.today),
        adoptsToken: guard.adopted.apply((ids) =>
          isAdopted(entry, "token") || ids?.includes(entry.id) ? true : undefined,
        ),
        ...(isAdopted(entry, "secret") ? { adoptsSecret: true } : {}),
        ...(args.verifyLogin ? {} : { verifyLogin: false }),
      },
      // It binds the token to the scope map.
      { parent: this, dependsOn: [token, scopeMap] },
    );
    const nameOfSecret = textOr(secret.secretName, givenName);
    secretReaders(
      entry,
      { place, secretName: nameOfSecret, secret, enabled },
      { parent: this, dependsOn: secret },
    );
    if (pulumi.runtime.isDryRun()) {
      for (const id of [ids.scopeMapId, ids.tokenId]) {
        const words = args.absent?.get(id);
        if (words !== undefined) void pulumi.log.warn(`${CORRECT_FIRST}${words}`, secret);
      }
    }

    this.username = secret.username;
    this.secretName = nameOfSecret;
    this.registerOutputs({
      username: secret.username,
      tokenId: ids.tokenId,
      repositories: entry.repositories,
      actions: entry.actions,
      state: entry.state,
      accessUntil: entry.accessUntil,
      generation: entry.credential.generation,
      secretId: secret.secretId,
      currentSlot: secret.currentSlot,
      issuedAt: secret.issuedAt,
      expiresAt: secret.expiresAt,
      rotateOn: secret.rotateOn,
    });
  }
}

/** Names the stack, and differs after each change of what the customer may pull, so that one that was killed half-way is written over. */
function scopeMapDescription(id: string, owner: string, revision: number | undefined): string {
  const since = revision === undefined ? "" : `, unchanged since revision ${revision}`;
  return `rights of ${id}, declared by ${owner}${since}`;
}
