// Finds retired phrases in a text.
import { RETIRED_PHRASES } from "./retiredPhrases";

/** One phrase that was found. */
export interface Finding {
  /** From 1 on. */
  line: number;
  /** As it is in the text. */
  found: string;
  /** What to write instead. */
  instead: string;
}

/** Finds every retired phrase, line by line. A phrase that is broken over two lines is not found. */
export function findRetired(text: string): Finding[] {
  return text.split("\n").flatMap((content, index) =>
    RETIRED_PHRASES.flatMap(({ phrase, instead }) => {
      const found = phrase.exec(content)?.[0];
      return found === undefined ? [] : [{ line: index + 1, found, instead }];
    }),
  );
}
