// Runs npm run repositories: lists what the registry holds, and who may pull it by the file.
import { relative } from "node:path";
import type { HttpOptions } from "../../azure/http";
import type { OperatorCatalog } from "../../azure/registry/operatorCatalog";
import { today } from "../../clock";
import { nearestTo } from "../../customers/rules/nearest";
import type { CommandContext, Outcome } from "../command";
import { requireLoadedFile } from "../requireCustomersFile";
import { readStackSettings } from "../stackSettings";
import { grantsOf, type KnownFile } from "./grants";
import { imagesOf } from "./images";
import { repositoryLines } from "./repositoryLines";
import { repositoryTable } from "./repositoryTable";

/** What is listed. */
export interface RepositoriesOptions {
  /** One repository, whose tags are listed. @default - all repositories, without their tags */
  readonly name?: string;
  readonly folder: string;
  readonly stack?: string;
  /** @default - the file that the stack declares */
  readonly customers?: string;
}

/** Exit code 0, and 1 where the registry has no repository of that name. */
export async function runRepositories(
  options: RepositoriesOptions,
  context: CommandContext,
  http: HttpOptions = {},
): Promise<Outcome> {
  const { env, signal } = context;
  const { place, customersFile, otherStacks } = await readStackSettings(options, context);
  const day = today(env);
  const { file, lineOf } = await requireLoadedFile(customersFile, { today: day });
  const known: KnownFile = { customers: file.customers, lineOf, today: day };
  const { connectCloud } = await import("../../azure/cloud.js");
  const { openOperatorCatalog } = await import("../../azure/registry/operatorCatalog.js");
  const cloud = await connectCloud(env, { ...http, signal });
  const catalog = await openOperatorCatalog(cloud, place.registryId);
  const outcome =
    options.name === undefined
      ? await all(catalog, known, context)
      : await one(options.name, catalog, known, {
          ...context,
          customersFile: relative("", customersFile),
        });
  if (otherStacks.length === 0) return outcome;
  const note = `not counted: the customers of other stacks in this registry (${otherStacks.join(", ")})`;
  return { ...outcome, lines: [...outcome.lines, note] };
}

async function all(
  catalog: OperatorCatalog,
  known: KnownFile,
  context: CommandContext,
): Promise<Outcome> {
  const repositories = (await catalog.repositories()).map((name) => ({
    name,
    grants: grantsOf(name, known),
  }));
  return {
    exitCode: 0,
    lines: repositoryTable(repositories, catalog.loginServer, context),
    data: { registry: catalog.loginServer, today: known.today, repositories },
  };
}

async function one(
  name: string,
  catalog: OperatorCatalog,
  known: KnownFile,
  context: CommandContext & { readonly customersFile: string },
): Promise<Outcome> {
  const grants = grantsOf(name, known);
  const images = await imagesOf(catalog, name);
  const nearest = images === undefined ? nearestTo(name, await catalog.repositories()) : undefined;
  const { loginServer: registry } = catalog;
  return {
    exitCode: images === undefined ? 1 : 0,
    lines: repositoryLines({ name, registry, images, nearest, grants }, context),
    data: { registry, today: known.today, name, images: images ?? null, grants },
  };
}
