// Starts a stand-in plugin as Pulumi's engine does and talks to it in plain values.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { ChannelCredentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Properties = { [name: string]: unknown };

/** A secret in its form on the wire. */
export function secret(value: unknown): Properties {
  return {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  };
}

/** An unknown in its form on the wire. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What went wrong in a request, as the engine would see it. */
export class PluginError extends Error {
  /** The state of a resource that was made but did not become ready. */
  readonly partial: { id: string; outputs: Properties; inputs: Properties } | undefined;

  constructor(error: ServiceError) {
    super(error.details);
    this.partial = partialState(error);
  }
}

/** A running plugin, bound to one resource type for brevity. */
export class Plugin implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly client: ResourceProviderClient;

  private constructor(process: ChildProcess, client: ResourceProviderClient) {
    this.process = process;
    this.client = client;
  }

  /** Runs the executable in another working directory, with nothing but the given environment. */
  static async start(name: string, environment: Record<string, string> = {}): Promise<Plugin> {
    const executable = path.resolve(__dirname, `../../../emulator/plugins/pulumi-resource-${name}`);
    const child = spawn(executable, ["127.0.0.1:1"], {
      cwd: "/",
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [port] = await once(createInterface(child.stdout), "line");
    const credentials = ChannelCredentials.createInsecure();
    return new Plugin(child, new ResourceProviderClient(`127.0.0.1:${port}`, credentials));
  }

  async configure(name: string, settings: Record<string, string> = {}) {
    const request = new proto.ConfigureRequest().setAcceptsecrets(true);
    for (const [key, value] of Object.entries(settings)) {
      request.getVariablesMap().set(`${name}:config:${key}`, value);
    }
    const response = await answer<proto.ConfigureResponse>((done) =>
      this.client.configure(request, done),
    );
    return response.toObject();
  }

  async check(type: string, news: Properties, options: { name?: string; olds?: Properties } = {}) {
    const request = new proto.CheckRequest()
      .setType(type)
      .setName(options.name ?? "contoso-pull")
      .setOlds(struct(options.olds ?? {}))
      .setNews(struct(news));
    const response = await answer<proto.CheckResponse>((done) => this.client.check(request, done));
    return {
      inputs: properties(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  async diff(type: string, states: { olds: Properties; oldInputs: Properties; news: Properties }) {
    const request = new proto.DiffRequest()
      .setType(type)
      .setOlds(struct(states.olds))
      .setOldInputs(struct(states.oldInputs))
      .setNews(struct(states.news));
    const response = await answer<proto.DiffResponse>((done) => this.client.diff(request, done));
    const kinds = Object.entries(proto.PropertyDiff.Kind);
    return {
      hasChanges: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      detailed: Object.fromEntries(
        [...response.getDetaileddiffMap().entries()].map(([at, diff]) => [
          at,
          kinds.find(([, kind]) => kind === diff.getKind())?.[0],
        ]),
      ),
    };
  }

  async create(type: string, inputs: Properties, options: { preview?: boolean } = {}) {
    const request = new proto.CreateRequest()
      .setType(type)
      .setProperties(struct(inputs))
      .setPreview(options.preview ?? false);
    const response = await answer<proto.CreateResponse>((done) =>
      this.client.create(request, done),
    );
    return { id: response.getId(), outputs: properties(response.getProperties()) };
  }

  async read(
    type: string,
    id: string,
    state: { inputs?: Properties; outputs?: Properties } = {},
  ): Promise<{ id: string; inputs: Properties; outputs: Properties }> {
    const request = new proto.ReadRequest()
      .setType(type)
      .setId(id)
      .setInputs(struct(state.inputs ?? {}))
      .setProperties(struct(state.outputs ?? {}));
    const response = await answer<proto.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      inputs: properties(response.getInputs()),
      outputs: properties(response.getProperties()),
    };
  }

  async update(
    type: string,
    id: string,
    states: { olds: Properties; news: Properties; preview?: boolean },
  ): Promise<Properties> {
    const request = new proto.UpdateRequest()
      .setType(type)
      .setId(id)
      .setOlds(struct(states.olds))
      .setNews(struct(states.news))
      .setPreview(states.preview ?? false);
    const response = await answer<proto.UpdateResponse>((done) =>
      this.client.update(request, done),
    );
    return properties(response.getProperties());
  }

  async delete(type: string, id: string, oldInputs: Properties = {}): Promise<void> {
    const request = new proto.DeleteRequest()
      .setType(type)
      .setId(id)
      .setOldInputs(struct(oldInputs));
    await answer<Empty>((done) => this.client.delete(request, done));
  }

  async cancel(): Promise<void> {
    await answer<Empty>((done) => this.client.cancel(new Empty(), done));
  }

  async invoke(token: string, args: Properties = {}): Promise<Properties> {
    const request = new proto.InvokeRequest().setTok(token).setArgs(struct(args));
    const response = await answer<proto.InvokeResponse>((done) =>
      this.client.invoke(request, done),
    );
    return properties(response.getReturn());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    const exited = once(this.process, "exit");
    this.process.stdin?.end();
    await exited;
  }
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

function answer<Response>(call: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      error === null ? resolve(response) : reject(new PluginError(error));
    });
  });
}

function struct(values: Properties): Struct {
  return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
}

function properties(values: Struct | undefined): Properties {
  return values?.toJavaScript() ?? {};
}

function partialState(error: ServiceError): PluginError["partial"] {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (!(details instanceof Uint8Array)) {
    return undefined;
  }
  const [detail] = Status.deserializeBinary(details).getDetailsList();
  const failure = detail?.unpack(
    proto.ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  return failure
    ? {
        id: failure.getId(),
        outputs: properties(failure.getProperties()),
        inputs: properties(failure.getInputs()),
      }
    : undefined;
}
