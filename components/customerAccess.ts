// The whole of customer access: reads customers.yaml and declares what every customer in it gets.

import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { RandomString } from "@pulumi/random";
import { writeAccessLine } from "../access/accessLine";
import { accessOf } from "../customers/accessOf";
import { adopting, takesOver } from "../customers/isAdopted";
import { loadCustomers } from "../customers/load";
import { formatProblem } from "../customers/problem";
import type { Customer as CustomerEntry, CustomersFile } from "../customers/schema";
import { type Absent, absentAmong } from "./absence";
import { AccessGuard } from "./accessGuard";
import { accessPlace } from "./accessPlace";
import { withoutApiVersion } from "./azureNativeOptions";
import { Customer } from "./customer";
import { type Place, registryId, vaultId } from "./names";
import { silenceRpcLog } from "./silentRpc";
import { withoutStackTraces } from "./withoutStackTraces";

/** Where customer access is declared, and from which file. */
export interface CustomerAccessArgs extends Place {
  /** Path of the file that says who may pull what. Its content decides; moving it changes nothing. */
  customersFile: string;
  /** Today's date (UTC, `YYYY-MM-DD`), by which `accessUntil` and acknowledgements are judged. */
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
  /** What `registerTokenGuard()` gave: refuses to write a token again. @default - nothing but `ignoreChanges` keeps azure-native from it */
  tokenGuard?: pulumi.ResourceHook;
  /** What `registerTakeoverGuard()` gave: refuses to make what is to be taken over. @default - azure-native fails to read it */
  takeoverGuard?: pulumi.ResourceHook;
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
    const { today, verifyLogin = true, takeoverGuard } = args;
    const suffix = new RandomString(
      "access-suffix",
      { length: 8, special: false, upper: false },
      // Another one would be another name for every secret.
      { parent: this, dependsOn: guard, protect },
    );
    const owner = suffix.result;
    const declare = (entry: CustomerEntry, absent?: Absent) =>
      new Customer(
        entry.id,
        { entry, place: args, today, verifyLogin, owner, guard, absent, takeoverGuard },
        {
          parent: this,
          providers: [plugin],
          protect: protect && entry.state !== "offboarded",
        },
      );
    const taking = file.customers.filter(takesOver);
    const isAsked = taking.length > 0 && (pulumi.runtime.isDryRun() || takeoverGuard !== undefined);
    const absent = isAsked ? absentAmong(taking, args, plugin) : undefined;
    const secretOf = (entry: CustomerEntry) =>
      absent === undefined || !takesOver(entry)
        ? declare(entry).secretName
        : pulumi.output(absent.then((found) => declare(entry, found).secretName));
    this.revision = guard.revision;
    this.secrets = withoutStackTraces(() =>
      Object.fromEntries(file.customers.map((entry) => [entry.id, secretOf(entry)])),
    );
    this.registerOutputs({ revision: this.revision });
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
      `${path}: cannot be read (${(thrown as NodeJS.ErrnoException).code}); set its path with \`pulumi config set customersFile <path>\`; nothing was changed`,
    );
  }
}
