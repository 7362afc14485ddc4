// What azure-native treats as a change of a resource: differences between previous and new inputs.
//
// Diff in provider.go and diff.go of pulumi/pulumi-azure-native provider/pkg/provider (documented).
import { propertyChanges, topLevel } from "../propertyDiff";
import type { DiffRequest, DiffResult } from "../provider";
import { reveal } from "../secrets";
import type { PropertyMap } from "../wire";
import { allProperties } from "./conversion";
import type { Properties, ResourceType } from "./resourceType";

/** The changes by path; what replaces is deleted first. */
export function inputChanges(type: ResourceType, request: DiffRequest): DiffResult {
  // A resource that came from an import has no api-version among its inputs.
  const { azureApiVersion } = request.olds;
  const known: PropertyMap = azureApiVersion === undefined ? {} : { azureApiVersion };
  const oldInputs = reveal({ ...known, ...request.oldInputs });
  const news = reveal(request.news);
  const changes = [...propertyChanges(oldInputs, news)].filter(
    ([path]) => !isSameToAzure(type, path, { old: oldInputs, now: news }),
  );
  return {
    changes: new Map(
      changes.map(([path, change]) => [path, { change, replaces: isReplacing(type, path) }]),
    ),
    deleteBeforeReplace: true,
  };
}

function isReplacing(type: ResourceType, path: string): boolean {
  return topLevel(path) in type.parameters || isReplacingIn(allProperties(type), path.split("."));
}

function isReplacingIn(properties: Properties, [name = "", ...below]: readonly string[]): boolean {
  const property = properties[topLevel(name)];
  return (
    property?.replaces === true ||
    (below.length > 0 && isReplacingIn(property?.fields ?? {}, below))
  );
}

// Azure takes a resource group in any case, and a default that is spelt out changes nothing (diff.go; documented).
function isSameToAzure(
  type: ResourceType,
  path: string,
  { old, now }: { readonly old: PropertyMap; readonly now: PropertyMap },
): boolean {
  if (path === "resourceGroupName") {
    return String(old[path]).toLowerCase() === String(now[path]).toLowerCase();
  }
  const { defaultValue } = allProperties(type)[path] ?? {};
  return defaultValue !== undefined && old[path] === undefined && now[path] === defaultValue;
}
