// The component with everything that a customer needs to get copies of a vendor's images: two workflows and their rights.
import { listWorkflowTriggerCallbackUrlOutput, Workflow } from "@pulumi/azure-native/logic";
import * as pulumi from "@pulumi/pulumi";
import { KNOWN_CLOUDS } from "../azure/clouds";
import { silenceRpcLog } from "../components/silentRpc";
import { failedRunsAlert } from "./alert";
import { type CustomerSyncArgs, DEFAULT_CATCH_UP_HOURS, DEFAULT_TARGET_PREFIX } from "./args";
import { passwordSecret } from "./passwordSecret";
import { findProblems, headerSecretProblem } from "./problems";
import { splitRepositories } from "./repositories";
import { giveRights, resultsReader } from "./rights";
import { readPolicy, vaultOf } from "./vault";
import { catchUpWorkflow } from "./workflow/catchUpWorkflow";
import type { Definition } from "./workflow/definition";
import { EVENT_TRIGGER, eventWorkflow } from "./workflow/eventWorkflow";

/**
 * Copies what a vendor pushes into the customer's own registry: at each event, and every six hours what changed lately.
 *
 * What replaces the workflow for events, another `name`, stack, `resourceGroupName` or `location`, changes {@link callbackUrl}: then
 * hand it to the vendor again. All else keeps it. Nothing here ends a password; the vendor's next one counts as soon as it is in the
 * vault, without an update of this stack, if only its secret's id was given.
 *
 * The workflow that catches up runs as soon as it is made. That run fails where its rights have no effect yet; the next one is
 * six hours later. https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export class CustomerSync extends pulumi.ComponentResource {
  /** The URL that the vendor's webhooks call: a secret, because who has it can call. The header secret must come with it. */
  readonly callbackUrl: pulumi.Output<string>;

  /** @throws pulumi.RunError with all that is wrong with the arguments */
  constructor(name: string, args: CustomerSyncArgs, opts?: pulumi.ComponentResourceOptions) {
    super("customer-sync:index:CustomerSync", name, {}, opts);
    const problems = findProblems(args);
    const vault = vaultOf(args);
    if (problems.length > 0 || vault === undefined) {
      throw new pulumi.RunError([`${name} cannot be declared:`, ...problems].join("\n  "));
    }
    // The SDK's lines about calls hold their answers, and one of them is the callback URL.
    silenceRpcLog();
    const { waitsForImports = true, previousHeaderSecret, alert, vaultAccess = "role" } = args;
    const cloud = KNOWN_CLOUDS[args.cloud ?? "public"];
    const child = { parent: this };
    // So that the stacks of two vendors, or of a trial, can share a group, a vault and a tenant.
    const own = `${name}-${pulumi.getStack()}`;
    const { password, targetRegistryId, vendorRegistry } = args;
    const secretName = `${own}-password`;
    const secret = passwordSecret(`${name}-password`, { password, secretName }, cloud, child);
    const roleName = `Container Registry import results (${own}, ${vendorRegistry})`;
    const results = waitsForImports
      ? resultsReader(`${name}-results`, { roleName, targetRegistryId }, child)
      : undefined;

    const isHandover = previousHeaderSecret !== undefined;
    const headerSecrets = {
      headerSecret: hidden(args.headerSecret),
      ...(isHandover ? { previousHeaderSecret: hidden(previousHeaderSecret) } : {}),
    };
    const { prefixes } = splitRepositories(args.repositories);
    const hours = args.catchUpHours ?? DEFAULT_CATCH_UP_HOURS;
    const events = declareWorkflow(`${name}-events`, args, {
      workflowName: `${own}-events`,
      definition: eventWorkflow({ isHandover, prefixes, waitsForImports, cloud }),
      parameters: { ...commonParameters(args, secret.uri), ...headerSecrets },
      parent: this,
    });
    const catchUp = declareWorkflow(`${name}-catch-up`, args, {
      workflowName: `${own}-catch-up`,
      definition: catchUpWorkflow({ waitsForImports, cloud }),
      parameters: {
        ...commonParameters(args, secret.uri),
        negativeCatchUpHours: { type: "Int", value: -hours },
      },
      parent: this,
    });
    let written: pulumi.Resource[] = secret.made === undefined ? [] : [secret.made];
    for (const [kind, workflow] of Object.entries({ events, "catch-up": catchUp })) {
      const principalId = workflow.identity.apply((identity) => identity?.principalId ?? "");
      const tenantId = workflow.identity.apply((identity) => identity?.tenantId ?? "");
      const byRole = vaultAccess === "role" ? secret : undefined;
      giveRights(
        `${name}-${kind}`,
        { principalId, targetRegistryId, secret: byRole, results },
        child,
      );
      if (vaultAccess === "policy") {
        const opts = { ...child, dependsOn: written };
        const reader = { vault, principalId, tenantId };
        written = [readPolicy(`${name}-${kind}-reads-password`, reader, opts)];
      }
      if (alert !== undefined) {
        failedRunsAlert(`${name}-${kind}-failed`, { ...alert, ...args, workflow }, child);
      }
    }
    const place = { resourceGroupName: args.resourceGroupName, workflowName: events.name };
    const { value } = listWorkflowTriggerCallbackUrlOutput(
      { ...place, triggerName: EVENT_TRIGGER },
      child,
    );
    this.callbackUrl = pulumi.secret(value);
    this.registerOutputs({ callbackUrl: this.callbackUrl });
  }
}

type Parameters = Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;

function declareWorkflow(
  name: string,
  { resourceGroupName, location, allowedCallers }: CustomerSyncArgs,
  given: {
    readonly workflowName: string;
    readonly definition: Definition;
    readonly parameters: Parameters;
    readonly parent: pulumi.Resource;
  },
): Workflow {
  const { workflowName, definition, parameters, parent } = given;
  const ranges = (allowed: readonly string[]) => ({
    allowedCallerIpAddresses: allowed.map((addressRange) => ({ addressRange })),
  });
  return new Workflow(
    name,
    {
      workflowName,
      resourceGroupName,
      location,
      identity: { type: "SystemAssigned" },
      definition,
      parameters,
      accessControl: {
        // Nobody reads what went in and came out: it is no secret, but names images.
        contents: ranges(["0.0.0.0-0.0.0.0"]),
        ...(allowedCallers === "any" ? {} : { triggers: ranges(allowedCallers) }),
      },
      state: "Enabled",
    },
    { parent, additionalSecretOutputs: ["parameters"] },
  );
}

function commonParameters(args: CustomerSyncArgs, secretUri: pulumi.Output<string>): Parameters {
  const { vendorRegistry, tokenName, targetRegistryId, targetPrefix } = args;
  const { names } = splitRepositories(args.repositories);
  return {
    vendorRegistry: { type: "String", value: vendorRegistry },
    tokenName: { type: "String", value: tokenName },
    passwordSecretUri: { type: "String", value: secretUri },
    repositories: { type: "Array", value: names },
    targetRegistryId: { type: "String", value: targetRegistryId },
    targetPrefix: { type: "String", value: targetPrefix ?? DEFAULT_TARGET_PREFIX },
  };
}

/** A secret as a workflow's parameter; an empty one would be no secret. */
function hidden(secret: pulumi.Input<string>) {
  const value = pulumi.secret(secret).apply((text) => {
    const problem = headerSecretProblem(text);
    if (problem !== undefined) throw new pulumi.RunError(problem);
    return text;
  });
  return { type: "SecureString", value };
}
