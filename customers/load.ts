// Reads customers.yaml: from bytes to customers with defaults applied, or to every problem at once.
import { createHash } from "node:crypto";
import { checkAcknowledgements, checkEntries } from "./entries";
import type { Path, Problem } from "./problem";
import { Problems } from "./problems";
import { customerOf } from "./rules/draft";
import { FILE_RULES } from "./rules/fileRules";
import { applyRules } from "./rules/rule";
import { TEXT_RULES } from "./rules/textRules";
import { WRITING_RULES } from "./rules/writingRules";
import { YAML_RULES } from "./rules/yamlRules";
import type { CustomersFile } from "./schema/schema";
import { decode } from "./yaml/sourceText";
import { readYaml } from "./yaml/yamlText";
import { YamlValues } from "./yaml/yamlValues";

/** Either the customers, with what may become a problem in Azure, or everything that is wrong, never both. */
export type LoadResult =
  | {
      readonly ok: true;
      readonly file: CustomersFile;
      readonly warnings: readonly Problem[];
      /** The line, from 1, on which the value at a path stands. */
      lineOf(path: Path): number;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a file is read by. */
export interface LoadOptions {
  /** Its name, for people. */
  readonly file: string;
  /**
   * Today's date (UTC, `YYYY-MM-DD`), from which the days of an acknowledgement are counted.
   *
   * @default - they are not counted, as for an earlier version of the file
   */
  readonly today?: string;
}

/**
 * Reads a customers file; never throws, whatever the bytes are.
 *
 * @example
 * const result = loadCustomers(readFileSync("customers.yaml"), { file: "customers.yaml" });
 * if (!result.ok) throw new Error(result.problems.map(formatProblem).join("\n"));
 */
export function loadCustomers(bytes: Uint8Array, { file, today }: LoadOptions): LoadResult {
  // Step 1: the bytes are text.
  const source = decode(bytes);
  const problems = new Problems(file, source.text);
  const warnings = new Problems(file, source.text);
  const reportOffset = (offset: number, message: string, rule: string) =>
    problems.add({ offset, path: [] }, message, rule);
  applyRules(TEXT_RULES, { ...source, byteLength: bytes.length }, reportOffset);
  if (problems.some) return { ok: false, problems: problems.sorted() };

  // Step 2: the text is one YAML document.
  const yaml = readYaml(source.text);
  applyRules(YAML_RULES, yaml, reportOffset);
  const isYaml = !problems.some;
  // A text that a # cuts may be why the rest makes no sense.
  applyRules(WRITING_RULES, yaml, ({ settles, ...place }, message, rule) => {
    problems.add(place, message, rule);
    for (const offset of settles) problems.settle(offset);
  });
  const [root] = yaml.roots;
  if (!isYaml || !root) return { ok: false, problems: problems.sorted() };

  // Step 3: its keys are known, its aliases defined.
  const values = new YamlValues(root, {
    report: (place, message, rule) => problems.add(place, message, rule),
    lineOf: (offset) => problems.lineOf(offset),
  });

  // Step 4: every entry by itself, then all together.
  const sections = values.root as {
    [Section in "customers" | "defaults" | "acknowledge"]?: unknown;
  };
  const { customers } = sections;
  const checked = { values, problems, warnings };
  const drafts = checkEntries(sections, checked);
  const acknowledge = checkAcknowledgements(sections.acknowledge, { ...checked, today });
  const offsetOf = (path: Path) => values.find(path).offset;
  const lineOf = (path: Path) => problems.lineOf(offsetOf(path));
  applyRules(FILE_RULES, { customers, drafts, lineOf }, (path, message, rule) =>
    problems.add({ path, offset: offsetOf(path) }, message, rule),
  );
  if (problems.some) return { ok: false, problems: problems.sorted() };

  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    ok: true,
    file: { customers: drafts.map(customerOf), acknowledge, sha256 },
    warnings: warnings.sorted(),
    lineOf,
  };
}
