// How a run that copies nothing ends: with the cause, and with what to do.
import {
  type Actions,
  after,
  afterFailureOf,
  type IfAction,
  type TerminateAction,
} from "./definition";
import { type Expression, equals, not, or, statusOf } from "./expressions";
import { TOKEN_NAME } from "./parameters";
import { NEWEST_MANIFESTS, NEWEST_TAGS, READ_PASSWORD } from "./requests";

/** What follows, whatever the cause is. */
const NEXT =
  "What changed in the last hours is copied by the next run that catches up; `npm run sync -- --apply` copies all of it at once.";

/** Why a run fails; `code` and `message` are what the run shows as its error. */
export interface Cause {
  /** Of the action that ends the run. */
  readonly name: string;
  readonly code: string;
  /** What is wrong and what to do; expressions as `@{…}`. */
  readonly message: string;
}

/** Ends a run that could not read the password. */
export function whyNoPassword(): Actions {
  return {
    Why_No_Password: terminate(
      {
        name: "Why_No_Password",
        code: "PasswordNotRead",
        message: `The vault does not give the password (status '@{${statusOf(READ_PASSWORD)}}'). With 403, give the identity of this workflow the role Key Vault Secrets User on the secret, or the access policy Get on secrets; a new one has an effect after minutes. With 404, the secret is gone or disabled. With 429, with 5xx and without a status, the vault did not answer in time.`,
      },
      afterFailureOf(READ_PASSWORD),
    ),
  };
}

/** Where a run for an event may have stopped: the statuses of its answers, and what it says of Azure's refusal. */
export interface Stations {
  readonly repository: Expression;
  readonly token: Expression;
  readonly read: Expression;
  /** The registry says that the tag or digest is gone. */
  readonly isGone: Expression;
  readonly import: Expression;
  readonly refusal: Expression;
  /** The tag is copied, and what refers to it is not. */
  readonly isCopied: Expression;
}

/**
 * Ends a run that failed after an action, with the first cause that holds. What is gone at the vendor's is no failure, although
 * an action failed that read it.
 */
export function whyNotCopied(failed: string, stations: Stations): Actions {
  return {
    If_Not_Copied: {
      type: "If",
      runAfter: afterFailureOf(failed),
      expression: `@${not(stations.isGone)}`,
      actions: inOrder(causes(stations)),
    },
  };
}

/** These fail where more may have changed than is looked at, and say so by their names. */
export const MORE_TAGS_CHANGED = "More_Tags_Changed_Than_Are_Looked_At";
export const MORE_MANIFESTS_CHANGED = "More_Manifests_Changed_Than_Are_Looked_At";

/** Ends a run that catches up, and could not copy all of it. */
export function whyNotCaughtUp(failed: string): Actions {
  return {
    Why_Not_Caught_Up: terminate(
      {
        name: "Why_Not_Caught_Up",
        code: "NotCaughtUp",
        message: `Not all could be copied. The failed iterations of ${failed} say which repository and why: 401 of Get_Access_Token_For_Tags or Get_Access_Token is a password that the vendor refuses, 401 of List_Newest_Tags or Read_Tag a repository without content/read and metadata/read, 404 of one of these an answer of something else, such as a proxy, or an image of a type that cannot be read, 403 of Import_Tag a role that this workflow's identity lacks, 400 of it a tag or repository that is locked. ${MORE_TAGS_CHANGED} fails after ${NEWEST_TAGS} tags, and ${MORE_MANIFESTS_CHANGED} after ${NEWEST_MANIFESTS} manifests: run \`npm run sync -- --apply\` for the others.`,
      },
      afterFailureOf(failed),
    ),
  };
}

interface Conditional extends Cause {
  /** @default - holds where no other did */
  readonly holds?: Expression;
}

function causes({ repository, token, read, refusal, isCopied, ...its }: Stations): Conditional[] {
  const isOk = (status: Expression) => or(equals(status, "200"), equals(status, "202"));
  return [
    {
      name: "Password_Refused",
      code: "PasswordRefused",
      holds: equals(token, "401"),
      message: `The vendor's registry refuses the password of '@{${TOKEN_NAME}}' (401): it is over or wrong, or the token is disabled. Put the vendor's present password into the secret. If that is refused as well, ask the vendor.`,
    },
    {
      name: "Not_Granted",
      code: "NotGranted",
      holds: or(equals(read, "401"), equals(read, "403")),
      message: `The vendor's token may not read '@{${repository}}'. Ask the vendor to grant content/read, or take the repository out of the list.`,
    },
    {
      name: "Unexpected_Answer",
      code: "UnexpectedAnswer",
      holds: equals(read, "404"),
      message: `The answer for the manifest in '@{${repository}}' was 404, but not in a registry's words for a tag or digest that is gone. Either something else has answered, such as a proxy, or the image is of a type that the workflow cannot read. If this lasts, ask the vendor.`,
    },
    {
      name: "Vendor_Does_Not_Answer",
      code: "VendorDoesNotAnswer",
      holds: or(not(equals(token, "200")), not(equals(read, "200"))),
      message: `The vendor's registry did not answer in time, or with an error (status '@{${token}}' for an access token, '@{${read}}' for the manifest). If this lasts, ask the vendor.`,
    },
    {
      name: "Referrers_Not_Copied",
      code: "ReferrersNotCopied",
      holds: isCopied,
      message: `The tag in '@{${repository}}' is copied, but not everything that refers to it, such as signatures.`,
    },
    {
      name: "Import_Forbidden",
      code: "ImportForbidden",
      holds: equals(its.import, "403"),
      message:
        "Azure does not let this workflow's identity import (403). It needs the role Container Registry Data Importer and Data Reader on your registry, and on the subscription Microsoft.ContainerRegistry/locations/operationResults/read, unless waitsForImports is false. A new role has an effect after minutes.",
    },
    {
      name: "Import_Not_Ended",
      code: "ImportNotEnded",
      holds: or(...["null", "429", "503", "504"].map((status) => equals(its.import, status))),
      message: `An import from '@{${repository}}' did not end within 30 minutes, or Azure did not take it (status '@{${its.import}}'). What has begun may still end, and may then set the tag back until the next run that catches up.`,
    },
    {
      name: "Import_Failed",
      code: "ImportFailed",
      holds: not(isOk(its.import)),
      message: `Azure could not import from '@{${repository}}' (status '@{${its.import}}'): @{${refusal}} If a tag or repository of yours is locked, unlock it: \`az acr repository update --name <registry> --image <image> --write-enabled true\`. If the image has more than 50 manifests, it cannot be imported.`,
    },
    {
      name: "Not_In_Step",
      code: "NotInStep",
      message: `The tag in '@{${repository}}' moved during each of ten imports, or the vendor's registry did not answer after them.`,
    },
  ];
}

/** One after the other, each asked only if those before it do not hold. */
function inOrder(all: readonly Conditional[]): Actions {
  let before: string | undefined;
  const entries = all.map((cause): [string, IfAction | TerminateAction] => {
    const { name, holds } = cause;
    const runAfter = before === undefined ? {} : after(before);
    before = `If_${name}`;
    if (holds === undefined) return [name, terminate(cause, runAfter)];
    const actions = { [name]: terminate(cause, {}) };
    return [before, { type: "If", runAfter, expression: `@${holds}`, actions }];
  });
  return Object.fromEntries(entries);
}

function terminate(
  { code, message }: Cause,
  runAfter: TerminateAction["runAfter"],
): TerminateAction {
  const runError = { code, message: `${message} ${NEXT}` };
  return { type: "Terminate", runAfter, inputs: { runStatus: "Failed", runError } };
}
