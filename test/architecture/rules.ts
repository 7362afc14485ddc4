// The rules of the architecture: each takes all files and returns what breaks it, one line each.
import { DIRECTIONS, FOREIGN } from "./directions";
import { ownImports, resolve } from "./ownImports";
import { findSideEntries } from "./rooms";
import type { Source } from "./source";

/** Finds what breaks one rule. */
export type Rule = (sources: readonly Source[]) => string[];

/** The files that may take this from the process or the machine. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  "process.env": [
    "cli/asProcess.ts",
    "config.ts",
    "customer-sync/config.ts",
    "emulator/plugins/azureNative/main.ts",
    "engine/findEngine.ts",
    // The Automation API hands on the environment of this process.
    "engine/openStack.ts",
    "provider/main.ts",
  ],
  "new Date()": ["clock.ts", "emulator/entra/accessToken.ts", "emulator/http/errors.ts"],
  "Date.now()": [
    "emulator/time/clock.ts",
    // Clients look at certificates and access tokens by the clock of the machine.
    "emulator/http/certificates.ts",
    "emulator/entra/tokens.ts",
    "emulator/plugins/azureNative/credential.ts",
    "emulator/plugins/azureNative/requests.ts",
  ],
  "Math.random()": [],
  "process.exit()": [
    // A second Ctrl-C asks for an end at once.
    "cli/asProcess.ts",
    // The engine is gone, and with it the reason for the plugin.
    "emulator/plugins/pluginServer.ts",
  ],
  "process as a value": [],
  // Whoever needs a name imports it from the file that has it.
  "a name exported again": [],
  "pulumi.Config": ["config.ts"],
};

/** Names that say nothing. */
const EMPTY_NAMES = /^(utils?|helpers?|common|misc|shared|lib|manager|service|handlers?)(\.ts)?$/i;

const partsImportOneWay: Rule = (sources) =>
  ownImports(sources).flatMap(({ source, line, target }) => {
    const from = partOf(source.file);
    const to = partOf(target);
    if (from === to || from === "test") return [];
    const allowed = DIRECTIONS[from];
    if (allowed === undefined) return [`${source.file}: ${from} has no row in DIRECTIONS`];
    return allowed.includes(to) ? [] : [`${source.file}:${line}: ${from} may not import ${to}`];
  });

const roomsAreEnteredByTheirDoors: Rule = findSideEntries;

const importsCanBeFollowed: Rule = (sources) => {
  const files = new Set(sources.map(({ file }) => file));
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) => {
      if (specifier === undefined)
        return [`${source.file}:${line}: imports what is no plain string`];
      if (!specifier.startsWith(".") || specifier.endsWith(".json")) return [];
      return files.has(resolve(source.file, specifier))
        ? []
        : [`${source.file}:${line}: imports ${specifier}, which is not there`];
    }),
  );
};

const partsImportNoForeignPackages: Rule = (sources) =>
  sources.flatMap((source) =>
    source.imports
      .filter(({ specifier = "" }) =>
        (FOREIGN[partOf(source.file)] ?? []).some((name) => specifier.startsWith(name)),
      )
      .map(({ specifier, line }) => `${source.file}:${line}: may not import ${specifier}`),
  );

/** The whole package has some thousand modules and takes seconds to load. */
const azureNativeIsImportedByModule: Rule = (sources) =>
  sources.flatMap((source) =>
    source.imports
      .filter(({ specifier }) => specifier === "@pulumi/azure-native")
      .map(({ line }) => `${source.file}:${line}: imports all of @pulumi/azure-native`),
  );

const filesHaveNoCycles: Rule = (sources) => {
  const targets = new Map<string, string[]>();
  for (const { source, target } of ownImports(sources)) {
    targets.set(source.file, [...(targets.get(source.file) ?? []), target]);
  }
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    if (finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    finished.add(file);
  };
  for (const { file } of sources) visit(file, []);
  return cycles;
};

const onlyEdgesTouchTheProcess: Rule = (sources) =>
  sources
    .filter(({ file }) => partOf(file) !== "test")
    .flatMap(({ file, uses }) =>
      uses
        .filter(({ what }) => !EDGES[what]?.includes(file))
        .map(({ what, line }) => `${file}:${line}: ${what} is not for this file`),
    );

const edgesAreNeeded: Rule = (sources) =>
  Object.entries(EDGES).flatMap(([what, files]) =>
    files
      .filter(
        (file) => !sources.some((s) => s.file === file && s.uses.some((use) => use.what === what)),
      )
      .map((file) => `${file}: no longer uses ${what}; remove it from EDGES`),
  );

const filesAreShort: Rule = (sources) =>
  sources.flatMap(({ file, text }) => {
    const lines = text.trimEnd().split("\n").length;
    const limit = file === "index.ts" ? 40 : 250;
    return lines > limit ? [`${file}: ${lines} lines, where ${limit} are allowed`] : [];
  });

const filesBeginWithTheirPurpose: Rule = (sources) =>
  sources.flatMap(({ file, text }) => {
    const first = text.replace(/^#!.*\n/, "").split("\n")[0] ?? "";
    return /^\/\/ \S.*[.:;?]$/.test(first) ? [] : [`${file}: does not begin with a sentence`];
  });

const namesSayWhatIsInside: Rule = (sources) =>
  sources
    .filter(({ file }) => !file.startsWith("test/helpers/"))
    .filter(({ file }) => file.split("/").some((name) => EMPTY_NAMES.test(name)))
    .map(({ file }) => `${file}: a name that says nothing`);

/** So many are read at a glance; more of them have rooms of their own. */
const MOST_FILES = 30;

const foldersAreSmall: Rule = (sources) => {
  const counts = new Map<string, number>();
  for (const { file } of sources) {
    const folder = file.slice(0, file.lastIndexOf("/") + 1);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].flatMap(([folder, files]) =>
    files > MOST_FILES ? [`${folder}: ${files} files, where ${MOST_FILES} are allowed`] : [],
  );
};

/** Every rule. */
export const RULES: Readonly<Record<string, Rule>> = {
  partsImportOneWay,
  roomsAreEnteredByTheirDoors,
  importsCanBeFollowed,
  partsImportNoForeignPackages,
  azureNativeIsImportedByModule,
  filesHaveNoCycles,
  onlyEdgesTouchTheProcess,
  edgesAreNeeded,
  filesAreShort,
  foldersAreSmall,
  filesBeginWithTheirPurpose,
  namesSayWhatIsInside,
};

function partOf(file: string): string {
  if (file.startsWith("emulator/plugins/")) return "emulator/plugins";
  return file.split("/")[0]?.replace(/\.ts$/, "") ?? "";
}
