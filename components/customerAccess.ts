// The main component: reads customers.yaml and declares the resources of every customer.

import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { RandomString } from "@pulumi/random";
import { writeAccessLine } from "../access/accessLine";
import { accessOf } from "../customers/accessOf";
import { adopting, adoptsAny } from "../customers/isAdopted";
import { loadCustomers } from "../customers/load";
import { formatProblem } from "../customers/problem";
import type { Customer as CustomerEntry, CustomersFile } from "../customers/schema/schema";
import { AccessGuard } from "./accessGuard";
import { accessPlace } from "./accessPlace";
import { type AdoptionGuard, type AdoptionProblems, adoptionProblemsOf } from "./adoptionProblems";
import { withoutApiVersion } from "./azureNativeOptions";
import { Customer } from "./customer";
import { type Place, registryId, vaultId } from "./names";
import { silenceRpcLog } from "./silentRpc";
import { syncTargetsOf } from "./webhooks";
import { withoutStackTraces } from "./withoutStackTraces";

/** Where customer access is declared, and from which file. */
export interface CustomerAccessArgs extends Place {
  /** Path of the file that says who may pull what. Its content decides; moving it changes nothing. */
  customersFile: string;
  /** Today's date (UTC, `YYYY-MM-DD`), with which `accessUntil` and acknowledgements are compared. */
  today: string;
  /** Protect the resources of active and suspended customers from deletion? @default true */
  protect?: boolean;
  /**
   * How many customers may lose access in one change without being acknowledged in the file; 0 lets nobody.
   *
   * @default - a quarter of those who have access, and at least one
   */
  maximumLosses?: number;
  /** Must a new password log in before it is published? @default true */
  verifyLogin?: boolean;
  /**
   * The result of `registerTokenGuard()`: refuses to write a token again. @default - only `ignoreChanges` prevents it
   */
  tokenGuard?: pulumi.ResourceHook;
  /**
   * The result of `registerAdoptionGuard()`: refuses to create what should be adopted. @default - azure-native fails to
   * read or to create it
   */
  adoptionGuard?: AdoptionGuard;
}

/**
 * Declares the access of every customer in a file: the children `access-place`, `access-guard` and `access-suffix`, and
 * one `Customer` each.
 *
 * All problems of the file are thrown as one `pulumi.RunError` before anything is registered, so a broken file
 * changes nothing.
 *
 * @example
 * new CustomerAccess("access", { customersFile: "customers.yaml", subscriptionId, resourceGroupName: "registry",
 *   registryName: "vendorimages", vaultName: "vendor-access", vaultResourceGroupName: "registry", today: "2026-11-21" });
 */
export class CustomerAccess extends pulumi.ComponentResource {
  /** Counts the updates that changed who may do what. */
  readonly revision: pulumi.Output<number>;
  /** Name of each customer's Key Vault secret, by customer id. */
  readonly secrets: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: CustomerAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    silenceRpcLog();
    const file = requireCustomers(args.customersFile, args.today);
    super(
      "customer-access:index:CustomerAccess",
      name,
      {},
      {
        ...opts,
        transformations: [...(opts?.transformations ?? []), withoutApiVersion(args.tokenGuard)],
      },
    );

    const { protect = true } = args;
    const plugin = accessPlace("access-place", args, this);
    const adopt = adopting(file.customers);
    const guard = new AccessGuard(
      "access-guard",
      {
        access: Object.fromEntries(
          file.customers.map((entry) => [entry.id, writeAccessLine(accessOf(entry))]),
        ),
        registryId: registryId(args),
        vaultId: vaultId(args),
        protect,
        ...(args.maximumLosses === undefined ? {} : { maximumLosses: args.maximumLosses }),
        ...(adopt.length === 0 ? {} : { adopt }),
        ...(file.acknowledge.length === 0 ? {} : { acknowledge: file.acknowledge }),
        fileSha256: file.sha256,
      },
      { parent: this, provider: plugin },
    );
    const { today, verifyLogin = true, adoptionGuard } = args;
    const suffix = new RandomString(
      "access-suffix",
      { length: 8, special: false, upper: false },
      // Another one would be another name for every secret.
      { parent: this, dependsOn: guard, protect },
    );
    const owner = suffix.result;
    const overwriteGuard = adoptionGuard?.watch(plugin);
    const syncing = file.customers.filter(({ sync }) => sync !== undefined);
    const syncTargets =
      syncing.length === 0
        ? undefined
        : syncTargetsOf(syncing, { place: args, plugin, owner, today });
    const declare = (entry: CustomerEntry, adoptionProblems?: AdoptionProblems) =>
      new Customer(
        entry.id,
        {
          entry,
          place: args,
          today,
          verifyLogin,
          owner,
          guard,
          adoptionProblems,
          adoptionGuard,
          overwriteGuard,
          syncTargets,
        },
        {
          parent: this,
          providers: [plugin],
          protect: protect && entry.state !== "offboarded",
        },
      );
    const taking = file.customers.filter(adoptsAny);
    const isGuarded = adoptionGuard !== undefined;
    const adoptionProblems =
      taking.length === 0
        ? undefined
        : adoptionProblemsOf(taking, { place: args, plugin, owner, isGuarded });
    const secretOf = (entry: CustomerEntry) =>
      adoptionProblems === undefined || !adoptsAny(entry)
        ? declare(entry).secretName
        : pulumi.output(adoptionProblems.then((found) => declare(entry, found).secretName));
    this.revision = guard.revision;
    this.secrets = withoutStackTraces(() =>
      Object.fromEntries(file.customers.map((entry) => [entry.id, secretOf(entry)])),
    );
    // A program that does not use the secrets' names must not end before every customer is declared.
    const isAsked = pulumi.output(adoptionProblems?.then(() => true));
    this.registerOutputs({ revision: isAsked.apply(() => this.revision) });
  }
}

function requireCustomers(path: string, today: string): CustomersFile {
  const result = loadCustomers(read(path), { file: path, today });
  if (result.ok) return result.file;
  const count = result.problems.length;
  throw new pulumi.RunError(
    [
      ...result.problems.map(formatProblem),
      `${count} problem${count === 1 ? "" : "s"} in ${path}; nothing was changed`,
    ].join("\n"),
  );
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw new pulumi.RunError(
      `${path}: cannot be read (${(thrown as NodeJS.ErrnoException).code}); set its path with \`pulumi config set customer-access:customersFile <path>\`; nothing was changed`,
    );
  }
}
