// The names of copies: below the prefix, and nothing else is ever written.

/** Names what keeps a text from being a prefix such as `vendor/`; undefined where it is one. */
export function problemOfPrefix(prefix: string): string | undefined {
  if (!prefix.endsWith("/")) return 'does not end with "/"';
  return isRepositoryName(prefix.slice(0, -1))
    ? undefined
    : "is not the beginning of a repository's name";
}

/** Is it the name of a repository? https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export function isRepositoryName(name: string): boolean {
  const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  return name.length <= 255 && new RegExp(`^${part}(?:/${part})*$`).test(name);
}

/** The copy's name: `vendor/app/api` for `app/api`. @throws Error for a name that would leave the prefix */
export function targetNameOf(prefix: string, repository: string): string {
  const name = `${prefix}${repository}`;
  if (problemOfPrefix(prefix) !== undefined || !isRepositoryName(name)) {
    throw new Error(`"${name}" is not a name below a prefix`);
  }
  return name;
}
