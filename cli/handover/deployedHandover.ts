// Reads one customer from a stack's state: the content of the page, or why there is nothing to hand over. Pure.
import { isOpen } from "../../access/access";
import { readAccessLine } from "../../access/accessLine";
import { deployedCustomers } from "../credentials/deployedCustomers";
import { reportOf } from "../credentials/reportOf";
import { recordIn } from "../recordIn";
import type { State } from "../recover/state";
import type { Handover } from "./handover";
import { notHandedOver } from "./notHandedOver";
import type { StackIds } from "./placesInAzure";

/** The part of the page that comes from the state. */
type Deployed = Omit<
  Handover,
  "displayName" | "loginServer" | "vaultName" | "vaultUrl" | "tenantId" | "image"
>;

/** Either what was deployed, or a reason. */
export type DeployedHandover = {
  readonly isUnknown: boolean;
  readonly known: readonly string[];
} & (
  | { readonly reason: string }
  | {
      readonly reason?: undefined;
      readonly deployed: Deployed;
      readonly ids: StackIds;
      /** As the record has it, for a comparison with the file. */
      readonly accessLine: string;
      /** What is wrong and does not lock the customer out. */
      readonly problems: readonly string[];
    }
);

/**
 * Reads one customer.
 *
 * @param today `YYYY-MM-DD` (UTC)
 * @returns `isUnknown` where the stack has no such customer, and the ids that it has
 * @throws UserError for a stack of an earlier version of this project
 */
export function deployedHandover(state: State, id: string, today: string): DeployedHandover {
  const { access: lines, registryId, vaultId } = recordIn(state);
  const customer = deployedCustomers(state).find((each) => each.id === id);
  const stack = { isUnknown: customer === undefined, known: Object.keys(lines) };
  const report = customer === undefined ? undefined : reportOf(customer, today);
  const reason = notHandedOver(report);
  if (reason !== undefined) return { ...stack, reason };
  const accessLine = lines[id];
  const access = accessLine === undefined ? undefined : readAccessLine(accessLine);
  if (!report?.username || !report.secretName || !report.current) {
    return { ...stack, reason: "no password works: run `pulumi up`, which issues one" };
  }
  if (accessLine === undefined || !registryId || !vaultId || !isOpen(access, today)) {
    return { ...stack, reason: "no update has recorded what they may pull: run `pulumi up`" };
  }
  const { username, secretName, accessUntil, rotation, rotatesOn, current, previous } = report;
  return {
    ...stack,
    ids: { registryId, vaultId },
    accessLine,
    problems: report.problems.map(({ message }) => message),
    deployed: {
      customerId: id,
      username,
      secretName,
      repositories: access.repositories,
      mayListTags: access.actions.includes("metadata/read"),
      hasReaders: access.readers.length > 0,
      today,
      accessUntil,
      rotation,
      rotatesOn,
      current,
      previous,
    },
  };
}
