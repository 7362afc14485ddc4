// What every Resource Manager request must bring: an access token, an api-version and the right subscription.
import { findTokenProblem } from "../entra/accessToken";
import { Refusal } from "../reply";
import type { Request } from "../request";
import type { World } from "../world";
import {
  invalidApiVersion,
  missingApiVersion,
  subscriptionNotFound,
  unauthenticated,
} from "./errors";

/** Refuses a request that Resource Manager would not pass on to a service. */
export async function requireArmAccess(request: Request, world: World): Promise<void> {
  const problem = await findTokenProblem(request, world, "arm");
  if (problem !== undefined) {
    throw new Refusal(unauthenticated(problem, world));
  }

  const apiVersion = request.query.get("api-version");
  if (apiVersion === null) {
    throw new Refusal(missingApiVersion());
  }
  if (!/^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/.test(apiVersion)) {
    throw new Refusal(invalidApiVersion(apiVersion));
  }

  const subscription = request.params.subscription;
  if (subscription !== undefined && subscription.toLowerCase() !== world.identity.subscriptionId) {
    throw new Refusal(subscriptionNotFound(subscription));
  }
}
