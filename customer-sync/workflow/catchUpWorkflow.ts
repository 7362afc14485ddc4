// The workflow that catches up: copies what changed lately, so that an event that was missed does not matter.
import { changedLately, failIfMore, type Listed } from "./changedLately";
import { copyDigest } from "./copyDigest";
import { copyTag } from "./copyTag";
import { after, afterAnyEndOf, type Definition, definition } from "./definition";
import { isGoneAt, not } from "./expressions";
import { CATCH_UP_PARAMETERS, declared, REPOSITORIES } from "./parameters";
import {
  getAccessToken,
  type Importing,
  listNewestManifests,
  listNewestTags,
  READ_PASSWORD,
  readPassword,
} from "./requests";
import {
  MORE_MANIFESTS_CHANGED,
  MORE_TAGS_CHANGED,
  whyNoPassword,
  whyNotCaughtUp,
} from "./whyNotCopied";

/** The trigger's name. */
export const CATCH_UP_TRIGGER = "Catch_Up";

/** How often it runs. */
export const CATCH_UP_INTERVAL_HOURS = 6;

/** Less than for an event, so that no run waits for hours for imports that never end. */
const LIMIT = { count: 3, timeout: "PT30M" };

const TAGS: Listed = { action: "List_Newest_Tags", items: "tags" };
const MANIFESTS: Listed = { action: "List_Newest_Manifests", items: "manifests" };

/** How many repositories are looked at side by side. */
const REPOSITORIES_AT_ONCE = 4;

/**
 * The definition. It copies again what is there already, which changes nothing: a workflow cannot compare with the customer's
 * registry. One repository that fails does not stop the others. A repository that does not exist yet is no failure.
 *
 * After the tags it looks at each manifest without a tag, because what refers to an image may come long after it, and may refer to
 * one of its platforms, or to another referrer.
 */
export function catchUpWorkflow(importing: Importing): Definition {
  const repository = "items('Each_Repository')";
  const token = "Get_Access_Token_For_Tags";
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
          [TAGS.action]: listNewestTags(repository, token),
          If_Repository_Is_There: {
            type: "If",
            runAfter: afterAnyEndOf(TAGS.action),
            expression: `@${not(isGoneAt(TAGS.action))}`,
            actions: {
              Changed_Lately: changedLately(TAGS, {}),
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
              ...failIfMore(
                MORE_TAGS_CHANGED,
                { listed: TAGS, changed: "Changed_Lately" },
                after("Each_Tag"),
              ),
              // Before the tags, whose imports may take longer than the access token lives.
              [MANIFESTS.action]: listNewestManifests(repository, token),
              Manifests_Changed_Lately: changedLately(MANIFESTS, after(MANIFESTS.action)),
              Without_Tag: {
                type: "Query",
                runAfter: after("Manifests_Changed_Lately"),
                inputs: {
                  from: "@body('Manifests_Changed_Lately')",
                  where: "@empty(item()?['tags'])",
                },
              },
              // A tag that failed still fails the iteration: what else comes after the tags is skipped then.
              Each_Untagged: {
                type: "Foreach",
                runAfter: { ...after("Without_Tag"), ...afterAnyEndOf("Each_Tag") },
                foreach: "@body('Without_Tag')",
                operationOptions: "Sequential",
                actions: copyDigest({
                  repository,
                  digest: "items('Each_Untagged')['digest']",
                  importing,
                }),
              },
              ...failIfMore(
                MORE_MANIFESTS_CHANGED,
                { listed: MANIFESTS, changed: "Manifests_Changed_Lately" },
                after("Each_Untagged"),
              ),
            },
          },
        },
      },
    },
  });
}
