// The first step of a push, taken only to see that it is refused.

import { AzureError } from "../azureError";
import { AccessRefused, requireStatus } from "./answers";
import type { RegistrySession } from "./session";

/** What came of trying to push: `cancelled` says that the upload that had begun is gone again. */
export type PushAttempt = { outcome: "refused" } | { outcome: "began"; cancelled: boolean };

/**
 * Begins an upload, as `docker push` does, and cancels it when the registry lets it begin: nothing is left behind.
 *
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 *
 * @throws AzureError when the answer decides nothing
 */
export async function tryPush(session: RegistrySession, repository: string): Promise<PushAttempt> {
  const operation = `pushing to ${repository} as ${session.name}`;
  const scope = `repository:${repository}:pull,push`;
  const begun = await session.send({
    operation,
    method: "POST",
    path: `/v2/${repository}/blobs/uploads/`,
    scope,
  });
  try {
    requireStatus(operation, begun, 202);
  } catch (thrown) {
    if (thrown instanceof AccessRefused) return { outcome: "refused" };
    throw thrown;
  }
  const location = begun.headers.get("location");
  if (location === undefined || !URL.canParse(location, `https://${session.loginServer}`)) {
    throw new AzureError({ operation, reason: "the upload that began has no address" });
  }
  const { origin, pathname, search } = new URL(location, `https://${session.loginServer}`);
  if (origin !== `https://${session.loginServer}`) return { outcome: "began", cancelled: false };
  const path = `${pathname}${search}`;
  const ended = await session.send({ operation, method: "DELETE", path, scope });
  return { outcome: "began", cancelled: ended.status === 204 };
}
