// Checks every entry of the file separately: the defaults, each customer, the acknowledgements.
import { isScalar } from "yaml";
import { z } from "zod";
import type { Acknowledgement } from "../access/record";
import type { Path } from "./problem";
import type { Problems } from "./problems";
import { ACKNOWLEDGEMENT_RULES } from "./rules/acknowledgementRules";
import { CUSTOMER_RULES } from "./rules/customerRules";
import {
  type Draft,
  draftOf,
  type LooseAcknowledgement,
  type LooseDefaults,
  type LooseEntry,
} from "./rules/draft";
import { READER_RULES } from "./rules/readerRules";
import { REPOSITORY_RULES } from "./rules/repositoryRules";
import { applyRules } from "./rules/rule";
import { SYNC_RULES } from "./rules/syncRules";
import { WARNING_RULES } from "./rules/warningRules";
import { acknowledgeSchema } from "./schema/acknowledgementSchema";
import { customerSchema, defaultsSchema } from "./schema/schema";
import { soundPart } from "./schema/shape";
import type { Place, YamlValues } from "./yaml/yamlValues";

/** What the checks of one file share. */
interface Checked {
  readonly values: YamlValues;
  readonly problems: Problems;
  /** Receives warnings, which are not problems of the file. */
  readonly warnings: Problems;
}

/** Checks the entries and returns the customers among them, in the order of the file. */
export function checkEntries(
  { customers, defaults: section }: { customers?: unknown; defaults?: unknown },
  checked: Checked,
): Draft[] {
  const defaults: LooseDefaults =
    section === undefined ? {} : soundEntry(defaultsSchema, section, ["defaults"], checked);
  checkDraft(draftOf(undefined, { entry: defaults, defaults: {} }), ["defaults"], checked);
  if (!(customers instanceof Map)) return [];
  return [...customers].map(([id, value]: [string, unknown]) => {
    const path = ["customers", id];
    const entry: LooseEntry = soundEntry(customerSchema, value, path, checked);
    const draft = draftOf(id, { entry, defaults });
    checkDraft(draft, path, checked);
    return draft;
  });
}

/** Checks the section `acknowledge` and returns what stands there; sound only where no problem is reported. */
export function checkAcknowledgements(
  section: unknown,
  { today, ...checked }: Checked & { readonly today: string | undefined },
): Acknowledgement[] {
  if (section === undefined) return [];
  const sound = soundEntry(ACKNOWLEDGE, { acknowledge: section }, [], checked);
  const { acknowledge = [] } = sound as { acknowledge?: (LooseAcknowledgement | undefined)[] };
  acknowledge.forEach((each, index) => {
    if (each === undefined) return;
    const base = ["acknowledge", index];
    applyRules(ACKNOWLEDGEMENT_RULES, { ...each, today }, (path, message, rule) =>
      checked.problems.add(placeAt([...base, ...path], checked.values), message, rule),
    );
  });
  return acknowledge as Acknowledgement[];
}

const ACKNOWLEDGE = z.object({ acknowledge: acknowledgeSchema });

function soundEntry(
  schema: z.ZodType,
  value: unknown,
  base: Path,
  { values, problems }: Checked,
): object {
  return soundPart(schema, value, {
    report: (path, message, rule) => {
      problems.add(placeAt([...base, ...path], values), message, rule);
    },
    sourceOf: (path) => {
      const { node } = values.find([...base, ...path]);
      return isScalar(node) ? node.source : "";
    },
  });
}

function placeAt(path: Path, values: YamlValues): Place {
  return { path, offset: values.find(path).offset };
}

function checkDraft(draft: Draft, base: Path, checked: Checked): void {
  const rules = [...CUSTOMER_RULES, ...REPOSITORY_RULES, ...READER_RULES, ...SYNC_RULES];
  const into = (found: Problems) => (path: Path, message: string, rule: string) =>
    found.add(placeOf(path, base, checked.values), message, rule);
  applyRules(rules, draft, into(checked.problems));
  applyRules(WARNING_RULES, draft, into(checked.warnings));
}

/** What the entry does not say itself is in the defaults section, or else nowhere: then the entry is the place. */
function placeOf(path: Path, base: Path, values: YamlValues): Place {
  const whole = [...base, ...path];
  const own = values.find(whole);
  if (path.length === 0) return { path: whole, offset: own.keyOffset };
  if (own.exact) return { path: whole, offset: own.offset };
  const inDefaults = ["defaults", ...path];
  const { exact, offset } = values.find(inDefaults);
  return exact ? { path: inDefaults, offset } : { path: whole, offset: own.offset };
}
