// The workflow that catches up: copies the tags that changed lately, so that an event that was missed does not matter.
import { copyTag } from "./copyTag";
import { after, afterAnyEndOf, type Definition, definition } from "./definition";
import { equals, not, parameter, statusOf } from "./expressions";
import { CATCH_UP_PARAMETERS, declared, REPOSITORIES, TARGET_PREFIX } from "./parameters";
import {
  getAccessToken,
  type Importing,
  listNewestTags,
  NEWEST_TAGS,
  READ_PASSWORD,
  readPassword,
} from "./requests";
import { MORE_TAGS_CHANGED, whyNoPassword, whyNotCaughtUp } from "./whyNotCopied";

/** The trigger's name. */
export const CATCH_UP_TRIGGER = "Catch_Up";

/** How often it runs. */
export const CATCH_UP_INTERVAL_HOURS = 6;

/** Less than for an event, so that no run waits for hours for imports that never end. */
const LIMIT = { count: 3, timeout: "PT30M" };

/** How many repositories are looked at side by side. */
const REPOSITORIES_AT_ONCE = 4;

/**
 * The definition. It copies again what is there already, which changes nothing: a workflow cannot compare with the customer's
 * registry. One repository that fails does not stop the others. A repository that does not exist yet is no failure.
 */
export function catchUpWorkflow(importing: Importing): Definition {
  const repository = "items('Each_Repository')";
  const token = "Get_Access_Token_For_Tags";
  const tags = "body('List_Newest_Tags')['tags']";
  return definition({
    parameters: declared(CATCH_UP_PARAMETERS),
    triggers: {
      [CATCH_UP_TRIGGER]: {
        type: "Recurrence",
        recurrence: { frequency: "Hour", interval: CATCH_UP_INTERVAL_HOURS },
      },
    },
    actions: {
      ...readPassword(importing.cloud),
      ...whyNoPassword(),
      ...whyNotCaughtUp("Each_Repository"),
      Each_Repository: {
        type: "Foreach",
        runAfter: after(READ_PASSWORD),
        foreach: `@${REPOSITORIES}`,
        runtimeConfiguration: { concurrency: { repetitions: REPOSITORIES_AT_ONCE } },
        actions: {
          [token]: getAccessToken(repository, "pull,metadata_read", {}),
          List_Newest_Tags: listNewestTags(repository, token),
          If_Repository_Is_There: {
            type: "If",
            runAfter: afterAnyEndOf("List_Newest_Tags"),
            expression: `@${not(equals(statusOf("List_Newest_Tags"), "404"))}`,
            actions: {
              Changed_Lately: {
                type: "Query",
                runAfter: {},
                inputs: {
                  from: `@if(empty(${tags}), json('[]'), ${tags})`,
                  where: `@greater(ticks(item()['lastUpdateTime']), ticks(addHours(utcNow(), ${parameter("negativeCatchUpHours")})))`,
                },
              },
              Each_Tag: {
                type: "Foreach",
                runAfter: after("Changed_Lately"),
                foreach: "@body('Changed_Lately')",
                operationOptions: "Sequential",
                actions: copyTag({
                  repository,
                  tag: "items('Each_Tag')['name']",
                  importing,
                  runAfter: {},
                  limit: LIMIT,
                }),
              },
              If_There_May_Be_More: {
                type: "If",
                runAfter: after("Each_Tag"),
                expression: `@${equals("length(body('Changed_Lately'))", String(NEWEST_TAGS))}`,
                actions: {
                  // Terminate may not stand in a loop. This fails, because a prefix is no list.
                  [MORE_TAGS_CHANGED]: {
                    type: "Query",
                    runAfter: {},
                    inputs: { from: `@${TARGET_PREFIX}`, where: "@equals(1, 1)" },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
}
