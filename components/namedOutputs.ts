// Resources with few outputs, since each output takes memory and time that a large stack notices.

import type * as pulumi from "@pulumi/pulumi";

type ResourceClass<Args, Resource> = new (
  name: string,
  args: Args,
  opts: pulumi.CustomResourceOptions,
) => Resource;

/**
 * A resource class whose resources have the outputs `id`, `urn` and those that are named, and no other.
 *
 * The engine gets and keeps the same properties. The SDK holds some twenty promises for each property of
 * each resource until the program ends, and most properties are never asked for; the figures are in docs/performance.md.
 */
export function withOutputs<
  Args,
  Resource extends pulumi.CustomResource,
  Name extends keyof Resource & string,
>(
  Type: ResourceClass<Args, Resource>,
  outputs: readonly Name[],
): ResourceClass<Args, pulumi.CustomResource & Pick<Resource, Name>> {
  patchSdk();
  const Whole: ResourceClass<Args, pulumi.CustomResource> = Type;
  const Part = class extends Whole {};
  outputsOf.set(Part, outputs);
  return Part as ResourceClass<Args, pulumi.CustomResource & Pick<Resource, Name>>;
}

const outputsOf = new WeakMap<object, readonly string[]>();

type Properties = Readonly<Record<string, unknown>>;

/** The part of the SDK that gives a resource its outputs. */
interface SdkRpc {
  transferProperties(resource: object, label: string, properties: Properties): object;
}

let isPatched = false;

function patchSdk(): void {
  if (isPatched) return;
  isPatched = true;
  // Through `require`, because the SDK's own modules look the function up in this object at each call.
  const rpc = require("@pulumi/pulumi/runtime/rpc") as SdkRpc;
  const { transferProperties } = rpc;
  rpc.transferProperties = (resource, label, properties) => {
    const names = outputsOf.get(resource.constructor);
    return transferProperties(resource, label, names ? pick(properties, names) : properties);
  };
}

function pick(properties: Properties, names: readonly string[]): Properties {
  const found = names.filter((name) => Object.hasOwn(properties, name));
  return Object.fromEntries(found.map((name) => [name, properties[name]]));
}
