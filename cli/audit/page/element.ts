// Elements of the page: made once, written as text into the file, and shown by preact in the browser.

import { type ComponentChildren, h, type VNode } from "preact";
import { escaped } from "../../../customers/rules/visible";

/** Attributes by their names in HTML. Events are no attributes here: the browser's part listens for all of them. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element, or a text. */
export type Content = ComponentChildren;

/** Makes an element. */
export function el(tag: string, attributes: Attributes | null, ...content: Content[]): VNode {
  return h(tag, attributes, ...content) as unknown as VNode;
}

/** A text of anybody, which must not change the direction of what stands around it; what cannot be seen is written as its number. */
export function shown(text: string): VNode {
  return el("bdi", null, escaped(text));
}

/** What a pointer shows of a name that is too long for its place; nothing where it is not. */
export function wholeName(name: string): string | undefined {
  return name.length > 40 ? escaped(name) : undefined;
}

/** A repository, which may be broken over lines after each slash, and on paper nowhere else while its parts are short. */
export function repositoryName(name: string): VNode {
  const parts = escaped(name).split("/");
  const isShort = parts.every(({ length }) => length <= 40);
  return el(
    "bdi",
    { class: isShort ? "repository" : undefined },
    parts.map((part, index) => (index === 0 ? part : ["/", el("wbr", null), part])),
  );
}

/** A state, or how a password ended, as the name of its look: `not-yet`. */
export function lookOf(words: string): string {
  return words.replaceAll(" ", "-");
}

/** Words for screen readers alone. */
export function spoken(text: string): VNode {
  return el("span", { class: "spoken" }, text);
}
