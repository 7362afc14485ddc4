// Definitions from which a part is taken that they have for a reason.
import type { Definition } from "../../../customer-sync/workflow/definition";
import type { Mutation } from "./syncedRegistries";

const REPOSITORY = "triggerBody()?['target']?['repository']";
const TAG = "triggerBody()?['target']?['tag']";
const DIGEST = "triggerBody()?['target']?['digest']";

/** Imports what the tag of an event points to when the import begins. */
export const importsByTag = withImage(`@concat(${REPOSITORY}, ':', ${TAG})`);

/** Imports what an event says that its tag points to. */
export const trustsEvents = withImage(`@concat(${REPOSITORY}, '@', ${DIGEST})`);

/** Copies a tag only once in a run. */
export const withoutUntil = revived((_, value) =>
  isUntil(value) ? { ...value, expression: "@equals(1, 1)" } : value,
);

/** A definition in which each value becomes what a function makes of it. */
export function revived(change: (key: string, value: unknown) => unknown): Mutation {
  return (definition) => JSON.parse(JSON.stringify(definition), change) as Definition;
}

/** Of events alone: the workflow that catches up has none. */
function withImage(image: string): Mutation {
  const change = revived((key, value) =>
    key === "sourceImage" && String(value).includes("Read_Tag") ? image : value,
  );
  return (definition) => ("Image_Pushed" in definition.triggers ? change(definition) : definition);
}

function isUntil(value: unknown): value is object {
  return typeof value === "object" && value !== null && "type" in value && value.type === "Until";
}
