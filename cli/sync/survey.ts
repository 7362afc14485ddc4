// Lists a repository on both sides, reads what is needed of its manifests, and plans.
import { atOnce } from "../../access/atOnce";
import { AccessRefused, NotFound } from "../../azure/registry/answers";
import { allows } from "../../azure/registry/claims";
import { eachManifest, eachTag } from "../../azure/registry/lists";
import type { RegistrySession } from "../../azure/registry/session";
import { MOST_MANIFESTS } from "../../sync/chooseImports";
import { planRepository, type RepositoryPlan } from "../../sync/planRepository";
import type { ListedManifest, SourceRepository, TargetRepository } from "../../sync/sides";
import { isRepositoryName, targetNameOf } from "../../sync/targetName";
import { failureOf, SyncError } from "./failure";
import { readManifests } from "./readManifests";
import type { SyncWorld } from "./world";

/** What a repository's copy lacks. */
export interface Survey extends RepositoryPlan {
  /** At the vendor. */
  readonly repository: string;
  readonly target: string;
}

/** Surveys all; a repository that cannot be read is a failure, and the others go on. */
export async function surveyAll(world: SyncWorld, names: readonly string[]): Promise<Survey[]> {
  const surveys = new Map<string, Survey>();
  const say = tenths(names.length, (count) =>
    world.progress(`compared ${count} of ${names.length} repositories`),
  );
  await atOnce(names, async (name) => {
    try {
      surveys.set(name, await surveyOne(world, name));
    } catch (thrown) {
      world.failures.push(failureOf(name, thrown, world.signal));
    }
    say();
  });
  world.remembered.save(world.progress);
  return names.flatMap((name) => surveys.get(name) ?? []);
}

/** Calls `say` with the count after each tenth of a long step. */
export function tenths(total: number, say: (count: number) => void): () => void {
  let count = 0;
  return () => {
    count += 1;
    const isTenth = Math.floor((count * 10) / total) > Math.floor(((count - 1) * 10) / total);
    if (total >= 20 && isTenth) say(count);
  };
}

async function surveyOne(world: SyncWorld, repository: string): Promise<Survey> {
  const { targetPrefix } = world.settings;
  if (!isRepositoryName(`${targetPrefix}${repository}`)) {
    throw new SyncError("its copy's name would be too long", "use a shorter --target-prefix");
  }
  const target = targetNameOf(targetPrefix, repository);
  if (!world.opened.has(repository)) {
    await requireRights(world, repository);
    const scopes = ["pull", "metadata_read"].map((action) => `repository:${target}:${action}`);
    await world.target.login(scopes);
    world.opened.add(repository);
  }
  const [source, copy] = await Promise.all([
    readSource(world.source, repository),
    readTarget(world.target, target),
  ]);
  const sides = { source, target: copy };
  const known = await readManifests(world, sides);
  const plan = planRepository(sides, known, targetPrefix);
  for (const { digest, manifests } of plan.tooLarge) {
    world.failures.push(tooLarge(world, { repository, target, digest, manifests }));
  }
  return { repository, target, ...plan };
}

/** One access token for all that is read, and what it does not allow. */
async function requireRights({ source }: SyncWorld, repository: string): Promise<void> {
  const actions = { pull: "content/read", metadata_read: "metadata/read" };
  const scopes = Object.keys(actions).map((action) => `repository:${repository}:${action}`);
  const login = await source.login(scopes);
  if (login.outcome === "refused") {
    throw new SyncError(
      `${source.loginServer} refuses the password of ${source.name}`,
      "it has expired or was replaced, or the vendor has disabled the token: store the newest password, then run again",
    );
  }
  if (login.outcome === "unreachable") throw new SyncError(login.reason, "run again");
  const missing = Object.entries(actions)
    .filter(([action]) => !allows(login.access, { repository, action }))
    .map(([, right]) => right);
  if (missing.length > 0) {
    throw new SyncError(
      `${source.name} has no ${missing.join(", no ")} on it`,
      `ask the vendor to grant ${missing.join(" and ")}, or check the repository's name`,
    );
  }
}

async function readSource(session: RegistrySession, name: string): Promise<SourceRepository> {
  const [tags, manifests] = await Promise.all([
    readTags(session, name),
    readManifestList(session, name),
  ]).catch((thrown: unknown) => {
    if (!isUnknownRepository(thrown)) throw thrown;
    throw new SyncError(
      "the vendor has no such repository",
      "check its name; its copy is left as it is",
    );
  });
  return { name, tags, manifests };
}

/** Keeps of each item what is needed alone, since a list may be long. */
async function readTags(session: RegistrySession, repository: string) {
  const tags = new Map<string, string>();
  for await (const { name, digest } of eachTag(session, repository)) tags.set(name, digest);
  return tags;
}

async function readManifestList(session: RegistrySession, repository: string) {
  const manifests = new Map<string, ListedManifest>();
  for await (const each of eachManifest(session, repository)) {
    const isReadable = each.changeableAttributes?.readEnabled !== false;
    manifests.set(each.digest, { mediaType: each.mediaType ?? "", isReadable });
  }
  return manifests;
}

async function readTarget(session: RegistrySession, name: string): Promise<TargetRepository> {
  try {
    const [tags, manifests] = await Promise.all([
      readTags(session, name),
      readManifestList(session, name),
    ]);
    return { tags, manifests: new Set(manifests.keys()) };
  } catch (thrown) {
    if (isUnknownRepository(thrown)) return { tags: new Map(), manifests: new Set() };
    if (!(thrown instanceof AccessRefused)) throw thrown;
    throw new SyncError(
      `${session.loginServer} does not let this identity list ${name}`,
      'give the identity the role "Container Registry Data Importer and Data Reader" on the target registry ("Container Registry Repository Reader" too, if the registry uses repository permissions)',
    );
  }
}

/** Whatever else is not found says nothing about the repository. */
function isUnknownRepository(thrown: unknown): boolean {
  return thrown instanceof NotFound && thrown.code === "NAME_UNKNOWN";
}

function tooLarge(
  { source, target: ours }: SyncWorld,
  image: { repository: string; target: string; digest: string; manifests: number },
) {
  const { repository, target, digest, manifests } = image;
  const at = `${repository}@${digest}`;
  return {
    where: at,
    what: `it has ${manifests} manifests, and Azure imports at most ${MOST_MANIFESTS} at once`,
    remedy: `copy it with a client: \`skopeo copy --all --preserve-digests docker://${source.loginServer}/${at} docker://${ours.loginServer}/${target}:TAG\``,
  };
}
