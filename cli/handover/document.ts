// A page for people as a tree, so that it can be written as Markdown and as HTML with every text escaped in one place.

/** A part of a line. */
export type Inline =
  /** Words of this project, or text of anybody: both are shown as they are. */
  | string
  | { readonly code: string }
  | { readonly strong: string }
  /** A name that may be written from right to left, and must not change the direction of the text around it. */
  | { readonly name: string };

/** A line. */
export type Line = readonly Inline[];

/** A part of a page. */
export type Block =
  | { readonly kind: "title" | "heading" | "paragraph"; readonly line: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [what: string, is: Line])[] }
  | { readonly kind: "code"; readonly language: "sh" | "yaml" | "text"; readonly text: string };

/** A page: its first block is its title. */
export type Page = readonly Block[];

/** A line of this project's words in which code stands between backticks. */
export function line(words: string): Line {
  return words
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part : { code: part }))
    .filter((part) => part !== "");
}
