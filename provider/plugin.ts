// What the plugin answers the engine, wherever it runs: connects this project's resources and functions with Azure.

import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PROVENANCE_VARIABLE, readProvenance } from "../access/provenance";
import type { HttpOptions } from "../azure/http";
import { tokenRights } from "../azure/tokens/tokenRights";
import { accessGuard } from "./accessGuard";
import { adoptionProblems } from "./adoptionProblems";
import { azureAccess } from "./azureAccess";
import { checkPlace, isSamePlace, type Place, readPlace } from "./place";
import { engineLog } from "./protocol/engineLog";
import { resourceProvider } from "./protocol/server";
import { rightsInAzure, scopeMapRefusal } from "./rightsInAzure";
import { runClock } from "./runClock";
import { syncTargets } from "./syncTargets";
import { syncWebhooks } from "./syncWebhooks/syncWebhooks";
import { tokenSecret } from "./tokenSecret/tokenSecret";

const VERSION = "0.1.0";

/** The plugin for one engine, which loads it for one run. */
export interface Plugin {
  /** The implementation of `pulumirpc.ResourceProvider`. */
  service: UntypedServiceImplementation;
  /** Stops between two requests to Azure. */
  cancel(): void;
  /** Ends the connection to the engine's log. */
  close(): void;
}

/**
 * Makes the plugin.
 *
 * @param env the variables of the run
 * @param options.engineAddress where the engine takes log lines. @default - where its handshake says
 */
export function plugin(
  env: NodeJS.ProcessEnv,
  { engineAddress = "", ca }: Pick<HttpOptions, "ca"> & { engineAddress?: string } = {},
): Plugin {
  const cancelled = new AbortController();
  const log = engineLog();
  log.attach(engineAddress);
  const clock = runClock(env);
  let misplaced: Error | undefined;
  let place: Place | undefined;
  const azure = azureAccess(env, {
    ...(ca === undefined ? {} : { ca }),
    signal: cancelled.signal,
    refusal: () => misplaced,
  });
  const isProgramsOwn = log.hasProgramBegun;
  const check = (given: Place) => checkPlace(given, { env, cloud: azure.cloud, isProgramsOwn });
  let listed: ReadonlySet<string> = new Set();
  const rights = rightsInAzure(azure);
  const secrets = tokenSecret({
    azure,
    rights,
    run: () => ({
      today: clock.today(),
      now: clock.instant(),
      mayRotate: env.CUSTOMER_ACCESS_ROTATE !== "no",
    }),
    isListed: (customerId) => listed.has(customerId),
  });
  return {
    service: resourceProvider({
      name: "acr-credentials",
      version: VERSION,
      kinds: {
        "acr-credentials:index:AccessGuard": accessGuard({
          today: clock.today,
          rights,
          run: readProvenance(env[PROVENANCE_VARIABLE]),
          async requirePlace(given) {
            if (misplaced !== undefined) throw misplaced;
            const known = place;
            if (known !== undefined && !isSamePlace(known, given))
              await check({ ...known, ...given });
          },
          rightsOf: async (tokenId) => tokenRights(await azure.tokens(), tokenId, clock.today()),
          declares: (customerIds) => {
            listed = new Set(customerIds);
          },
        }),
        "acr-credentials:index:TokenSecret": secrets,
        "acr-credentials:index:SyncWebhooks": syncWebhooks({
          azure,
          followsPlan: env.CUSTOMER_ACCESS_ROTATE === "no",
        }),
      },
      functions: {
        "acr-credentials:index:adoptionProblems": adoptionProblems(azure),
        "acr-credentials:index:scopeMapRefusal": scopeMapRefusal(azure),
        "acr-credentials:index:syncTargets": syncTargets(azure),
      },
      log: log.log,
      delivered: log.delivered,
      attach: log.attach,
      async parameterize(parameter) {
        place = readPlace(parameter);
        try {
          const warning = clock.compare(await check(place));
          if (warning !== undefined) log.log("warning", "", warning);
        } catch (thrown) {
          // The engine adds its own text before an error here. For the program's place, the guard reports it without
          // that text.
          if (!(await isProgramsOwn())) throw thrown;
          misplaced = thrown as Error;
        }
      },
      cancel: () => cancelled.abort(),
    }),
    cancel: () => cancelled.abort(),
    close: () => log.close(),
  };
}
