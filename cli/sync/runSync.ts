// Runs npm run sync: compares both registries, imports what is missing, and reports.
import type { ImportStep } from "../../sync/planRepository";
import type { TargetTag } from "../../sync/tagsToRemove";
import type { CommandContext, Outcome } from "../command";
import { UserError } from "../userError";
import { applyImports, keyOf } from "./applyImports";
import { countEarlier, followEarlier } from "./earlierImports";
import { findNotListed, namesIn } from "./notListed";
import { openWorld, type Surroundings } from "./openWorld";
import { removeTags } from "./removeTags";
import { type NotedImport, RunningImports } from "./runningImports";
import { readSettings, type SyncOptions } from "./settings";
import { type Survey, surveyAll } from "./survey";
import type { SyncReport } from "./syncReport";
import { syncLines } from "./syncText";
import type { SyncWorld } from "./world";

/**
 * How often the repositories that were written are compared again.
 *
 * The vendor may move a tag while others are imported, and then an import of what was listed would be the older one. Who
 * writes last looks last, so that the present tag wins.
 */
const MOST_PASSES = 3;

/** Exit code 0 when the copy is in step, else 1. @throws UserError, AzureError when nothing can be compared */
export async function runSync(
  options: SyncOptions,
  context: CommandContext,
  surroundings: Surroundings = {},
): Promise<Outcome> {
  const settings = await readSettings(options);
  const running = new RunningImports(settings.stateFolder);
  if (settings.isApplied) running.requireWritable();
  const world = await openWorld(settings, context, surroundings);
  try {
    return await syncIn(world, running, context);
  } catch (thrown) {
    if (world.signal.aborted) {
      const { count } = running;
      const followed =
        count === 0
          ? ""
          : ` ${count} running ${count === 1 ? "import is" : "imports are"} followed by the next run.`;
      world.progress(`Stopped. Run it again to go on.${followed}`);
    }
    throw thrown;
  }
}

async function syncIn(
  world: SyncWorld,
  running: RunningImports,
  context: CommandContext,
): Promise<Outcome> {
  const { settings } = world;
  const names = settings.repositories ?? (await allOf(world));
  const earlier = settings.isApplied
    ? await followEarlier(world, running)
    : { count: await countEarlier(world, running), running: [] };
  const notListed = await findNotListed(world);
  const found = await surveyAll(world, names);
  const { imported, left } = settings.isApplied
    ? await importAll(world, running, found, earlier.running)
    : { imported: [], left: found };
  const extra = left.flatMap(extraOf);
  const removed = settings.isApplied ? await removeTags(world, extra) : [];
  const isCopied = left.every(({ imports, missing, moved }) =>
    [imports, missing, moved].every((list) => list.length === 0),
  );
  const isTidy = settings.deletes === "report" || removed.length === extra.length;
  const report: SyncReport = {
    source: settings.source,
    target: settings.target,
    isApplied: settings.isApplied,
    deletes: settings.deletes,
    isInStep: isCopied && isTidy && earlier.count === 0 && world.failures.length === 0,
    repositories: found.map(({ repository, target, same, missing, moved, extra, imports }) => ({
      ...{ repository, target, same, missing, moved, extra },
      imports: imports.map(({ digest, tags }) => ({ digest, tags })),
    })),
    imported: imported.map(({ target, digest, tags }) => ({ target, digest, tags })),
    notListed,
    removed: removed.map(({ target, tag }) => `${target}:${tag}`).sort(),
    running: earlier.count,
    failures: world.failures,
  };
  return { exitCode: report.isInStep ? 0 : 1, lines: syncLines(report, context), data: report };
}

async function allOf({ source }: SyncWorld): Promise<string[]> {
  const names = (await namesIn(source)) ?? [];
  if (names.length > 0) return names.sort();
  throw new UserError(`${source.name} may not list the vendor's repositories`, {
    remedy: "name them with --repository, or in a file with --repositories",
  });
}

/**
 * Imports.
 *
 * @param going what is not begun again, since it runs
 * @returns what was imported, and how the repositories are in the end
 */
async function importAll(
  world: SyncWorld,
  running: RunningImports,
  found: readonly Survey[],
  going: readonly NotedImport[],
): Promise<{ imported: ImportStep[]; left: Survey[] }> {
  const left = new Map(found.map((survey) => [survey.repository, survey]));
  const imported = new Map<string, ImportStep>();
  const tried = new Set(going.map((noted) => keyOf(noted)));
  const stepsIn = (surveys: readonly Survey[]) =>
    surveys.flatMap(({ imports }) => imports).filter((step) => !tried.has(keyOf(step)));
  let steps = stepsIn(found);
  for (let pass = 1; steps.length > 0; pass += 1) {
    const failuresBefore = world.failures.length;
    const done = await applyImports(world, running, steps);
    for (const step of done) imported.set(keyOf(step), step);
    const isDone = new Set(done.map((step) => keyOf(step)));
    for (const step of steps) if (!isDone.has(keyOf(step))) tried.add(keyOf(step));
    const touched = [...new Set(steps.map(({ repository }) => repository))];
    const again = await surveyAll(world, touched);
    dropRepeated(world, failuresBefore);
    for (const survey of again) left.set(survey.repository, survey);
    steps = stepsIn(again);
    if (pass === MOST_PASSES && steps.length > 0) {
      world.failures.push({
        where: [...new Set(steps.map(({ repository }) => repository))].join(", "),
        what: `tags moved, or were not there after their import, in each of ${MOST_PASSES} passes`,
        remedy: "run again; if it stays like this, ask whether somebody else writes the same tags",
      });
      break;
    }
  }
  return { imported: [...imported.values()], left: [...left.values()] };
}

/** What the first survey reported already. */
function dropRepeated({ failures }: SyncWorld, from: number): void {
  const keyOfFailure = ({ where, what }: { where: string; what: string }) => `${where} ${what}`;
  const known = new Set(failures.slice(0, from).map(keyOfFailure));
  const added = failures.splice(from).filter((failure) => !known.has(keyOfFailure(failure)));
  failures.push(...added);
}

function extraOf({ repository, target, extra }: Survey): TargetTag[] {
  return extra.map(({ tag }) => ({ repository, target, tag }));
}
