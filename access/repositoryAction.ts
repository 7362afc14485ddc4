// One action of a scope map as repository and action: `repositories/base/*/content/read` is content/read on base/*.

/** An action on a repository, or on all below a prefix. */
export interface RepositoryAction {
  readonly repository: string;
  /** Such as `content/read`. */
  readonly action: string;
}

const ON_REPOSITORY = /^repositories\/(.+)\/([^/]+\/[^/]+)$/;

/** Takes an action apart, in lower case, as Azure compares actions without regard to it; undefined for one on something else. */
export function repositoryActionIn(text: string): RepositoryAction | undefined {
  const [, repository, action] = ON_REPOSITORY.exec(text.toLowerCase()) ?? [];
  return repository === undefined || action === undefined ? undefined : { repository, action };
}
