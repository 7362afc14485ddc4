// Tells a failed reading that concerns one customer from one that ends the run.

import { AzureError } from "../azure/azureError";

/** Does this failure concern only this customer? A missing registry or a refused identity concerns all. */
export function isOneCustomersTrouble(thrown: unknown): boolean {
  const status = thrown instanceof AzureError ? thrown.status : undefined;
  return status !== undefined && status !== 401 && status !== 404;
}
