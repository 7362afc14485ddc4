// The rules of the documentation: each takes a document and the project, and returns what breaks it, one line each.
import { posix } from "node:path";
import {
  anchors,
  type Document,
  inlineCode,
  linesWithoutUrls,
  links,
  proseLines,
} from "./markdown";

/** What documents may refer to. */
export interface Project {
  /** All files, relative to the project, with slashes. */
  files: ReadonlySet<string>;
  documents: readonly Document[];
  /** The scripts of package.json. */
  scripts: ReadonlySet<string>;
}

/** Finds what breaks one rule in one document. */
export type Rule = (document: Document, project: Project) => string[];

const linksResolve: Rule = (document, project) =>
  links(document).flatMap(({ line, text: target }) => {
    if (/^[a-z][a-z0-9+.-]*:/.test(target)) return [];
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? document.file : resolve(document, decodeURI(path));
    if (!project.files.has(file)) return [`${document.file}:${line}: no file ${target}`];
    const linked = project.documents.find((other) => other.file === file);
    if (anchor === undefined || linked === undefined || anchors(linked).has(anchor)) return [];
    return [`${document.file}:${line}: no heading #${anchor} in ${file}`];
  });

const scriptsExist: Rule = (document, { scripts }) =>
  linesWithoutUrls(document).flatMap(({ line, text }) =>
    [...text.matchAll(/\bnpm (?:(start|test)\b|run (?:-\S+ )*([a-z][\w:-]*))/g)]
      .map(([, short, name]) => short ?? name ?? "")
      .filter((name) => !scripts.has(name))
      .map((name) => `${document.file}:${line}: no script ${name} in package.json`),
  );

/** Endings by which a name without a folder is known to be a file of this project. */
const OWN_FILE = /^[\w.-]+\.(ts|md)$/;

const pathsInCodeExist: Rule = (document, { files }) =>
  inlineCode(document).flatMap(({ line, text }) => {
    const path = text.replace(/^\.\//, "").replace(/\/$/, "");
    const missing = [`${document.file}:${line}: no file or folder ${text}`];
    if (OWN_FILE.test(path)) return isNamed(files, path) ? [] : missing;
    if (!/^[\w.@-]+(\/[\w.@*-]+)+$/.test(path)) return [];
    const isOurs = exists(files, path.split("/")[0] ?? "");
    const candidates = [path, resolve(document, path)];
    return !isOurs || candidates.some((each) => exists(files, each)) ? [] : missing;
  });

const namedDocumentsExist: Rule = (document, { files }) =>
  linesWithoutUrls(document).flatMap(({ line, text }) =>
    [...text.matchAll(/(?<![\w./*<>-])[\w./-]*\w\.md\b/g)]
      .map(([name]) => name)
      .filter((name) => !isNamed(files, name) && !files.has(resolve(document, name)))
      .map((name) => `${document.file}:${line}: no document ${name}`),
  );

const noPathOfAMachine: Rule = (document) =>
  linesWithoutUrls(document).flatMap(({ line, text }) =>
    [...text.matchAll(/(?<![\w.~:/-])(\/(?:work|root|home|Users)|[A-Z]:\\\w+)\b/g)].map(
      ([, path]) => `${document.file}:${line}: ${path} is a path of one machine`,
    ),
  );

const issuesNameTheirProject: Rule = (document) =>
  proseLines(document).flatMap(({ line, text }) =>
    [...text.matchAll(/(?<![\w[])#\d+|\bissues? #?\d+/gi)].map(
      ([number]) => `${document.file}:${line}: ${number} does not say of which project`,
    ),
  );

/** All rules, by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  linksResolve,
  scriptsExist,
  pathsInCodeExist,
  namedDocumentsExist,
  noPathOfAMachine,
  issuesNameTheirProject,
};

function resolve(document: Document, path: string): string {
  return posix.normalize(posix.join(posix.dirname(document.file), path));
}

/** Is this a file, or a folder with files in it, where `*` stands for a part of one name? */
function exists(files: ReadonlySet<string>, path: string): boolean {
  if (!path.includes("*")) {
    return files.has(path) || [...files].some((file) => file.startsWith(`${path}/`));
  }
  const pattern = path.replaceAll(".", "\\.").replaceAll("*", "[^/]*");
  return [...files].some((file) => new RegExp(`^${pattern}(/|$)`).test(file));
}

/** Is there a file whose path is, or ends in, this one? */
function isNamed(files: ReadonlySet<string>, name: string): boolean {
  return files.has(name) || [...files].some((file) => file.endsWith(`/${name}`));
}
