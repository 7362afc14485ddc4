// Finds repositories that the vendor's token may read and that the list does not name, as far as this can be known.
import { atOnce } from "../../access/atOnce";
import { AzureError } from "../../azure/azureError";
import { AccessRefused, NotFound } from "../../azure/registry/answers";
import { allows } from "../../azure/registry/claims";
import { listCatalog, newestTag } from "../../azure/registry/lists";
import type { RegistrySession } from "../../azure/registry/session";
import { isRepositoryName } from "../../sync/targetName";
import { failureOf } from "./failure";
import type { SyncWorld } from "./world";

/**
 * Looks where it may: in the vendor's list of repositories, and else in our own registry, into which the workflows copy
 * repositories below a prefix that nobody named. Where neither list may be read, nothing is found.
 *
 * @returns their names at the vendor, sorted; none where all that the token may list is compared anyhow
 */
export async function findNotListed(world: SyncWorld): Promise<string[]> {
  const { settings, source, target } = world;
  const { repositories, targetPrefix } = settings;
  if (repositories === undefined) return [];
  const listed = new Set(repositories);
  try {
    const atVendor = await namesIn(source);
    if (atVendor !== undefined) return atVendor.filter((name) => !listed.has(name)).sort();
    const copies = (await namesIn(target)) ?? [];
    const names = copies
      .filter((name) => name.startsWith(targetPrefix))
      .map((name) => name.slice(targetPrefix.length))
      .filter((name) => isRepositoryName(name) && !listed.has(name));
    const found: string[] = [];
    for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
      found.push(...(await readableIn(source, names.slice(from, from + NAMES_AT_ONCE))));
    }
    return found.sort();
  } catch (thrown) {
    const { what } = failureOf("", thrown, world.signal);
    world.progress(`whether the list of repositories is complete could not be looked up: ${what}`);
    return [];
  }
}

/** An access token for many more grows too large for a request's headers. */
const NAMES_AT_ONCE = 50;

/** Lists the repositories of a registry. @returns undefined where it does not let this identity */
export async function namesIn(session: RegistrySession): Promise<string[] | undefined> {
  try {
    return await listCatalog(session);
  } catch (thrown) {
    if (thrown instanceof AccessRefused) return undefined;
    if (thrown instanceof AzureError && thrown.status === 403) return undefined;
    throw thrown;
  }
}

/** Our registry may hold copies from elsewhere below the same prefix, and of what the vendor has no more. */
async function readableIn(session: RegistrySession, names: readonly string[]): Promise<string[]> {
  const actions = ["pull", "metadata_read"];
  const login = await session.login(
    names.flatMap((name) => actions.map((action) => `repository:${name}:${action}`)),
  );
  if (login.outcome !== "accepted") return [];
  const { access } = login;
  const granted = names.filter((repository) =>
    actions.every((action) => allows(access, { repository, action })),
  );
  const found: string[] = [];
  await atOnce(granted, async (name) => {
    if (await isAtVendor(session, name)) found.push(name);
  });
  return found;
}

async function isAtVendor(session: RegistrySession, name: string): Promise<boolean> {
  try {
    await newestTag(session, name);
    return true;
  } catch (thrown) {
    if (thrown instanceof NotFound) return false;
    throw thrown;
  }
}
