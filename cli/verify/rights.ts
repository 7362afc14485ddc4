// Checks the rights of a password: everything that the file gives, and some of what it does not give.

import { covers } from "../../access/pattern";
import { AccessRefused, isAllowed, NotFound } from "../../azure/registry/answers";
import { readBlobPart } from "../../azure/registry/blobs";
import { type AccessEntry, allows } from "../../azure/registry/claims";
import { listCatalog, readFirstTags } from "../../azure/registry/lists";
import { getManifest, type ManifestContent } from "../../azure/registry/manifests";
import type { RegistrySession } from "../../azure/registry/session";
import { tryPush } from "../../azure/registry/uploads";
import type { Customer } from "../../customers/schema/schema";
import type { AzureSide } from "./azureSide";
import type { CheckLog, Tried } from "./checkLog";
import { layerOf } from "./layer";
import { whyNotGranted } from "./whyNotGranted";
import { NEVER_GIVEN, NEVER_OUTSIDE, pushedTo, type Wish } from "./wish";

/** A session that has logged in, and what its access token allows. */
export interface Allowed {
  session: RegistrySession;
  access: readonly AccessEntry[];
}

/** What is tried, as whom. */
export interface Trial extends Allowed {
  azure: AzureSide;
  log: CheckLog;
  wish: Wish;
}

/** Tries all of it, each once. */
export async function tryRights(customer: Customer, trial: Trial): Promise<void> {
  await tryPulls(customer, trial);
  await tryOutside(trial);
  await tryToPush(trial);
  noteRights(trial);
  noteScopeMap(customer, trial);
  await tryTags(customer, trial);
  await tryCatalog(customer, trial);
}

async function tryPulls(customer: Customer, { session, azure, log, wish }: Trial): Promise<void> {
  let first: { repository: string; manifest: ManifestContent } | undefined;
  for (const { repository, digest } of wish.images) {
    await log.try("pull", repository, async (): Promise<Tried> => {
      try {
        const manifest = await getManifest(session, { repository, reference: digest });
        first ??= { repository, manifest };
        return { verdict: "as declared", answer: digest };
      } catch (thrown) {
        if (!(thrown instanceof AccessRefused)) throw thrown;
        const reason = await whyNotGranted(customer, repository, "content/read", azure);
        return { verdict: "found", answer: "refused", reason };
      }
    });
  }
  if (first === undefined) return;
  const { repository, manifest } = first;
  await log.try("layer", repository, async (): Promise<Tried> => {
    const digest = await layerOf(session, repository, manifest);
    if (digest === undefined) return { verdict: "not tried", answer: "its image has no layer" };
    await readBlobPart(session, { repository, digest, first: 0, last: 15 });
    return { verdict: "as declared", answer: digest };
  });
}

/** What the access token allows, and one repository really, in case the token does not say everything. */
async function tryOutside({ session, access, azure, log, wish }: Trial): Promise<void> {
  const { outside } = wish;
  if (azure.repositories.length === 0) {
    const answer = "the registry's list of repositories is empty";
    const reason = `${answer}: no repository could be tried; push an image, or run again`;
    log.note("outside", null, { verdict: "undecided", answer, reason });
    return;
  }
  if (outside.length === 0) {
    log.note("outside", null, { verdict: "not tried", answer: "the file gives every repository" });
    return;
  }
  const reached = outside.filter((repository) => allows(access, { repository, action: "pull" }));
  log.note(
    "outside",
    null,
    reached.length === 0
      ? { verdict: "as declared", answer: `none of ${outside.length} repositories` }
      : {
          verdict: "found",
          answer: reached.join(", "),
          reason: `can pull ${reached.join(", ")}, which the file does not give: run \`pulumi up --refresh\`, which takes it away`,
        },
  );
  const repository = reached[0] ?? outside[0] ?? "";
  await log.try("refused pull", repository, async (): Promise<Tried> => {
    const asked = { repository, reference: "latest" };
    const isPulled = await isAllowed(getManifest(session, asked).catch(fineWhenMissing));
    if (!isPulled) return { verdict: "as declared", answer: "refused" };
    if (reached.length > 0) return { verdict: "found", answer: "not refused" };
    const reason = `could ask for ${repository}:latest, which the file does not give, and which the access token does not name: is anonymous pull enabled on the registry?`;
    return { verdict: "found", answer: "not refused", reason };
  });
}

/** A registry that says that there is no such image has let the customer ask. */
function fineWhenMissing(thrown: unknown): void {
  if (!(thrown instanceof NotFound)) throw thrown;
}

