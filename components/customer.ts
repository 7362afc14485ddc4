// The resources of one customer: a scope map, a token, and the secret with the current password.

import { ScopeMap, Token } from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import { CORRECT_FIRST } from "../access/correctFirst";
import { scopeMapDescription } from "../access/scopeMapMark";
import { revisionOf } from "../access/since";
import { isAdopted } from "../customers/isAdopted";
import type { Customer as CustomerEntry } from "../customers/schema/schema";
import { scopeMapActions } from "../customers/scopeMapActions";
import type { AccessGuard } from "./accessGuard";
import type { AdoptionGuard, AdoptionProblems } from "./adoptionProblems";
import { credentialSettings, mayLogIn } from "./credentialSettings";
import { importOptions } from "./importOptions";
import { withOutputs } from "./namedOutputs";
import {
  logicalNames,
  type Place,
  scopeMapId,
  secretName,
  syncSecretName,
  tokenId,
  vaultId,
} from "./names";
import { secretReaders } from "./secretReaders";
import { TokenSecret } from "./tokenSecret";
import { type AllSyncTargets, customerSync } from "./webhooks";
import { textOr } from "./whereKnown";

/** What is needed to give one customer access. */
export interface CustomerArgs {
  /** The customer's entry in the file. */
  entry: CustomerEntry;
  place: Place;
  /** Today's date (UTC, `YYYY-MM-DD`), with which `accessUntil` is compared. */
  today: string;
  /** Must a new password log in before it is published? */
  verifyLogin: boolean;
  /** The random id of the stack, which is part of every secret's name and of its tags. */
  owner: pulumi.Output<string>;
  /** Everything of the customer waits for it. */
  guard: AccessGuard;
  /** Why resources of the customer cannot be adopted. @default - not checked */
  adoptionProblems?: AdoptionProblems | undefined;
  /** The hook that refuses to create it. @default - none */
  adoptionGuard?: AdoptionGuard | undefined;
  /** What `AdoptionGuard.watch` gave: refuses to overwrite a scope map that another stack has adopted. @default - none */
  overwriteGuard?: pulumi.ResourceHook | undefined;
  /** Which webhooks the customers with `sync` need. @default - there are none */
  syncTargets?: Promise<AllSyncTargets> | undefined;
}

/**
 * Lets one customer pull a fixed set of repositories, and keeps the password in Key Vault.
 *
 * Makes the children `<id>-scope-map`, `<id>-token` and `<id>-secret`, and `<id>-reader-<object id>` for each reader; with
 * `sync` in the entry also `<id>-sync`. Ids are literals, ordered by `dependsOn`: an unknown in a preview must never look
 * like another token.
 */
export class Customer extends pulumi.ComponentResource {
  /** The name to log in with. */
  readonly username: pulumi.Output<string>;
  /** Name of the Key Vault secret that holds the current password; never the password itself. */
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: CustomerArgs, opts: pulumi.ComponentResourceOptions) {
    const { entry, place, guard } = args;
    // Otherwise a run that the guard refuses would leave a new customer's protected component in the state.
    super("customer-access:index:Customer", name, {}, { ...opts, dependsOn: guard });
    const names = logicalNames(entry.id);
    const enabled = mayLogIn(entry, args.today);
    const isProtected = opts.protect ?? false;
    const ids = {
      tokenId: tokenId(place, entry.tokenName),
      scopeMapId: scopeMapId(place, entry.tokenName),
    };

    const { adoptionProblems, adoptionGuard, overwriteGuard } = args;
    const found = [ids.scopeMapId, ids.tokenId].flatMap((id) => adoptionProblems?.get(id) ?? []);
    const taken = { entry, isProtected, adoptionProblems, guard: adoptionGuard, overwriteGuard };
    const scopeMap = new ScopeMapWithoutOutputs(
      names.scopeMap,
      {
        resourceGroupName: place.resourceGroupName,
        registryName: place.registryName,
        scopeMapName: entry.tokenName,
        actions: scopeMapActions(entry),
        description: pulumi
          .all([guard.rightsSince, args.owner])
          .apply(([since, owner]) =>
            scopeMapDescription({ customer: entry.id, owner }, revisionOf(since, entry.id)),
          ),
      },
      {
        parent: this,
        dependsOn: guard,
        // azure-native would delete first: with another tokenName the vault would hold an ended password until the end
        // of the run.
        deleteBeforeReplace: false,
        ...importOptions({ what: "scopeMap", name: names.scopeMap, id: ids.scopeMapId, ...taken }),
      },
    );
    const token = new TokenWithoutOutputs(
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
        // An existing token needs no scope map yet, and an import must not depend on a resource that can fail.
        dependsOn: isAdopted(entry, "token") ? guard : scopeMap,
        deleteBeforeReplace: false,
        // azure-native updates by PUT, which can wipe the passwords: https://github.com/Azure/acr/issues/667
        ignoreChanges: ["scopeMapId", "status", "credentials"],
        ...importOptions({ what: "token", name: names.token, id: ids.tokenId, ...taken }),
      },
    );
    const named = (nameOf: typeof secretName) =>
      pulumi
        .all([args.owner, guard.listedSince])
        .apply(([owner, since]) => nameOf(entry.id, owner, revisionOf(since, entry.id)));
    const givenName = named(secretName);
    const secret = new SecretWithNamedOutputs(
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
        ...(found.some(({ kind }) => kind !== "missing") ? { isRefused: true } : {}),
      },
      // TokenSecret binds the token to the scope map.
      { parent: this, dependsOn: [token, scopeMap] },
    );
    const nameOfSecret = textOr(secret.secretName, givenName);
    secretReaders(
      entry,
      { place, secretName: nameOfSecret, secret, enabled },
      { parent: this, dependsOn: secret },
    );
    if (entry.sync !== undefined) {
      const { today, owner, syncTargets: targets } = args;
      const about = { entry, place, today, owner, guard, targets };
      customerSync({ ...about, secretName: named(syncSecretName) }, { parent: this });
    }
    if (pulumi.runtime.isDryRun()) {
      for (const words of new Set(found.map((each) => each.words))) {
        // Not before the URN is known: the SDK's messages wait for each other, so one whose resource is never registered
        // would stop those of all later runs in this process, and with them the runs.
        secret.urn.apply(() => pulumi.log.warn(`${CORRECT_FIRST}${words}`, secret));
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

const ScopeMapWithoutOutputs = withOutputs(ScopeMap, []);
const TokenWithoutOutputs = withOutputs(Token, []);
const SecretWithNamedOutputs = withOutputs(TokenSecret, [
  "username",
  "secretName",
  "secretId",
  "isPublished",
  "currentSlot",
  "issuedAt",
  "expiresAt",
  "rotateOn",
]);
