// What every resource of azure-native is declared with, so that its API version decides nothing.

import type * as pulumi from "@pulumi/pulumi";

/**
 * A transformation that makes a resource of azure-native independent of the API version, with which azure-native comes.
 *
 * azure-native writes its version of the type into the inputs, and takes another one for a change: after an upgrade of the
 * package it would write every resource again by PUT, which wipes the passwords of tokens. So that input is ignored. Requests
 * go by the package's version all the same.
 *
 * The aliases for the types of each version are dropped: only the unversioned types are used here, so nothing needs them,
 * and at 1,000 customers they take half of the time.
 *
 * `tokenGuard` is asked before a token is written again; by default nobody is.
 *
 * https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (applyDefaults, Diff)
 */
export function withoutApiVersion(tokenGuard?: pulumi.ResourceHook): pulumi.ResourceTransformation {
  return ({ type, props, opts }) => {
    if (!type.startsWith("azure-native:")) return undefined;
    const { ignoreChanges = [], hooks } = opts as pulumi.CustomResourceOptions;
    const isGuarded = tokenGuard !== undefined && type === TOKEN_TYPE;
    return {
      props,
      opts: {
        ...opts,
        aliases: [],
        ignoreChanges: [...ignoreChanges, "azureApiVersion"],
        ...(isGuarded ? { hooks: { ...hooks, beforeUpdate: [tokenGuard] } } : {}),
      },
    };
  };
}

const TOKEN_TYPE = "azure-native:containerregistry:Token";
