// Translates each request of Pulumi's protocol into the Provider's plain values, and its answer back.
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { topLevel } from "./propertyDiff";
import type { DiffResult, Provider } from "./provider";
import { decode, encode } from "./wire";

/** Configure: passes on the settings of the stack, and says that secrets and previews are understood. */
export async function configure(
  provider: Provider,
  request: proto.ConfigureRequest,
): Promise<proto.ConfigureResponse> {
  const prefix = `${provider.name}:config:`;
  const settings = request
    .getVariablesMap()
    .toArray()
    .map(([key, value]): [string, string] => [key.replace(prefix, ""), value]);
  await provider.configure(new Map(settings));
  return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
}

/** Check: gives the completed inputs and every failure. */
export function check(provider: Provider, request: proto.CheckRequest): proto.CheckResponse {
  const { inputs, failures } = provider.check({
    ...resource(request),
    olds: decode(request.getOlds()),
    news: decode(request.getNews()),
    randomSeed: request.getRandomseed_asU8(),
  });
  return new proto.CheckResponse()
    .setInputs(encode(inputs))
    .setFailuresList(
      failures.map(({ property = "", reason }) =>
        new proto.CheckFailure().setProperty(property).setReason(reason),
      ),
    );
}

/** Diff: says path by path what changes and what replaces. */
export function diff(provider: Provider, request: proto.DiffRequest): proto.DiffResponse {
  const result = provider.diff({
    ...resource(request),
    olds: decode(request.getOlds()),
    oldInputs: decode(request.getOldInputs()),
    news: decode(request.getNews()),
  });
  return diffResponse(result);
}

/** Create, also as a preview. */
export async function create(
  provider: Provider,
  request: proto.CreateRequest,
): Promise<proto.CreateResponse> {
  const { id, outputs } = await provider.create({
    ...resource(request),
    inputs: decode(request.getProperties()),
    preview: request.getPreview(),
  });
  return new proto.CreateResponse().setId(id).setProperties(encode(outputs));
}

/** Read, for refreshes and imports; an answer without an id means gone. */
export async function read(
  provider: Provider,
  request: proto.ReadRequest,
): Promise<proto.ReadResponse> {
  const state = await provider.read({
    ...resource(request),
    id: request.getId(),
    inputs: decode(request.getInputs()),
    outputs: decode(request.getProperties()),
  });
  if (state === undefined) {
    return new proto.ReadResponse();
  }
  return new proto.ReadResponse()
    .setId(state.id)
    .setInputs(encode(state.inputs))
    .setProperties(encode(state.outputs));
}

/** Update, also as a preview. */
export async function update(
  provider: Provider,
  request: proto.UpdateRequest,
): Promise<proto.UpdateResponse> {
  const outputs = await provider.update({
    ...resource(request),
    id: request.getId(),
    olds: decode(request.getOlds()),
    news: decode(request.getNews()),
    preview: request.getPreview(),
  });
  return new proto.UpdateResponse().setProperties(encode(outputs));
}

/** Delete. */
export async function remove(provider: Provider, request: proto.DeleteRequest): Promise<Empty> {
  await provider.delete({
    ...resource(request),
    id: request.getId(),
    oldInputs: decode(request.getOldInputs()),
  });
  return new Empty();
}

/** Invoke; undefined for a function that the stand-in does not have. */
export function invoke(
  provider: Provider,
  request: proto.InvokeRequest,
): Promise<proto.InvokeResponse> | undefined {
  return provider
    .invoke?.(request.getTok(), decode(request.getArgs()))
    ?.then((answer) => new proto.InvokeResponse().setReturn(encode(answer)));
}

function resource(request: { getType(): string; getName(): string; getUrn(): string }) {
  return { type: request.getType(), name: request.getName(), urn: request.getUrn() };
}

const KINDS = {
  add: [proto.PropertyDiff.Kind.ADD, proto.PropertyDiff.Kind.ADD_REPLACE],
  delete: [proto.PropertyDiff.Kind.DELETE, proto.PropertyDiff.Kind.DELETE_REPLACE],
  update: [proto.PropertyDiff.Kind.UPDATE, proto.PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

function diffResponse({ changes, deleteBeforeReplace = false }: DiffResult): proto.DiffResponse {
  const replacing = [...changes].filter(([, { replaces }]) => replaces);
  const response = new proto.DiffResponse()
    .setChanges(changes.size > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(topLevelNames(changes.keys()))
    .setReplacesList(topLevelNames(replacing.map(([path]) => path)))
    .setDeletebeforereplace(deleteBeforeReplace && replacing.length > 0)
    .setHasdetaileddiff(true);
  for (const [path, { change, replaces }] of changes) {
    const kind = KINDS[change][replaces ? 1 : 0];
    response
      .getDetaileddiffMap()
      .set(path, new proto.PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return response;
}

const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;

function topLevelNames(paths: Iterable<string>): string[] {
  return [...new Set([...paths].map(topLevel))];
}
