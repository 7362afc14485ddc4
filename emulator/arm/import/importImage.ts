// importImage: copies an image from another registry, of this or of another tenant, and takes its time for that.
import type { Fault } from "../../faults";
import { Refusal, type Reply, withDetail } from "../../http/reply";
import type { Request } from "../../http/request";
import { findLocked, type ImportTarget, writeImage } from "../../registry/import";
import { type CopiedImage, readImage, type SourceRegistry } from "../../registry/importSource";
import { isDigest } from "../../registry/references";
import type { Operation } from "../../world/operation";
import type { World } from "../../world/world";
import { importFailed, tagExists } from "../errors";
import { startOperation } from "../operations";
import { registryId, requireRegistry } from "../resources";
import { type ImportInput, readImport } from "./importInput";
import { findOrigin } from "./importOrigin";

/** The operation of the copying in faults, with `…/importImage/REPOSITORY:TAG` of the source as its path. */
export const COPYING = "Imports_Copy";

/**
 * POST …/importImage: 202 with the body `null`, and the end at the address in `Location`.
 *
 * What is wrong with the request is refused at once; that an existing tag is as well is assumed. All that is wrong at the source
 * is found out by the operation: https://github.com/Azure/acr/issues/457
 */
export async function importImage(request: Request, world: World): Promise<Reply> {
  const registry = requireRegistry(request, world);
  const input = readImport(request);
  const target = { registry, tags: input.targetTags, untagged: input.untagged };
  const source = await findOrigin(request, input, world);
  const taken = input.isForced ? undefined : findTaken(target);
  if (taken !== undefined) {
    throw new Refusal(tagExists(taken));
  }

  const { repository, reference } = input.image;
  const named = `${repository}${isDigest(reference) ? "@" : ":"}${reference}`;
  const path = `${registryId(world, registry)}/importImage/${named}`;
  const fault = world.faults.take({ method: "POST", path, operation: COPYING });
  const seconds = world.behaviours.importSeconds + (fault?.delaySeconds ?? 0);
  const { operation, reply } = startOperation(request, world, registry, seconds);
  const image =
    typeof source === "string" ? source : readImage(source.registry, repository, reference);
  const begun = { input, source, image, target, fault, requestId: request.id };
  world.schedule.at(operation.doneAtMs, () => {
    operation.result = finish(begun, operation.id, world);
  });
  const targets = input.targetTags.map((each) => `${each.repository}:${each.reference}`);
  return withDetail(reply, {
    sourceImage: named,
    targets: [...targets, ...input.untagged].join(","),
  });
}

/** An import that is under way. */
interface Begun {
  readonly input: ImportInput;
  /** A text says why there is none. */
  readonly source: SourceRegistry | string;
  /** As it was at the begin; a text says why there is none. */
  readonly image: CopiedImage | string;
  readonly target: ImportTarget;
  readonly fault: Fault | undefined;
  readonly requestId: string;
}

function finish(begun: Begun, operationId: string, world: World): Operation["result"] {
  const { source, image, target, fault, requestId } = begun;
  const told =
    fault?.status === undefined ? undefined : (fault.message ?? fault.code ?? "EmulatedFault");
  const problem = told ?? (typeof image === "string" ? image : lockProblem(target));
  const isCopied =
    problem === undefined
      ? fault?.delivery !== "lost"
      : told !== undefined && fault?.when === "after";
  if (isCopied && typeof image !== "string" && typeof source !== "string") {
    writeImage(image, taggedAtTheEnd(begun.input, image, source, world), target, {
      world,
      requestId,
    });
  }
  return problem === undefined
    ? { status: 200 }
    : importFailed(operationId, registryId(world, target.registry), problem, fault);
}

/** What the target's tags will point to: what the source's tag points to now, which need not be what was copied. */
function taggedAtTheEnd(
  { image: { repository, reference } }: ImportInput,
  image: CopiedImage,
  source: SourceRegistry,
  { behaviours }: World,
) {
  const from = source.registry.repositories.get(repository);
  const moved = behaviours.importByTagBreaks ? from?.tags.get(reference)?.digest : undefined;
  const digest = moved ?? image.digest;
  const { mediaType = "", bytes } =
    from?.manifests.get(digest) ?? image.manifests.get(digest) ?? {};
  return { digest, mediaType, size: bytes?.length ?? 0 };
}

function findTaken({ registry, tags }: ImportTarget): string | undefined {
  const taken = tags.find(({ repository, reference }) =>
    registry.repositories.get(repository)?.tags.has(reference),
  );
  return taken === undefined ? undefined : `${taken.repository}:${taken.reference}`;
}

function lockProblem(target: ImportTarget): string | undefined {
  const locked = findLocked(target);
  return locked === undefined ? undefined : `the operation is disallowed on ${locked}`;
}
