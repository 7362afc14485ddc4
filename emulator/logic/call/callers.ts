// Which addresses may call a workflow, and which may read what went in and came out.
import { BlockList, isIP } from "node:net";
import { isObject } from "../../http/request";
import type { Workflow } from "../../world/workflows";

/**
 * Whether an address may call: any if no ranges are given, and none if they are an empty list, which lets in only other
 * workflows.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#restrict-inbound-ip-addresses
 */
export function mayCall(
  { accessControl }: Workflow,
  what: "triggers" | "contents",
  address: string,
): boolean {
  const ranges = rangesOf(accessControl?.[what]);
  if (ranges === undefined) return true;
  const allowed = new BlockList();
  for (const range of ranges) addRange(allowed, range);
  return allowed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** The ranges in a workflow's access control that are neither `x.x.x.x/x` nor `x.x.x.x-x.x.x.x`. */
export function findBadRanges(accessControl: unknown): string[] {
  if (!isObject(accessControl)) return [];
  return Object.values(accessControl)
    .flatMap((policy) => rangesOf(policy) ?? [])
    .filter((range) => !isRange(range));
}

function isRange(range: string): boolean {
  try {
    addRange(new BlockList(), range);
    return true;
  } catch {
    return false;
  }
}

function rangesOf(policy: unknown): string[] | undefined {
  if (!isObject(policy) || !Array.isArray(policy.allowedCallerIpAddresses)) return undefined;
  return policy.allowedCallerIpAddresses.map((each) =>
    isObject(each) ? String(each.addressRange) : String(each),
  );
}

function addRange(list: BlockList, range: string): void {
  const family = range.includes(":") ? "ipv6" : "ipv4";
  const [from = "", prefix] = range.split("/");
  const [first = "", last] = range.split("-");
  if (prefix !== undefined) list.addSubnet(from, Number(prefix), family);
  else if (last !== undefined) list.addRange(first.trim(), last.trim(), family);
  else list.addAddress(range, family);
}
