// The program that a customer deploys: one CustomerSync, as the stack's configuration says.
import type * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config";
import { CustomerSync } from "./customerSync";

/** Declares it; the output is what the customer hands to the vendor, as a secret. */
export function declare(): { callbackUrl: pulumi.Output<string> } {
  const { callbackUrl } = new CustomerSync("registry-sync", readConfig());
  return { callbackUrl };
}
