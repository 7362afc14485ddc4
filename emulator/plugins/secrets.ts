// Takes secrets apart for the work with Azure and marks them again in what goes into the state.
import { isList, isMap, type PropertyMap, type PropertyValue, Secret } from "./wire";

/** Properties without their secret marks, for comparing and for request bodies; never for answers to the engine. */
export function reveal(properties: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, revealValue(value)]),
  );
}

/**
 * Marks every property as secret that is secret under the same path in the source.
 *
 * The engine does the same for plugins that do not accept secrets, the real azure-native among them
 * (annotateSecrets in pulumi/pulumi sdk/go/common/resource/plugin/provider_plugin.go; documented).
 */
export function withSecretsOf(source: PropertyMap, properties: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, markValue(source[name], value)]),
  );
}

function revealValue(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) {
    return revealValue(value.value);
  }
  if (isList(value)) {
    return value.map(revealValue);
  }
  return isMap(value) ? reveal(value) : value;
}

function markValue(source: PropertyValue | undefined, value: PropertyValue): PropertyValue {
  if (value instanceof Secret) {
    return value;
  }
  if (source instanceof Secret) {
    return new Secret(value);
  }
  if (isMap(source) && isMap(value)) {
    return withSecretsOf(source, value);
  }
  if (isList(source) && isList(value)) {
    return value.map((item, index) => markValue(source[index], item));
  }
  return value;
}
