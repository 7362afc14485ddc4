// Every rule of customers.yaml; the name of a function, in kebab-case, is the id of the rule.
import { ACKNOWLEDGEMENT_RULES } from "./acknowledgementRules";
import { ALIAS_RULES } from "./aliasRules";
import { CUSTOMER_RULES } from "./customerRules";
import { FILE_RULES } from "./fileRules";
import { KEY_RULES } from "./keyRules";
import { NUMBER_RULES } from "./numberRules";
import { READER_RULES } from "./readerRules";
import { REPOSITORY_RULES } from "./repositoryRules";
import { SHAPE_RULES } from "./shapeRules";
import { SYNC_RULES } from "./syncRules";
import { TEXT_RULES } from "./textRules";
import { WRITING_RULES } from "./writingRules";
import { YAML_RULES } from "./yamlRules";

/** All rules, in the order in which they are applied: each list needs values that passed the lists before it. */
export const RULES: readonly { readonly name: string }[] = [
  ...TEXT_RULES,
  ...YAML_RULES,
  ...WRITING_RULES,
  ...KEY_RULES,
  ...ALIAS_RULES,
  ...NUMBER_RULES,
  ...SHAPE_RULES,
  ...CUSTOMER_RULES,
  ...REPOSITORY_RULES,
  ...READER_RULES,
  ...SYNC_RULES,
  ...ACKNOWLEDGEMENT_RULES,
  ...FILE_RULES,
];
