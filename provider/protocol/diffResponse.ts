// The differences of a resource, in the engine's form.

import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { ChangeKind, Changes } from "./resource";

/** The answer to the engine; `update-replace` asks for another resource. */
export function diffResponse(changes: Changes): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const paths = Object.keys(changes);
  const response = new proto.DiffResponse();
  response.setChanges(paths.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setHasdetaileddiff(true);
  response.setDiffsList(paths);
  for (const [path, { kind, isInput }] of Object.entries(changes)) {
    const change = new proto.PropertyDiff().setKind(KINDS[kind]).setInputdiff(isInput);
    response.getDetaileddiffMap().set(path, change);
    if (kind === "update-replace") response.addReplaces(path);
  }
  return response;
}

const KINDS: Record<ChangeKind, proto.PropertyDiff.Kind> = {
  add: proto.PropertyDiff.Kind.ADD,
  delete: proto.PropertyDiff.Kind.DELETE,
  update: proto.PropertyDiff.Kind.UPDATE,
  "update-replace": proto.PropertyDiff.Kind.UPDATE_REPLACE,
};
