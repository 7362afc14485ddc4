// Which names Azure takes for a token that is to be made.

/**
 * Letters and digits, with single hyphens between them: as the answer to `az acr token create` says in
 * https://github.com/Azure/acr/issues/312, whereas the page of templates lets every hyphen pass.
 */
const PATTERN = /^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$/;

/** By the same answer; the page of templates says 50. */
const MOST_CHARACTERS = 49;

/** Says what is wrong with a name for a token that does not exist yet; undefined where Azure takes it. */
export function newTokenNameComplaint(name: string): string | undefined {
  if (name.length > MOST_CHARACTERS) {
    return `has ${name.length} characters, and Azure makes a token of at most ${MOST_CHARACTERS}`;
  }
  if (PATTERN.test(name)) return undefined;
  return "is not letters and digits with single hyphens between them, and Azure makes no such token";
}
