// Rules about aliases: YAML's way of using a value a second time.
import type { Alias } from "yaml";
import { quote } from "../problem";
import type { Rule } from "./rule";

/** An alias and what its anchor names: nothing, a value still being read, or a value of some size. */
interface FollowedAlias {
  readonly alias: Alias.Parsed;
  readonly target: undefined | "open" | { readonly size: number };
}

type AliasRule = Rule<FollowedAlias, Alias.Parsed>;

/** The most values that one alias may stand for: twice the longest list that a customer can have. */
export const MOST_ALIASED = 1000;

/** Every alias names an anchor that stands before it; a lone star is written in quotes. */
export const aliasesAreDefined: AliasRule = ({ alias, target }, report) => {
  if (typeof target === "object") return;
  const { source } = alias;
  if (target === "open") {
    report(alias, `the alias ${quote(`*${source}`)} is within its own anchor; write the value out`);
  } else if (source === "") {
    report(
      alias,
      'a star without quotes is a YAML alias; name the repositories, or write "*" in quotes and add allowAllRepositories: true',
    );
  } else if (/^[*/]/.test(source)) {
    report(
      alias,
      `${quote(`*${source}`)} starts with a star, which is a YAML alias; a star may only be at the end, after a slash, such as base/*`,
    );
  } else {
    report(
      alias,
      `the alias ${quote(`*${source}`)} has no anchor ${quote(`&${source}`)} before it; write the value out`,
    );
  }
};

/** An alias stands for at most 1,000 values. */
export const aliasesStayWithinBounds: AliasRule = ({ alias, target }, report) => {
  if (typeof target !== "object" || target.size <= MOST_ALIASED) return;
  report(
    alias,
    `the alias ${quote(`*${alias.source}`)} stands for more than ${MOST_ALIASED} values; write out what is meant`,
  );
};

/** Every rule about aliases. */
export const ALIAS_RULES = [aliasesAreDefined, aliasesStayWithinBounds] as const;
