// What a customer takes of the vendor's repositories: exact names, and prefixes such as `base/*`.

/** The list, taken apart. */
export interface Repositories {
  readonly names: readonly string[];
  /** Each with its slash and without the star: `base/`. */
  readonly prefixes: readonly string[];
}

/** Takes a list apart. */
export function splitRepositories(repositories: readonly string[]): Repositories {
  return {
    names: repositories.filter((each) => !isPrefix(each)),
    prefixes: repositories.filter(isPrefix).map((each) => each.slice(0, -1)),
  };
}

/** The prefixes below which no repository is named, so that only events copy what is there: `base/*`. */
export function prefixesWithoutNames(repositories: readonly string[]): readonly string[] {
  const { names, prefixes } = splitRepositories(repositories);
  return prefixes
    .filter((prefix) => !names.some((name) => name.startsWith(prefix)))
    .map((prefix) => `${prefix}*`);
}

/** Whether an entry is the name of a repository, or a prefix. */
export function isRepositoryOrPrefix(entry: string): boolean {
  return REPOSITORY.test(isPrefix(entry) ? entry.slice(0, -2) : entry);
}

/** Whether a text is the name of a repository. */
export function isRepository(name: string): boolean {
  return REPOSITORY.test(name);
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const REPOSITORY = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

function isPrefix(entry: string): boolean {
  return entry.endsWith("/*");
}
