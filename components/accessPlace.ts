// Ties the plugin to a stack's registry and vault, so that both are verified before the engine does anything.

import { status } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { type Place, registryId, vaultId } from "./names";

const PLUGIN = "acr-credentials";
const VERSION = "0.1.0";

/**
 * Declares the plugin with the place as its parameter, for all resources of ours below `parent`.
 *
 * The engine keeps the parameter in the state and passes it to the plugin whenever it loads it: before a refresh reads
 * anything, and in each preview and update. A changed parameter replaces nothing.
 *
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto, `Parameterize`
 */
export function accessPlace(
  name: string,
  place: Place,
  parent: pulumi.Resource,
): pulumi.ProviderResource {
  const parameter = Buffer.from(
    JSON.stringify({
      cloud: place.cloud ?? "public",
      registryId: registryId(place),
      vaultId: vaultId(place),
    }),
  ).toString("base64");
  const reference = pulumi.runtime
    .registerPackage({
      baseProviderName: PLUGIN,
      baseProviderVersion: VERSION,
      baseProviderDownloadUrl: "",
      packageName: PLUGIN,
      packageVersion: VERSION,
      base64Parameter: parameter,
    })
    .catch(undefinedWhenUnknown);
  return new Plugin(PLUGIN, name, asInputs(parameter, reference), { parent }, false, reference);
}

class Plugin extends pulumi.ProviderResource {}

/** The language host that is built from Go modules is older than parameters and does not send requests for them. */
function undefinedWhenUnknown(error: { code?: number }): undefined {
  if (error.code !== status.UNIMPLEMENTED) throw error;
}

/**
 * The parameter in the form in which the engine itself keeps it, if it could not be registered; otherwise nothing.
 *
 * https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/providers/registry.go, `GetProviderParameterization`
 */
function asInputs(parameterization: string, reference: Promise<string | undefined>): pulumi.Inputs {
  const whenUnregistered = <Value>(value: Value) =>
    reference.then((registered) => (registered === undefined ? value : undefined));
  return {
    version: whenUnregistered(VERSION),
    __internal: whenUnregistered({ name: PLUGIN, version: VERSION, parameterization }),
  };
}
