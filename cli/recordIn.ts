// Reads from a stack's state who may do what, as the last update recorded it.
import { EARLIER_VERSION, isOfEarlierVersion } from "../access/earlierVersion";
import type { AccessRecord } from "../access/record";
import type { State } from "./recover/state";
import { UserError } from "./userError";

/** The record; nobody may do anything where there was no update. @throws UserError for a stack of an earlier version of this project */
export function recordIn({ resources = [] }: State): AccessRecord {
  const guard = resources.find(({ type }) => type === "acr-credentials:index:AccessGuard");
  const record = (guard?.inputs ?? {}) as Partial<AccessRecord>;
  if (isOfEarlierVersion(record)) {
    throw new UserError(EARLIER_VERSION.message, { remedy: EARLIER_VERSION.remedy });
  }
  return { access: {}, ...record };
}
