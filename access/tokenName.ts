// Which names Azure accepts for a new token.

/**
 * Letters and digits, with single hyphens between them, as the error of `az acr token create` says in
 * https://github.com/Azure/acr/issues/312. The documentation of ARM templates allows any hyphens.
 */
const PATTERN = /^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$/;

/** From the same error; the documentation of ARM templates says 50. */
const MOST_CHARACTERS = 49;

/** Says what is wrong with a name for a token that does not exist yet; undefined where Azure takes it. */
export function newTokenNameComplaint(name: string): string | undefined {
  if (name.length > MOST_CHARACTERS) {
    return `has ${name.length} characters, and Azure creates a token of at most ${MOST_CHARACTERS}`;
  }
  if (PATTERN.test(name)) return undefined;
  return "does not consist of letters and digits with single hyphens between them, and Azure creates no such token";
}
