// Rules about how numbers are written.
import type { Scalar } from "yaml";
import type { Path } from "../problem";
import { isInRange, NUMBER_FIELDS } from "../schema/fields";
import type { Rule } from "./rule";

/** A plain value and where in the data it stands. */
interface Placed {
  readonly scalar: Scalar.Parsed;
  readonly path: Path;
}

type NumberRule = Rule<Placed, Scalar.Parsed>;

/** Numbers are written in plain digits, which every version of YAML reads alike. */
export const numbersArePlain: NumberRule = ({ scalar, path }, report) => {
  const { value, source } = scalar;
  // Other rules report values that are not whole numbers.
  if (!NUMBER_FIELDS.has(String(path.at(-1))) || !Number.isSafeInteger(value)) return;
  // Nor where the plain form would be refused in turn.
  if (source === String(value) || !isInRange(path, Number(value))) return;
  report(scalar, `${source} is not written in plain digits; write ${value}`);
};

/** Every rule about how numbers are written. */
export const NUMBER_RULES = [numbersArePlain] as const;
