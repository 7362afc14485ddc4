// Copies what a tag points to now, and again if it has moved meanwhile; then what refers to it.
import { type Actions, after, afterAnyEndOf, type Ending } from "./definition";
import {
  and,
  digestIn,
  digestInAny,
  type Expression,
  equals,
  isGiven,
  manifestIn,
  not,
  or,
  statusOf,
} from "./expressions";
import {
  getAccessToken,
  type Importing,
  importImage,
  listReferrers,
  readManifest,
} from "./requests";

/** How often a tag is copied at most in one run, and how long that takes at most; the next catch-up tries again. */
const LIMIT = { count: 10, timeout: "PT2H" };

/** A tag, and when its copying begins. */
export interface TagToCopy {
  readonly repository: Expression;
  readonly tag: Expression;
  readonly importing: Importing;
  readonly runAfter: Readonly<Record<string, readonly Ending[]>>;
}

/**
 * Copies a tag by the digest that it has now, and asks again after that: whoever writes last has looked after writing, so
 * late, doubled, parallel and reordered events end at the present tag without a lock. A tag that is gone is left alone.
 *
 * Its actions are found by their names, so it stands only once in a definition.
 */
export function copyTag({ repository, tag, importing, runAfter }: TagToCopy): Actions {
  const token = "Get_Access_Token";
  const isGone = equals(statusOf("Read_Tag"), "404");
  const read = digestInAny("Read_Tag");
  const isSame = and(isGiven(read), equals(read, digestInAny("Read_Tag_Again")));
  const reference = { repository, reference: tag, token };
  return {
    Copy_Tag: {
      type: "Until",
      runAfter,
      expression: `@${or(isGone, isSame)}`,
      limit: LIMIT,
      operationOptions: "FailWhenLimitsReached",
      actions: {
        [token]: getAccessToken(repository, "pull", {}),
        Read_Tag: readManifest(reference),
        If_Tag_Is_There: {
          type: "If",
          runAfter: afterAnyEndOf("Read_Tag"),
          expression: `@${not(isGone)}`,
          actions: {
            Import_Tag: importImage({ repository, digest: digestIn("Read_Tag"), tag }, importing),
            Read_Tag_Again: readManifest(reference, after("Import_Tag")),
          },
        },
      },
    },
    If_Copied: {
      type: "If",
      runAfter: after("Copy_Tag"),
      expression: `@${not(isGone)}`,
      actions: {
        List_Referrers: listReferrers({ repository, digest: digestIn("Read_Tag"), token }),
        Each_Referrer: {
          type: "Foreach",
          runAfter: after("List_Referrers"),
          foreach: `@${manifestIn("List_Referrers")}['manifests']`,
          operationOptions: "Sequential",
          actions: {
            Import_Referrer: importImage(
              { repository, digest: "items('Each_Referrer')['digest']" },
              importing,
            ),
          },
        },
      },
    },
  };
}
