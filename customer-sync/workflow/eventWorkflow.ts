// The workflow for events: copies what the vendor's webhooks announce.
import { copyDigest } from "./copyDigest";
import { copyTag } from "./copyTag";
import { after, type Definition, definition } from "./definition";
import { DIGEST, eventTrigger, REPOSITORY, TAG } from "./eventTrigger";
import { isGiven } from "./expressions";
import { declared, EVENT_PARAMETERS, HANDOVER_PARAMETERS } from "./parameters";
import { type Importing, READ_PASSWORD, readPassword } from "./requests";

/** The trigger's name, by which its URL is asked for; another one changes the URL. */
export const EVENT_TRIGGER = "Image_Pushed";

/** What the definitions differ in. */
export interface EventWorkflowOptions extends Importing {
  /** Whether the previous header secret still counts, as `previousHeaderSecret`. */
  readonly isHandover: boolean;
}

/**
 * The definition. It has no Response, so callers are answered 202 at once, within the 5 seconds that a webhook waits.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-reqres
 */
export function eventWorkflow({ isHandover, ...importing }: EventWorkflowOptions): Definition {
  const what = { repository: REPOSITORY, importing };
  return definition({
    parameters: declared(isHandover ? HANDOVER_PARAMETERS : EVENT_PARAMETERS),
    triggers: { [EVENT_TRIGGER]: eventTrigger({ isHandover }) },
    actions: {
      ...readPassword(importing.cloud),
      If_Tagged: {
        type: "If",
        runAfter: after(READ_PASSWORD),
        expression: `@${isGiven(TAG)}`,
        // The digest of the event is not used here: it may be an old one.
        actions: copyTag({ ...what, tag: TAG, runAfter: {} }),
        else: { actions: copyDigest({ ...what, digest: DIGEST }) },
      },
    },
  });
}
