// Loads the product with one thing in it broken on purpose.

import { readFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";
import { PROJECT } from "../engine/product";

/** One thing that is broken. */
export interface Mutant {
  /** What the broken product does: "rotates the current slot". */
  does: string;
  changes: readonly Change[];
}

interface Change {
  file: string;
  /** Text that is in the file exactly once. */
  text: string;
  becomes: string;
}

/**
 * Loads files of the product, and all of ours that they import, once more and with the changes.
 *
 * @param files relative to the project, without `.ts`
 * @returns what they export, all in one
 */
export async function loadMutant<Product>(
  { changes }: Mutant,
  files: readonly string[],
): Promise<Product> {
  const broken = new Map<string, string>();
  for (const change of changes) {
    const path = join(PROJECT, change.file);
    broken.set(path, changed(broken.get(path) ?? readFileSync(path, "utf8"), change));
  }
  const { outputFiles } = await build({
    absWorkingDir: PROJECT,
    stdin: {
      contents: `module.exports = Object.assign({}, ${files.map((file) => `require("./${file}.ts")`)})`,
      resolveDir: PROJECT,
    },
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    // `import()` would need a loader that Node's scripts have only by an experiment.
    supported: { "dynamic-import": false },
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "broken",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = broken.get(path);
            return contents === undefined ? undefined : { contents, loader: "ts" };
          });
        },
      },
    ],
  });
  return run(outputFiles[0]?.text ?? "") as Product;
}

function changed(source: string, { file, text, becomes }: Change): string {
  const count = source.split(text).length - 1;
  if (count !== 1) {
    throw new Error(
      `${file} has ${JSON.stringify(text)} ${count} times, and it must be there once; say where the mutant is written how this is broken now`,
    );
  }
  return source.replace(text, () => becomes);
}

/** Runs a bundle as if it were in the project's folder. */
function run(text: string): unknown {
  const filename = join(PROJECT, "mutant.cjs");
  const module = { exports: {} };
  const start = runInThisContext(Module.wrap(text), { filename });
  start(module.exports, Module.createRequire(filename), module, filename, PROJECT);
  return module.exports;
}
