// The options of every azure-native resource: its API version must not cause changes.

import type * as pulumi from "@pulumi/pulumi";

/**
 * A transformation that makes a resource of azure-native independent of the API version, with which azure-native comes.
 *
 * azure-native writes its version of the type into the inputs, and treats another one as a change: after an upgrade of
 * the package it would write every resource again by PUT, which removes the passwords of tokens. So that input is
 * ignored. Requests still use the package's version.
 *
 * The aliases for the types of each version are dropped: only the unversioned types are used here, so nothing needs them,
 * and at 1,000 customers they take half of the time.
 *
 * `tokenGuard` runs before a token is written again; by default there is none.
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
