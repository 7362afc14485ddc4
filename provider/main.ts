// The plugin's process: serves this project's resources to the Pulumi engine until the engine ends it.

import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PROVENANCE_VARIABLE, readProvenance } from "../access/provenance";
import { tokenRights } from "../azure/tokenRights";
import { accessGuard } from "./accessGuard";
import { adoptionProblems } from "./adoptionProblems";
import { azureAccess } from "./azureAccess";
import { checkPlace, isSamePlace, type Place, readPlace } from "./place";
import { engineLog } from "./protocol/engineLog";
import { resourceProvider } from "./protocol/server";
import { requestsUnderWay } from "./protocol/underWay";
import { rightsInAzure, scopeMapRefusal } from "./rightsInAzure";
import { runClock } from "./runClock";
import { syncTargets } from "./syncTargets";
import { syncWebhooks } from "./syncWebhooks/syncWebhooks";
import { tokenSecret } from "./tokenSecret/tokenSecret";

const VERSION = "0.1.0";
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

async function main(engineAddress: string): Promise<void> {
  const { env } = process;
  const cancelled = new AbortController();
  const log = engineLog();
  log.attach(engineAddress);

  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const clock = runClock(env);
  let misplaced: Error | undefined;
  let place: Place | undefined;
  const azure = azureAccess(env, { signal: cancelled.signal, refusal: () => misplaced });
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
  const underWay = requestsUnderWay();
  server.addService(
    ResourceProviderService,
    underWay.counting(
      resourceProvider({
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
            comparesTargets: env.CUSTOMER_ACCESS_ROTATE !== "no",
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
    ),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const end = () => {
    server.forceShutdown();
    log.close();
    process.stdin.destroy();
  };
  // The engine ends a plugin this way, and kills it only after 5 seconds. Systems that end a whole job do the same.
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      cancelled.abort();
      underWay.whenNone(end);
    });
  }
  // The engine reads the port from the first line, and holds our input open as long as it lives.
  process.stdout.write(`${port}\n`);
  process.stdin.resume().on("end", () => {
    cancelled.abort();
    end();
  });
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`acr-credentials: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
