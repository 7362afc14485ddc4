// Rules about the repositories of one customer.

import { quote } from "../problem";
import { REPOSITORY_PATTERN } from "../schema/limits";
import { type CustomerRule, repeated } from "./customerRules";

/** A repository is a path in lower case, or a path that ends in /*, or a star alone. */
export const repositoryPathIsValid: CustomerRule = ({ repositories = [] }, report) => {
  repositories.forEach((repository, index) => {
    const complaint = repository === undefined ? undefined : repositoryComplaint(repository);
    if (complaint !== undefined) report(["repositories", index], complaint);
  });
};

/** A repository is listed once. */
export const repositoriesAreListedOnce: CustomerRule = ({ repositories }, report) => {
  for (const [index, repository] of repeated(repositories)) {
    report(["repositories", index], `${quote(repository)} is listed twice; remove one`);
  }
};

/** Every repository is given only where allowAllRepositories says so, and the other way round. */
export const allRepositoriesAreAllowed: CustomerRule = (customer, report) => {
  const { repositories = [], entry } = customer;
  const at = repositories.indexOf("*");
  if (at >= 0 && entry.allowAllRepositories !== true) {
    if ("allowAllRepositories" in entry && entry.allowAllRepositories === undefined) return;
    report(
      ["repositories", at],
      '"*" gives every repository, later ones included; name them, or add allowAllRepositories: true',
    );
  }
  if (at < 0 && entry.allowAllRepositories && !repositories.includes(undefined)) {
    report(
      ["allowAllRepositories"],
      'true has no effect without "*" in repositories; remove it, or list "*"',
    );
  }
};

/** Every rule about repositories. */
export const REPOSITORY_RULES = [
  repositoryPathIsValid,
  repositoriesAreListedOnce,
  allRepositoriesAreAllowed,
] as const;

/** Says why a text is neither a repository nor a prefix; undefined for one. */
export function repositoryComplaint(text: string): string | undefined {
  return isRepository(text) ? undefined : `${quote(text)} ${remedy(text)}`;
}

function isRepository(text: string): boolean {
  if (text === "*") return true;
  const path = text.endsWith("/*") ? text.slice(0, -2) : text;
  return REPOSITORY_PATTERN.test(path) && !REGISTRY_HOST.test(path);
}

/** A login server is a well-formed path, but never the start of a repository's name. */
const REGISTRY_HOST = /^[^/]+\.azurecr\.[a-z]+(\/|$)/;

function remedy(text: string): string {
  if (REGISTRY_HOST.test(text)) return "names the registry; leave out its host";
  if (text.includes("*")) {
    return 'is not a prefix; a star may only be at the end, after a slash, such as "base/*"';
  }
  if (/[:@]/.test(text)) return "names a tag or digest; give the repository alone";
  return `is not a repository path; use lower-case letters, digits and . _ - /, for example ${quote(example(text))}`;
}

/** The same in a form that is right, where that is easy to tell. */
function example(text: string): string {
  const likely = text
    .trim()
    .toLowerCase()
    .replace(/[\s\\]+/g, "-")
    .replace(/^\/+|\/+$/g, "")
    .replace(/\/{2,}/g, "/");
  return isRepository(likely) ? likely : "team/app";
}
