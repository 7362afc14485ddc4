// RandomString and RandomPassword: characters from chosen classes, with a least number of each.
//
// Inputs, defaults and alphabets: @pulumi/random 4.21.2 randomPassword.d.ts (documented).
import { randomInt } from "node:crypto";
import type { PropertyMap } from "../wire";
import type { RandomType } from "./randomType";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const NUMERIC = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** A string whose value everyone may see. */
export const randomString: RandomType = {
  settings,
  failures,
  computed: ["result"],
  schemaVersion: 2,
  secrets: [],
  generate(chosen) {
    const result = generate(chosen);
    return { id: result, outputs: { result } };
  },
  adopt: (result) => ({ id: result, inputs: { length: result.length }, outputs: { result } }),
};

/** The same as a secret; without bcryptHash, which nothing here uses. */
export const randomPassword: RandomType = {
  ...randomString,
  schemaVersion: 3,
  secrets: ["result"],
  // The id of a password must not give it away; "none" is the real plugin's.
  generate: (chosen) => ({ id: "none", outputs: { result: generate(chosen) } }),
  adopt: (result) => ({ id: "none", inputs: { length: result.length }, outputs: { result } }),
};

function settings(inputs: PropertyMap): PropertyMap {
  const numeric = inputs.numeric ?? inputs.number ?? true;
  return {
    lower: true,
    upper: true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
    ...inputs,
    numeric,
    number: numeric,
  };
}

function failures(chosen: PropertyMap): string[] {
  const { length } = chosen;
  const least = classes(chosen).reduce((sum, { minimum }) => sum + minimum, 0);
  if (typeof length !== "number" || !Number.isInteger(length) || length < 1) {
    return ["length must be a whole number of at least 1"];
  }
  if (least > length) {
    return [
      `length (${length}) must be at least minLower + minUpper + minNumeric + minSpecial (${least})`,
    ];
  }
  const hasCharacters = classes(chosen).some(
    ({ isChosen, alphabet }) => isChosen && alphabet !== "",
  );
  return hasCharacters ? [] : ["at least one of lower, upper, numeric and special must be true"];
}

interface CharacterClass {
  readonly isChosen: boolean;
  readonly minimum: number;
  readonly alphabet: string;
}

function classes(chosen: PropertyMap): CharacterClass[] {
  const special = typeof chosen.overrideSpecial === "string" ? chosen.overrideSpecial : SPECIAL;
  return [
    { isChosen: chosen.lower === true, minimum: Number(chosen.minLower), alphabet: LOWER },
    {
      isChosen: chosen.upper === true,
      minimum: Number(chosen.minUpper),
      alphabet: LOWER.toUpperCase(),
    },
    { isChosen: chosen.numeric === true, minimum: Number(chosen.minNumeric), alphabet: NUMERIC },
    { isChosen: chosen.special === true, minimum: Number(chosen.minSpecial), alphabet: special },
  ];
}

function generate(chosen: PropertyMap): string {
  const all = classes(chosen);
  const characters = all.flatMap(({ alphabet, minimum }) => pick(alphabet, minimum));
  const anything = all.map(({ isChosen, alphabet }) => (isChosen ? alphabet : "")).join("");
  const rest = pick(anything, Number(chosen.length) - characters.length);
  return shuffled([...characters, ...rest]).join("");
}

function pick(alphabet: string, count: number): string[] {
  return Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length)));
}

function shuffled(characters: readonly string[]): string[] {
  const result: string[] = [];
  for (const character of characters) {
    result.splice(randomInt(result.length + 1), 0, character);
  }
  return result;
}
