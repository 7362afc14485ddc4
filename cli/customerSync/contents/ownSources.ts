// Which of our own files a program consists of, found by its imports.
import { PROJECT_FOLDER } from "../../../projectFolder";

/**
 * The files and all that they import of this project, relative to it and sorted. Packages are not followed.
 *
 * @param entries relative to the project
 */
export async function ownSourcesOf(entries: readonly string[]): Promise<string[]> {
  // Heavy to load, and only needed here.
  const { build } = await import("esbuild");
  const { metafile } = await build({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: [...entries],
    outdir: "not-written",
    bundle: true,
    packages: "external",
    platform: "node",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  return Object.keys(metafile.inputs).sort();
}
