// Whether a run creates a token and its scope map before their passwords: told by their ids, which only such a run does not know.

import { type Properties, UNKNOWN } from "../protocol/resource";

/** What this run is to create. */
export interface ToBeMade {
  token: boolean;
  scopeMap: boolean;
}

/** Takes out of the inputs what tells it, so that it is no part of the state. */
export function toBeMade({ tokenIs, scopeMapIs, ...inputs }: Properties): {
  inputs: Properties;
  toBeMade: ToBeMade;
} {
  return { inputs, toBeMade: { token: tokenIs === UNKNOWN, scopeMap: scopeMapIs === UNKNOWN } };
}
