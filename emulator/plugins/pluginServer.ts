// Serves a Provider to Pulumi's engine over its ResourceProvider protocol; knows nothing of any resource.
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { grpcError, Unimplemented } from "./grpcError";
import { check, configure, create, diff, invoke, read, remove, update } from "./methods";
import type { Provider } from "./provider";

/** Starts the plugin and tells the engine its port, as Pulumi expects: a number and a newline on standard output. */
export function servePlugin(provider: Provider): void {
  serve(provider).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

async function serve(provider: Provider): Promise<void> {
  const server = new Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(ResourceProviderService, pluginService(provider));
  const port = await listen(server);
  process.stdout.write(`${port}\n`);

  // The engine holds the other end of standard input; it closes with the engine, also when that was killed.
  process.stdin.resume();
  process.stdin.once("end", () => process.exit(0));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      error === null ? resolve(port) : reject(error);
    });
  });
}

/** What a stand-in answers the engine, wherever it runs: the implementation of `pulumirpc.ResourceProvider`. */
export function pluginService(provider: Provider): UntypedServiceImplementation {
  return {
    handshake: unary((request: proto.ProviderHandshakeRequest) => {
      provider.attach?.(request.getEngineAddress());
      return new proto.ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(provider.version)),
    getSchema: unary(() => new proto.GetSchemaResponse().setSchema(schema(provider))),
    getMapping: unary(() => new proto.GetMappingResponse()),
    getMappings: unary(() => new proto.GetMappingsResponse()),
    checkConfig: unary((request: proto.CheckRequest) =>
      new proto.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(() => new proto.DiffResponse()),
    configure: unary((request: proto.ConfigureRequest) => configure(provider, request)),
    check: unary((request: proto.CheckRequest) => check(provider, request)),
    diff: unary((request: proto.DiffRequest) => diff(provider, request)),
    create: unary((request: proto.CreateRequest) => create(provider, request)),
    read: unary((request: proto.ReadRequest) => read(provider, request)),
    update: unary((request: proto.UpdateRequest) => update(provider, request)),
    delete: unary((request: proto.DeleteRequest) => remove(provider, request)),
    cancel: unary(() => {
      provider.cancel();
      return new Empty();
    }),
    invoke: unary(
      (request: proto.InvokeRequest) =>
        invoke(provider, request) ?? refuse(provider, request.getTok()),
    ),
    call: unary((request: proto.CallRequest) => refuse(provider, request.getTok())),
    construct: unary((request: proto.ConstructRequest) => refuse(provider, request.getType())),
    parameterize: unary(() => refuse(provider, "parameterized packages")),
  };
}

function unary<Request, Response>(
  method: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async (call, callback) => {
    try {
      callback(null, await method(call.request));
    } catch (error) {
      callback(grpcError(error));
    }
  };
}

// Only what the engine itself looks at; programs bring their own SDK.
function schema({ name, version }: Provider): string {
  return JSON.stringify({ name, version, resources: {} });
}

function refuse(provider: Provider, what: string): never {
  throw new Unimplemented(
    `the stand-in for ${provider.name} does not offer ${what}; it serves the resources and functions of its table only`,
  );
}
