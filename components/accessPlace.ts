// Ties this project's plugin to the registry and the vault of a stack, so that it looks for them before the engine does anything.

import * as pulumi from "@pulumi/pulumi";
import { type Place, registryId, vaultId } from "./names";

const PLUGIN = "acr-credentials";
const PLUGIN_VERSION = "0.1.0";

/**
 * Declares the plugin with the place as its parameter, for all resources of ours below `parent`.
 *
 * The engine keeps the parameter in the state and hands it to the plugin whenever it loads it: before a refresh
 * reads anything, and in each preview and update. A changed parameter replaces nothing.
 *
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto, `Parameterize`
 */
export function accessPlace(
  name: string,
  place: Place,
  parent: pulumi.Resource,
): pulumi.ProviderResource {
  const parameter = {
    cloud: place.cloud ?? "public",
    registryId: registryId(place),
    vaultId: vaultId(place),
  };
  const reference = pulumi.runtime.registerPackage({
    baseProviderName: PLUGIN,
    baseProviderVersion: PLUGIN_VERSION,
    baseProviderDownloadUrl: "",
    packageName: PLUGIN,
    packageVersion: PLUGIN_VERSION,
    base64Parameter: Buffer.from(JSON.stringify(parameter)).toString("base64"),
  });
  return new Plugin(PLUGIN, name, {}, { parent }, false, reference);
}

class Plugin extends pulumi.ProviderResource {}
