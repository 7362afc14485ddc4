// `npm run sync` as one file, for a folder in which nothing else of this project is.
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PROJECT_FOLDER } from "../../../projectFolder";

/** The file, and the licences of the packages in it, which ask to be handed on with every copy. */
export async function bundledSync(signal: AbortSignal): Promise<[path: string, text: string][]> {
  // Heavy to load, and only needed here.
  const { build } = await import("esbuild");
  signal.throwIfAborted();
  const { outputFiles, metafile } = await build({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: ["cli/customerSync/syncProcess.ts"],
    outfile: "sync.cjs",
    bundle: true,
    platform: "node",
    target: "node20",
    // Not minified: customers run it with their own identity, so they can read it.
    legalComments: "none",
    banner: { js: BANNER },
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const packages = packageFoldersOf(Object.keys(metafile.inputs));
  const licences = await Promise.all(packages.map(licenceOf));
  return [
    ["sync.cjs", outputFiles[0]?.text ?? ""],
    ["THIRD-PARTY-LICENSES.txt", [HEAD, ...licences].join(RULE)],
  ];
}

const BANNER =
  "// npm run sync, with everything that it needs. The licences of the packages in it are in THIRD-PARTY-LICENSES.txt.";

const HEAD = "sync.cjs contains the packages below, each under its licence.\n";

const RULE = `\n${"-".repeat(80)}\n\n`;

/** @param inputs such as `node_modules/@azure/core-util/dist/index.js`, also of a package within another */
function packageFoldersOf(inputs: readonly string[]): string[] {
  const found = inputs.flatMap((input) => {
    const folder = /^.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(found)].sort();
}

async function licenceOf(folder: string): Promise<string> {
  const path = resolve(PROJECT_FOLDER, folder);
  const { name, version, license } = JSON.parse(await readFile(join(path, "package.json"), "utf8"));
  const files = (await readdir(path)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), "utf8")));
  const title = `${name} ${version} (${license})\n`;
  return [title, ...texts.map((text) => text.replaceAll("\r\n", "\n"))].join("\n");
}
