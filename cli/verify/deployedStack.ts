// Reads a stack's customers, names and place from its state and configuration.
import { isAbsolute, resolve } from "node:path";
import type { Place } from "../../components/names";
import type { StackState } from "../../engine/stackState";
import { PROJECT_FOLDER } from "../../projectFolder";
import { type DeployedCustomer, deployedCustomers } from "../credentials/deployedCustomers";
import type { State } from "../recover/state";
import { placeIn } from "../stackPlace";
import { UserError } from "../userError";

/** A stack that is deployed. */
export interface DeployedStack {
  stackName: string;
  place: Place;
  /** The file that the stack declares. */
  customersFile: string;
  /** By customer id. */
  deployed: ReadonlyMap<string, DeployedCustomer>;
  /** SHA-256 of the file that the last update applied; absent before the first. */
  appliedSha256?: string;
}

/** Reads state and configuration. @throws UserError when a setting is missing */
export async function readDeployedStack(
  { stackName, stack }: { stackName: string; stack: Pick<StackState<State>, "read" | "config"> },
  env: NodeJS.ProcessEnv,
): Promise<DeployedStack> {
  const [{ deployment }, config] = await Promise.all([stack.read(), stack.config()]);
  const place = placeIn(config, env);
  if (place === undefined) {
    throw new UserError(
      `stack ${stackName}: its configuration does not say where the registry is`,
      {
        remedy: "`npm run plan` lists the settings that are missing",
      },
    );
  }
  const { appliedSha256, ...known } = stackIn(deployment);
  const declared = config["customer-access:customersFile"] ?? "customers.yaml";
  return {
    stackName,
    place,
    customersFile: isAbsolute(declared) ? declared : resolve(PROJECT_FOLDER, declared),
    ...known,
    ...(appliedSha256 === undefined ? {} : { appliedSha256 }),
  };
}

/** The customers of a state, and the file that was applied. */
export function stackIn(state: State): Pick<DeployedStack, "deployed" | "appliedSha256"> {
  const guard = state.resources?.find(({ type }) => type === "acr-credentials:index:AccessGuard");
  const sha256 = guard?.inputs?.fileSha256;
  return {
    deployed: new Map(deployedCustomers(state).map((customer) => [customer.id, customer])),
    ...(typeof sha256 === "string" ? { appliedSha256: sha256 } : {}),
  };
}
