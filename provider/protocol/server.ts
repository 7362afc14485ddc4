// Pulumi's resource provider protocol over gRPC: turns its messages into calls of ResourceKind, and answers.

import {
  Metadata,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { diffResponse } from "./diffResponse";
import { type Call, type Old, type Properties, type ResourceKind, Unfinished } from "./resource";
import { fromWire, toWire } from "./wire";

/** What the protocol needs from the plugin around it. */
export interface ServerOptions {
  name: string;
  version: string;
  /** Kinds of resources by type token, such as `acr-credentials:index:TokenSecret`. */
  kinds: Readonly<Record<string, ResourceKind>>;
  /** The functions that a program may call, by type token. */
  functions: Readonly<Record<string, (args: Properties) => Promise<object>>>;
  log(severity: "info" | "warning", urn: string, message: string): void;
  /** Resolves when the engine has all lines of the log. */
  delivered(): Promise<void>;
  /** Connects to the engine's log, whose address comes with the handshake or as an argument. */
  attach(engineAddress: string): void;
  /** Receives the parameter that the program gave the plugin; an error stops the run before anything is read. */
  parameterize(parameter: Uint8Array): Promise<void>;
  /** The engine was interrupted: stop between requests. */
  cancel(): void;
}

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

/**
 * Makes the implementation of `pulumirpc.ResourceProvider`.
 *
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function resourceProvider(options: ServerOptions): UntypedServiceImplementation {
  const kindOf = (urn: string): ResourceKind => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const kind = options.kinds[type];
    if (kind !== undefined) return kind;
    throw new Error(
      `${options.name} has no resource type "${type}"; it has ${Object.keys(options.kinds).join(", ")}`,
    );
  };
  const answer = <Request, Response>(handler: Handler<Request, Response>) =>
    unary(handler, options.delivered);
  const callOf = (urn: string, isPreview: boolean): Call => ({
    urn,
    isPreview,
    log: (severity, message) => options.log(severity, urn, message),
  });

  return {
    handshake: answer((request: proto.ProviderHandshakeRequest) => {
      options.attach(request.getEngineAddress());
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: answer((request: plugin.PluginAttach) => {
      options.attach(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: answer(() => new plugin.PluginInfo().setVersion(options.version)),
    getSchema: answer(() =>
      new proto.GetSchemaResponse().setSchema(
        JSON.stringify({ name: options.name, version: options.version }),
      ),
    ),
    parameterize: answer(async (request: proto.ParameterizeRequest) => {
      const value = request.getValue();
      await options.parameterize(value?.getValue_asU8() ?? new Uint8Array()).catch((thrown) => {
        // The engine adds a long line before our message.
        throw new Error(`\n${(thrown as Error).message}`);
      });
      return new proto.ParameterizeResponse()
        .setName(value?.getName() ?? "")
        .setVersion(value?.getVersion() ?? "");
    }),
    checkConfig: answer((request: proto.CheckRequest) =>
      new proto.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answer(() =>
      new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    configure: answer(() => {
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    invoke: answer(async (request: proto.InvokeRequest) => {
      const name = request.getTok();
      const ask = options.functions[name];
      if (ask === undefined) throw new Error(`${options.name} has no function "${name}"`);
      const found = await ask(fromWire(request.getArgs()));
      return new proto.InvokeResponse().setReturn(toWire({ ...found }));
    }),
    cancel: answer(() => {
      options.cancel();
      return new Empty();
    }),

    check: answer(async (request: proto.CheckRequest) => {
      const urn = request.getUrn();
      const { inputs, problems } = await kindOf(urn).check(
        fromWire(request.getOlds()),
        fromWire(request.getNews()),
        callOf(urn, false),
      );
      const response = new proto.CheckResponse().setInputs(toWire(inputs));
      response.setFailuresList(
        problems.map(({ property, reason }) =>
          new proto.CheckFailure().setProperty(property).setReason(reason),
        ),
      );
      return response;
    }),

    diff: answer((request: proto.DiffRequest) => {
      const urn = request.getUrn();
      const old = oldOf(request.getId(), request.getOldInputs(), request.getOlds());
      return diffResponse(kindOf(urn).diff(old, fromWire(request.getNews()), callOf(urn, false)));
    }),

    create: answer(async (request: proto.CreateRequest) => {
      const urn = request.getUrn();
      const kind = kindOf(urn);
      const news = fromWire(request.getProperties());
      const made = await kind.create(news, callOf(urn, request.getPreview()));
      const response = new proto.CreateResponse()
        .setId(made.id)
        .setProperties(toWire(made.outputs));
      response.setRefreshBeforeUpdate(kind.refreshBeforeUpdate);
      return response;
    }),

    read: answer(async (request: proto.ReadRequest) => {
      const urn = request.getUrn();
      const kind = kindOf(urn);
      const known = oldOf(request.getId(), request.getInputs(), request.getProperties());
      const found = await kind.read(known, callOf(urn, false));
      const response = new proto.ReadResponse();
      if (found === undefined) return response;
      response.setId(found.id);
      response.setInputs(toWire(found.inputs));
      response.setProperties(toWire(found.outputs));
      response.setRefreshBeforeUpdate(kind.refreshBeforeUpdate);
      return response;
    }),

    update: answer(async (request: proto.UpdateRequest) => {
      const urn = request.getUrn();
      const kind = kindOf(urn);
      const old = oldOf(request.getId(), request.getOldInputs(), request.getOlds());
      const news = fromWire(request.getNews());
      const outputs = await kind.update(old, news, callOf(urn, request.getPreview()));
      const response = new proto.UpdateResponse().setProperties(toWire(outputs));
      response.setRefreshBeforeUpdate(kind.refreshBeforeUpdate);
      return response;
    }),

    delete: answer(async (request: proto.DeleteRequest) => {
      const urn = request.getUrn();
      const old = oldOf(request.getId(), request.getOldInputs(), request.getProperties());
      await kindOf(urn).delete(old, callOf(urn, false));
      return new Empty();
    }),
  };
}

/** Adapts a function to gRPC; people see its errors as messages, without a stack. */
function unary<Request, Response>(
  handler: Handler<Request, Response>,
  delivered: () => Promise<void>,
) {
  return async (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    try {
      const response = await handler(call.request);
      await delivered();
      callback(null, response);
    } catch (thrown) {
      await delivered();
      const error = thrown as Error;
      callback({
        code: status.UNKNOWN,
        details: error.message,
        ...(error instanceof Unfinished ? { metadata: unfinished(error) } : {}),
      });
    }
  };
}

function oldOf(id: string, inputs: Struct | undefined, outputs: Struct | undefined): Old {
  return { id, inputs: fromWire(inputs), outputs: fromWire(outputs) };
}

/** Reports to the engine that a resource was created but not finished, so that it keeps it in the state. */
function unfinished(error: Unfinished): Metadata {
  const made = new proto.ErrorResourceInitFailed();
  made.setId(error.made.id);
  made.setInputs(toWire(error.made.inputs));
  made.setProperties(toWire(error.made.outputs));
  made.setReasonsList([error.message]);
  made.setRefreshBeforeUpdate(true);
  const detail = new Any();
  detail.pack(made.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const carrier = new Status();
  carrier.setCode(status.UNKNOWN);
  carrier.setMessage(error.message);
  carrier.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(carrier.serializeBinary()));
  return metadata;
}
