// Starts our plugin for one run of a stack: its kinds of resources, and its answer to a program that adopts.

import type { TokenRights } from "../../../access/adoption";
import type { Customer } from "../../../customers/schema/schema";
import type { ResourceKind } from "../../../provider/protocol/resource";
import type { Reach } from "../sequence/bench";
import { type AskProblem, askProblems, type RequireOurs, requireOurs } from "./adoptionProblems";
import type { Place } from "./place";
import type { Product } from "./product";

/** Our plugin in one run: it remembers nothing of the run before. */
export interface Plugin {
  kinds: Readonly<Record<string, ResourceKind>>;
  askProblem: AskProblem;
  requireOurs: RequireOurs;
}

/** The run. */
export interface PluginsRun {
  place: Place;
  today(): string;
  mayRotate(): boolean;
  /** The file's. */
  customers: readonly Customer[];
  /** What a token may do that is about to be adopted. @default - nobody is asked */
  rightsOf?: (tokenId: string) => Promise<TokenRights | undefined>;
}

/** Starts it. */
export function startPlugin(
  product: Product,
  { openAccess }: Reach,
  { place, today, mayRotate, customers, rightsOf = async () => undefined }: PluginsRun,
): Plugin {
  const azure = openAccess();
  const rights = product.rightsInAzure(azure);
  let listed: readonly string[] = [];
  const kinds = {
    "acr-credentials:index:AccessGuard": product.accessGuard({
      today,
      rights,
      rightsOf,
      declares: (ids) => {
        listed = ids;
      },
    }),
    "acr-credentials:index:TokenSecret": product.tokenSecret({
      azure,
      rights,
      run: () => ({ today: today(), mayRotate: mayRotate() }),
      isListed: (id) => listed.includes(id),
      // Of two customers the second one is read from lists.
      singleReadings: 1,
    }),
  };
  const given = { azure, customers, place };
  return {
    kinds,
    askProblem: askProblems(product, given),
    requireOurs: requireOurs(product, given),
  };
}
