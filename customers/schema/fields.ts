// The allowed keys of each map in customers.yaml.
import { z } from "zod";
import { acknowledgementSchema } from "./acknowledgementSchema";
import { credentialSchema } from "./credentialSchema";
import { customerSchema, defaultsSchema, fileSchema } from "./schema";
import { headerSchema, syncSchema } from "./syncSchema";

/** The fields of one customer. */
export const CUSTOMER_FIELDS: ReadonlySet<string> = new Set(Object.keys(customerSchema.shape));

/** The fields of `credential`. */
export const CREDENTIAL_FIELDS: ReadonlySet<string> = new Set(Object.keys(credentialSchema.shape));

/** The fields of `sync`. */
export const SYNC_FIELDS: ReadonlySet<string> = new Set(Object.keys(syncSchema.shape));

/** The fields of `header` in `sync`. */
export const HEADER_FIELDS: ReadonlySet<string> = new Set(Object.keys(headerSchema.shape));

/** By name; a generation of a password and one of a header have the same limits. */
const NUMBERED = { ...headerSchema.shape, ...credentialSchema.shape };

/** Those of them that are numbers. */
export const NUMBER_FIELDS: ReadonlySet<string> = new Set(
  Object.entries(NUMBERED)
    .filter(([, field]) => field.unwrap() instanceof z.ZodNumber)
    .map(([name]) => name),
);

/** May the number field at the end of the path have this value? */
export function isInRange(path: readonly (string | number)[], value: number): boolean {
  const field = String(path.at(-1));
  return (
    !NUMBER_FIELDS.has(field) || NUMBERED[field as keyof typeof NUMBERED].safeParse(value).success
  );
}

const FILE_FIELDS: ReadonlySet<string> = new Set(Object.keys(fileSchema.shape));
const DEFAULTS_FIELDS: ReadonlySet<string> = new Set(Object.keys(defaultsSchema.shape));
const ACKNOWLEDGEMENT_FIELDS: ReadonlySet<string> = new Set(
  Object.keys(acknowledgementSchema.shape),
);

/** The keys that a map at this path may have; undefined where any will do, or no map is meant. */
export function fieldsAt(path: readonly (string | number)[]): ReadonlySet<string> | undefined {
  const [section, second, third] = path;
  if (section === undefined) return FILE_FIELDS;
  if (section === "acknowledge") {
    return path.length === 2 && typeof second === "number" ? ACKNOWLEDGEMENT_FIELDS : undefined;
  }
  const field = section === "customers" ? third : second;
  const depth = section === "customers" ? path.length - 1 : path.length;
  if (depth === 2 && field === "credential") return CREDENTIAL_FIELDS;
  if (section === "customers" && field === "sync" && depth === 2) return SYNC_FIELDS;
  if (section === "customers" && field === "sync" && depth === 3) {
    return path[3] === "header" ? HEADER_FIELDS : undefined;
  }
  if (depth !== 1 || typeof second === "number") return undefined;
  return section === "customers"
    ? CUSTOMER_FIELDS
    : section === "defaults"
      ? DEFAULTS_FIELDS
      : undefined;
}
