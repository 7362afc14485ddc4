// The plugin's process: serves this project's resources to the Pulumi engine until the engine ends it.

import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { plugin } from "./plugin";
import { requestsUnderWay } from "./protocol/underWay";

const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

async function main(engineAddress: string): Promise<void> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const { service, cancel, close } = plugin(process.env, { engineAddress });
  const underWay = requestsUnderWay();
  server.addService(ResourceProviderService, underWay.counting(service));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const end = () => {
    server.forceShutdown();
    close();
    process.stdin.destroy();
  };
  // The engine ends a plugin this way, and kills it only after 5 seconds. Systems that end a whole job do the same.
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      cancel();
      underWay.whenNone(end);
    });
  }
  // The engine reads the port from the first line, and holds our input open as long as it lives.
  process.stdout.write(`${port}\n`);
  process.stdin.resume().on("end", () => {
    cancel();
    end();
  });
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  process.stderr.write(`acr-credentials: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
