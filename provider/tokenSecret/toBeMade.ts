// Tells a preview whether the run creates a token and its scope map: their ids are unknown only then.

import { type Properties, UNKNOWN } from "../protocol/resource";

/** What this run will create. */
export interface ToBeMade {
  token: boolean;
  scopeMap: boolean;
  /** Was it refused, with a message that was printed already? */
  isRefused: boolean;
}

/** Removes these values from the inputs, so that they are not part of the state. */
export function toBeMade({ tokenIs, scopeMapIs, isRefused, ...inputs }: Properties): {
  inputs: Properties;
  toBeMade: ToBeMade;
} {
  const [token, scopeMap] = [tokenIs === UNKNOWN, scopeMapIs === UNKNOWN];
  return { inputs, toBeMade: { token, scopeMap, isRefused: isRefused === true } };
}