async function tryToPush({ session, log, wish }: Trial): Promise<void> {
  const repository = pushedTo(wish);
  if (repository === undefined) return;
  await log.try("push", repository, async (): Promise<Tried> => {
    const attempt = await tryPush(session, repository);
    if (attempt.outcome === "refused") return { verdict: "as declared", answer: "refused" };
    const end = attempt.cancelled ? "which was cancelled" : "which could not be cancelled";
    const reason = `can push to ${repository}: an upload began, ${end}; run \`pulumi up --refresh\`, which takes it away`;
    return { verdict: "found", answer: "an upload began", reason };
  });
}

/** By the access token alone: to try them would change the registry. */
function noteRights({ access, log, wish: { images, outside } }: Trial): void {
  const inside = images.map(({ repository }) => repository);
  const tooMuch = NEVER_OUTSIDE.flatMap((action) => {
    const asked = action === "metadata_read" ? outside : [...inside, ...outside];
    const reached = asked.filter((repository) => allows(access, { repository, action }));
    return reached.length === 0 ? [] : [`${action} on ${someOf(reached)}`];
  });
  if (inside.length + outside.length === 0) return;
  log.note(
    "rights",
    null,
    tooMuch.length === 0
      ? { verdict: "as declared", answer: `no ${NEVER_GIVEN.join(", no ")}` }
      : {
          verdict: "found",
          answer: tooMuch.join(", "),
          reason: `may ${tooMuch.join(", ")}, which the file does not give: run \`pulumi up --refresh\`, which takes it away`,
        },
  );
}

/** The first three, and how many more there are. */
function someOf(repositories: readonly string[]): string {
  const more = repositories.length - 3;
  return `${repositories.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** An access token can be asked for repositories that exist; the scope map also says what it gives on others. */
function noteScopeMap(customer: Customer, { azure, log }: Trial): void {
  const isGiven = ([, pattern, kind]: GivenAction) =>
    customer.actions.some((action) => action === kind) &&
    customer.repositories.some((each) => covers(each, pattern));
  const tooMuch = azure
    .actionsOf(customer.tokenName)
    .map(parseAction)
    .filter((action) => !isGiven(action))
    .filter(([, pattern]) => !azure.repositories.some((each) => covers(pattern, each)))
    .map(([action]) => action);
  log.note(
    "rights",
    customer.tokenName,
    tooMuch.length === 0
      ? { verdict: "as declared", answer: "its scope map gives nothing else" }
      : {
          verdict: "found",
          answer: tooMuch.join(", "),
          reason: `has ${tooMuch.join(", ")} in the scope map, which the file does not give: run \`pulumi up --refresh\`, which takes it away`,
        },
  );
}

type GivenAction = readonly [action: string, pattern: string, kind: string];

/** Azure compares actions without regard to case. */
function parseAction(written: string): GivenAction {
  const action = written.toLowerCase();
  const parts = action.split("/");
  return [action, parts.slice(1, -2).join("/"), parts.slice(-2).join("/")];
}

async function tryTags(customer: Customer, { session, azure, log, wish }: Trial): Promise<void> {
  const repository = wish.images[0]?.repository;
  if (repository === undefined) return;
  const isGiven = customer.actions.includes("metadata/read");
  await log.try("tag list", repository, async (): Promise<Tried> => {
    const isListed = await isAllowed(readFirstTags(session, repository));
    const answer = isListed ? "listed" : "refused";
    if (isListed === isGiven) return { verdict: "as declared", answer };
    const reason = isGiven
      ? await whyNotGranted(customer, repository, "metadata/read", azure)
      : `can list the tags of ${repository}, without metadata/read in the file: run \`pulumi up --refresh\`, which takes it away`;
    return { verdict: "found", answer, reason };
  });
}

async function tryCatalog(
  { repositories: patterns }: Customer,
  { session, log }: Trial,
): Promise<void> {
  await log.try("catalog", null, async (): Promise<Tried> => {
    const listed: string[] = [];
    const isListed = await isAllowed(
      listCatalog(session).then((repositories) => listed.push(...repositories)),
    );
    if (!isListed) return { verdict: "as declared", answer: "refused" };
    const others = listed.filter((name) => !patterns.some((pattern) => covers(pattern, name)));
    const answer = `${listed.length} repositories`;
    if (others.length === 0) return { verdict: "as declared", answer };
    const reason = `can list the registry's repositories, with ${others[0]} and ${others.length - 1} more that the file does not give: run \`pulumi up --refresh\`, which takes it away`;
    return { verdict: "found", answer, reason };
  });
}
