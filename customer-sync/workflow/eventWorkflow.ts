// The workflow for events: copies what the vendor's webhooks announce.
import { copyDigest } from "./copyDigest";
import { copyTag, IS_TAG_COPIED } from "./copyTag";
import { after, type Definition, definition } from "./definition";
import { DIGEST, type EventTriggerOptions, eventTrigger, REPOSITORY, TAG } from "./eventTrigger";
import { type Expression, isGiven, isGoneAt, messageOf, statusOf } from "./expressions";
import { declared, EVENT_PARAMETERS, HANDOVER_PARAMETERS } from "./parameters";
import { type Importing, READ_PASSWORD, readPassword } from "./requests";
import { whyNoPassword, whyNotCopied } from "./whyNotCopied";

/** The trigger's name, by which its URL is asked for; another one changes the URL. */
export const EVENT_TRIGGER = "Image_Pushed";

/** The next run that catches up tries again. */
const LIMIT = { count: 10, timeout: "PT2H" };

/** What the definitions differ in. */
export interface EventWorkflowOptions extends Importing, EventTriggerOptions {}

/**
 * The definition. It has no Response, so callers are answered 202 at once, within the 5 seconds that a webhook waits.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-reqres
 */
export function eventWorkflow(options: EventWorkflowOptions): Definition {
  const { isHandover, prefixes, ...importing } = options;
  const what = { repository: REPOSITORY, importing };
  return definition({
    parameters: declared(isHandover ? HANDOVER_PARAMETERS : EVENT_PARAMETERS),
    triggers: { [EVENT_TRIGGER]: eventTrigger({ isHandover, prefixes }) },
    actions: {
      ...readPassword(importing.cloud),
      If_Tagged: {
        type: "If",
        runAfter: after(READ_PASSWORD),
        expression: `@${isGiven(TAG)}`,
        // The digest of the event is not used here: it may be an old one.
        actions: copyTag({ ...what, tag: TAG, runAfter: {}, limit: LIMIT }),
        else: { actions: copyDigest({ ...what, digest: DIGEST }) },
      },
      ...whyNoPassword(),
      ...whyNotCopied("If_Tagged", {
        repository: REPOSITORY,
        token: ofEither("Get_Access_Token", "Get_Access_Token_For_Digest", statusOf),
        read: ofEither("Read_Tag", "Read_Pushed", statusOf),
        isGone: ofEither("Read_Tag", "Read_Pushed", isGoneAt),
        import: ofEither("Import_Tag", "Import_Pushed", statusOf),
        refusal: ofEither("Import_Tag", "Import_Pushed", messageOf),
        isCopied: IS_TAG_COPIED,
      }),
    },
  });
}

/** Of what is done for a tag, or else of what is done for a digest. */
function ofEither(
  forTag: string,
  forDigest: string,
  of: (action: string) => Expression,
): Expression {
  return `if(${isGiven(TAG)}, ${of(forTag)}, ${of(forDigest)})`;
}
