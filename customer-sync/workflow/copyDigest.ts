// Copies what was pushed without a tag, if it refers to something: a signature, a bill of materials.
import { type Actions, afterAnyEndOf } from "./definition";
import { type Expression, isGiven, isGoneAt, manifestIn, not } from "./expressions";
import { getAccessToken, type Importing, importImage, readManifest } from "./requests";

/** A digest in a repository. */
export interface DigestToCopy {
  readonly repository: Expression;
  readonly digest: Expression;
  readonly importing: Importing;
}

/** Copies it without a tag if its manifest has a `subject`; all else is a part of an image, and comes with its index. */
export function copyDigest({ repository, digest, importing }: DigestToCopy): Actions {
  const token = "Get_Access_Token_For_Digest";
  return {
    [token]: getAccessToken(repository, "pull", {}),
    Read_Pushed: readManifest({ repository, reference: digest, token }),
    If_Pushed_Is_There: {
      type: "If",
      runAfter: afterAnyEndOf("Read_Pushed"),
      expression: `@${not(isGoneAt("Read_Pushed"))}`,
      actions: {
        If_Pushed_Refers: {
          type: "If",
          runAfter: {},
          expression: `@${isGiven(`${manifestIn("Read_Pushed")}?['subject']`)}`,
          actions: {
            Import_Pushed: importImage({ repository, digest }, importing),
          },
        },
      },
    },
  };
}
