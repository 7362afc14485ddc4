// Characters that reviewers cannot see, or that change how a text is displayed.

/**
 * As Unicode classes them, so that none has to be listed by name: control characters, halves of characters, what is left
 * out where it cannot be shown, what turns the direction of writing, what is no character, and other ends of a line.
 *
 * The blank pattern of Braille and the marks of annotations show nothing either, and are in none of the classes:
 * https://www.unicode.org/reports/tr44/#Property_Index
 */
const INVISIBLE = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb`;

const ANY = new RegExp(`[${INVISIBLE}]`, "gu");
const IN_LINES = new RegExp(`(?![\\t\\n]|\\r\\n)[${INVISIBLE}]`, "gu");

/** Emoji and some scripts, such as those of India, cannot do without these: joiners, and the mark of an emoji. */
const JOINER = /\u200c|\u200d|\ufe0f/u;

/** An invisible character. */
export interface Invisible {
  readonly index: number;
  readonly character: string;
  /** Does it join its neighbours, which is allowed within a name? */
  readonly joins: boolean;
}

/** Finds the invisible characters of a text; `inLines` leaves out what ends its lines and indents them. */
export function* invisibleIn(
  text: string,
  { inLines = false }: { inLines?: boolean } = {},
): Generator<Invisible> {
  for (const { index, 0: character } of text.matchAll(inLines ? IN_LINES : ANY)) {
    yield { index, character, joins: JOINER.test(character) && joins(text, index) };
  }
}

/** Finds those of several lines that join what stands on either side. */
export function joinersIn(text: string): Invisible[] {
  if (!JOINER.test(text)) return [];
  return [...invisibleIn(text, { inLines: true })].filter((found) => found.joins);
}

/** Writes each invisible character as its number, as in `\u202e`. */
export function escaped(text: string): string {
  return text.replace(ANY, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}

/** `U+202E`. */
export function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Is it between visible characters, or, as the mark of an emoji, directly after one? */
function joins(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 8), index);
  if (text[index] === "\ufe0f" && IS_EMOJI.test(before)) return true;
  return ENDS_VISIBLY.test(before) && STARTS_VISIBLY.test(text.slice(index + 1, index + 3));
}

const IS_EMOJI = /\p{Extended_Pictographic}$/u;
const ENDS_VISIBLY = new RegExp(`[^\\s${INVISIBLE}]\\ufe0f?$`, "u");
const STARTS_VISIBLY = new RegExp(`^[^\\s${INVISIBLE}]`, "u");
