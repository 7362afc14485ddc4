// Writes elements as HTML, every text and attribute escaped in this one place.

import type { VNode } from "preact";
import type { Content } from "./element";

/** The text of elements; only what has no function of its own can be written. */
export function htmlOf(content: Content): string {
  if (content === null || content === undefined || typeof content === "boolean") return "";
  if (Array.isArray(content)) return content.map(htmlOf).join("");
  if (typeof content === "object" && "type" in content) return elementOf(content);
  return asText(String(content));
}

/** Escapes a text, so that it can form no markup and end no attribute. */
export function asText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const EMPTY = new Set(["br", "hr", "input", "meta", "wbr"]);

function elementOf({ type, props }: VNode): string {
  if (typeof type !== "string") throw new Error("a component has no place on the page");
  const { children, ...attributes } = props as { children?: Content } & Record<string, unknown>;
  const start = `<${type}${Object.entries(attributes).map(attributeOf).join("")}>`;
  return EMPTY.has(type) ? start : `${start}${htmlOf(children)}</${type}>`;
}

function attributeOf([name, value]: readonly [string, unknown]): string {
  if (value === undefined || value === false || name === "key") return "";
  return value === true ? ` ${name}` : ` ${name}="${asText(String(value))}"`;
}
