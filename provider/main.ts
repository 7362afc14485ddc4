// The plugin's process: serves this project's resources to the Pulumi engine until the engine ends it.

import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { tokenRights } from "../azure/tokenRights";
import { absence } from "./absence";
import { accessGuard } from "./accessGuard";
import { azureAccess } from "./azureAccess";
import { checkPlace, isSamePlace, type Place, readPlace } from "./place";
import { engineLog } from "./protocol/engineLog";
import { resourceProvider } from "./protocol/server";
import { requestsUnderWay } from "./protocol/underWay";
import { runClock } from "./runClock";
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
  const secrets = tokenSecret({
    azure,
    run: () => ({ today: clock.today(), mayRotate: env.CUSTOMER_ACCESS_ROTATE !== "no" }),
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
        },
        functions: { "acr-credentials:index:absence": absence(azure) },
        log: log.log,
        delivered: log.delivered,
        attach: log.attach,
        async parameterize(parameter) {
          place = readPlace(parameter);
          try {
            const warning = clock.compare(await check(place));
            if (warning !== undefined) log.log("warning", "", warning);
          } catch (thrown) {
            // The engine puts words of its own before a failure here. What the program names the guard refuses in ours alone.
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
  // The engine's own way to end a plugin, which it kills only after 5 seconds; whoever ends a whole job does the same.
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
