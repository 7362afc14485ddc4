// One customer's access as the file declares it, in the form of the record.
import type { Access } from "../access/access";
import { readersOf } from "./readers";
import type { Customer } from "./schema/schema";

/** Takes from an entry what gives or takes access; names, contacts and the dates of passwords are no part of it. */
export function accessOf(customer: Customer): Access {
  const { state, tokenName, actions, repositories, accessUntil } = customer;
  return {
    state,
    tokenName,
    actions,
    repositories,
    ...(accessUntil === undefined ? {} : { accessUntil }),
    revokeBefore: customer.credential.revokeBefore,
    readers: readersOf(customer),
  };
}
