// The imports of the project's own files, and the files that they lead to.
import { posix } from "node:path";
import type { Import, Source } from "./source";

/** An import of another file. */
export interface OwnImport {
  readonly source: Source;
  readonly line: Import["line"];
  readonly target: string;
}

/** All imports of the project's own files. */
export function ownImports(sources: readonly Source[]): OwnImport[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) =>
      specifier?.startsWith(".") && !specifier.endsWith(".json")
        ? [{ source, line, target: resolve(source.file, specifier) }]
        : [],
    ),
  );
}

/** The file that an import names. */
export function resolve(file: string, specifier: string): string {
  const path = posix.join(posix.dirname(file), specifier);
  return `${path.replace(/\.[jt]s$/, "")}.ts`;
}
