// Copies what a tag points to now, and again if it has moved meanwhile; then what refers to it.
import { type Actions, after, afterAnyEndOf, type Ending, type UntilAction } from "./definition";
import {
  and,
  digestIn,
  digestInAny,
  type Expression,
  equals,
  isGiven,
  isGoneAt,
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

const READ = digestInAny("Read_Tag");

/** Whether the tag was the same before and after its import. */
export const IS_TAG_COPIED = and(isGiven(READ), equals(READ, digestInAny("Read_Tag_Again")));

/** A tag, and when its copying begins. */
export interface TagToCopy {
  readonly repository: Expression;
  readonly tag: Expression;
  readonly importing: Importing;
  readonly runAfter: Readonly<Record<string, readonly Ending[]>>;
  /** How often it is copied at most in one run, and until when another try begins. */
  readonly limit: UntilAction["limit"];
}

/**
 * Copies a tag by the digest that it has now, and asks again after that: whoever writes last has looked after writing, so
 * late, doubled, parallel and reordered events end at the present tag without a lock. A tag that is gone is left alone.
 *
 * Its actions are found by their names, so it stands only once in a definition.
 */
export function copyTag(copied: TagToCopy): Actions {
  const { repository, tag, importing, runAfter, limit } = copied;
  const token = "Get_Access_Token";
  const isGone = isGoneAt("Read_Tag");
  const isRefused = or(equals(statusOf(token), "401"), equals(statusOf("Import_Tag"), "403"));
  const reference = { repository, reference: tag, token };
  return {
    Copy_Tag: {
      type: "Until",
      runAfter,
      // To be refused again is of no use.
      expression: `@${or(isGone, IS_TAG_COPIED, isRefused)}`,
      limit,
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
