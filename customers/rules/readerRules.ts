// Rules about who may fetch one customer's password.

import { quote } from "../problem";
import { MOST_READERS, OBJECT_ID_PATTERN } from "../schema/limits";
import { type CustomerRule, repeated } from "./customerRules";

/** A reader is the object id of a principal in Entra: a GUID. */
export const readersAreObjectIds: CustomerRule = ({ readers = [] }, report) => {
  readers.forEach((reader, index) => {
    const complaint = reader === undefined ? undefined : readerComplaint(reader);
    if (complaint !== undefined) report(["readers", index], complaint);
  });
};

/** A reader is listed once, whatever the case of its letters. */
export const readersAreListedOnce: CustomerRule = ({ readers = [] }, report) => {
  for (const [index, reader] of repeated(readers.map((reader) => reader?.toLowerCase()))) {
    report(["readers", index], `${quote(readers[index] ?? reader)} is listed twice; remove one`);
  }
};

/** A customer has at most 8 readers. */
export const readersAreFew: CustomerRule = ({ readers = [] }, report) => {
  if (readers.length <= MOST_READERS) return;
  report(
    ["readers"],
    `${readers.length} readers would each take one of the 4,000 role assignments of the subscription; list at most ${MOST_READERS}, and for more make a group in Entra, whose object id is one reader`,
  );
};

/** Every rule about readers. */
export const READER_RULES = [readersAreObjectIds, readersAreListedOnce, readersAreFew] as const;

/** Why a text is not a reader; undefined if it is. */
export function readerComplaint(text: string): string | undefined {
  return OBJECT_ID_PATTERN.test(text) ? undefined : `${quote(text)} ${remedy(text)}`;
}

function remedy(text: string): string {
  if (text.includes("@")) {
    return "is a person's sign-in name; give the object id, which `az ad user show --id <name> --query id` prints";
  }
  if (text.startsWith("/")) {
    return "is a resource's id; give the identity's principalId, which `az identity show --ids <id> --query principalId` prints";
  }
  return "is not an object id; give the GUID that Entra shows as the principal's object id (not an application's client id)";
}
