// Runs npm run recover: reads the state, shows the plan, and with --apply carries it out.
import { connectCloud } from "../../azure/cloud";
import type { HttpOptions } from "../../azure/http";
import { now } from "../../clock";
import type { CommandContext, Outcome } from "../command";
import { stackInFolder } from "../stackInFolder";
import { UserError } from "../userError";
import { planRecovery, subscriptionOf } from "./plan";
import { recover } from "./recover";
import { describeRemedy, type Remedy } from "./remedy";
import type { State } from "./state";

/** What is recovered. */
export interface RecoveryOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly apply?: boolean;
  /** Certificates to trust beside the system's. @default - none */
  readonly ca?: string;
}

/** Exit code 0 when there is nothing to do or all was done, 1 when something is left to do. */
export async function runRecovery(
  options: RecoveryOptions,
  context: CommandContext,
): Promise<Outcome> {
  const { env, signal } = context;
  const { stackName, stack } = await stackInFolder<State>(options, context);
  if (options.apply) await stack.unlock();

  const { deployment } = await stack.read();
  if ((deployment.pending_operations ?? []).length === 0) {
    return outcome(
      stackName,
      [],
      0,
      options.apply
        ? "nothing to recover: no operation is pending, and no lock is left"
        : "nothing to recover: no operation is pending; --apply releases the lock of a killed run",
    );
  }
  const subscriptionId = subscriptionOf(deployment) ?? env.ARM_SUBSCRIPTION_ID;
  if (subscriptionId === undefined) {
    throw new UserError("the Azure subscription of the stack is not known", {
      remedy: "set ARM_SUBSCRIPTION_ID",
    });
  }
  const cloudOptions: HttpOptions = {
    signal,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  };
  const cloud = await connectCloud(env, cloudOptions);
  const remedies = await planRecovery(deployment, cloud, subscriptionId);
  if (!options.apply) {
    return outcome(
      stackName,
      remedies,
      1,
      "nothing was changed; run again with --apply to correct this",
    );
  }
  if (remedies.some(({ kind }) => kind === "ask")) {
    // Replacing the state forgets all pending operations, so none may be unresolved.
    const conclusion =
      "nothing was changed; resolve what needs a person first, then run this again";
    return outcome(stackName, remedies, 1, conclusion);
  }
  await recover(stack, remedies, cloud, now(env));
  return outcome(stackName, remedies, 0, "done; now run `pulumi up`");
}

function outcome(
  stack: string,
  remedies: readonly Remedy[],
  exitCode: 0 | 1,
  conclusion: string,
): Outcome {
  const lines = [
    ...remedies.map((remedy) => `  ${describeRemedy(remedy)}`),
    `${stack}: ${conclusion}`,
  ];
  const data = {
    stack,
    remedies: remedies.map((remedy) => ({
      urn: remedy.operation.resource.urn,
      kind: remedy.kind,
      description: describeRemedy(remedy),
    })),
    conclusion,
  };
  return { exitCode, lines, data };
}
