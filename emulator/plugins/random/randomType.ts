// What a resource type of the random plugin consists of; random.ts serves them all in the same way.
import type { PropertyMap } from "../wire";

/** One resource type; its values are made once and kept in the state. */
export interface RandomType {
  /** The inputs with their defaults filled in; all of them stand in the outputs, too. */
  settings(inputs: PropertyMap): PropertyMap;
  /** What is wrong with the settings. */
  failures(settings: PropertyMap): readonly string[];
  /** Makes a new value. */
  generate(settings: PropertyMap): RandomValue;
  /** Takes a value that was made elsewhere; the id is what `pulumi import` was given. */
  adopt(importId: string): RandomValue & { readonly inputs: PropertyMap };
  /** Names of the outputs that are unknown in a preview. */
  readonly computed: readonly string[];
  /** Version of the resource in the Terraform provider behind the real plugin; 0 stands in no state. */
  readonly schemaVersion: number;
  /** Names of the outputs that are secret. */
  readonly secrets: readonly string[];
}

/** The id and the computed outputs of one resource. */
export interface RandomValue {
  readonly id: string;
  readonly outputs: PropertyMap;
}
