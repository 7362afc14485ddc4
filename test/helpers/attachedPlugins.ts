// Serves a stack's plugins from this process: to start each of them again takes a run of a small stack three quarters of its time.

import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { version as azureNativeVersion } from "@pulumi/azure-native/package.json";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { version as randomVersion } from "@pulumi/random/package.json";
import { AzureNative } from "../../emulator/plugins/azureNative/azureNative";
import { pluginService } from "../../emulator/plugins/pluginServer";
import type { Provider } from "../../emulator/plugins/provider";
import { Random } from "../../emulator/plugins/random/random";
import { plugin } from "../../provider/plugin";

/**
 * Tells the engine where plugins are that run already.
 *
 * https://www.pulumi.com/docs/iac/extending-pulumi/build-a-provider/, "debugging"
 */
export const ATTACHED_VARIABLE = "PULUMI_DEBUG_PROVIDERS";

/** The plugins of a stack. */
export interface AttachedPlugins {
  /** The value of {@link ATTACHED_VARIABLE}. */
  readonly addresses: string;
  close(): void;
}

/**
 * Serves the plugins. Each time the engine loads one it gets a new one, as it would by starting a process, and a closed
 * connection cancels it. What a process alone shows, such as signals, is not in it.
 *
 * @param options.env the variables of the run that is about to load a plugin
 * @param options.ca PEM certificates of the emulator
 */
export async function servePlugins(options: {
  env: () => NodeJS.ProcessEnv;
  ca: string;
}): Promise<AttachedPlugins> {
  const { env, ca } = options;
  const plugins: Record<string, () => Loaded> = {
    "acr-credentials": () => plugin(env(), { ca }),
    "azure-native": () =>
      standIn(new AzureNative({ version: azureNativeVersion, environment: env(), ca })),
    random: () => standIn(new Random({ version: randomVersion })),
  };
  const servers = await Promise.all(
    Object.entries(plugins).map(async ([name, load]) => ({ name, server: await serve(load) })),
  );
  return {
    addresses: servers
      .map(({ name, server }) => `${name}:${(server.address() as AddressInfo).port}`)
      .join(),
    close: () => {
      for (const { server } of servers) server.close();
    },
  };
}

/** A plugin for one load by the engine. */
interface Loaded {
  service: UntypedServiceImplementation;
  cancel(): void;
  close(): void;
}

function standIn(provider: Provider): Loaded {
  return {
    service: pluginService(provider),
    cancel: () => provider.cancel(),
    close: () => {},
  };
}

async function serve(load: () => Loaded) {
  const server = createServer((socket) => answer(socket, load()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server.unref();
}

function answer(socket: Socket, { service, cancel, close }: Loaded): void {
  const server = new Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(ResourceProviderService, service);
  server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(socket);
  socket.on("close", () => {
    cancel();
    close();
    server.forceShutdown();
  });
}
