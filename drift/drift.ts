// Finds everything in Azure that does not come from the file. Pure: no Azure, no clock, no value of a password.
import { escaped } from "../customers/rules/visible";
import { compare } from "./declared";
import type { Facts } from "./facts";
import { type Finding, worstFirst } from "./finding";
import { passwordDrift } from "./passwords";
import { quotaDrift, registryDrift } from "./registry";
import { repositoryDrift } from "./repositories";
import { secretDrift, undeclaredSecrets } from "./secrets";
import { declaredDrift, undeclaredDrift } from "./tokens";
import { webhookDrift } from "./webhooks";
import { whoElse } from "./whoElse";

/** All findings, the worst first, each text in one line; nothing is found in what could not be read. */
export function findDrift(facts: Facts): Finding[] {
  return allFindings(facts).map((finding) => ({
    ...finding,
    subject: inOneLine(finding.subject),
    message: inOneLine(finding.message),
  }));
}

/** Others choose the names of roles, tags and conditions: none may look like a line of the report, or move a terminal. */
export function inOneLine(text: string): string {
  return escaped(text.replace(/\s+/g, " "));
}

function allFindings(facts: Facts): Finding[] {
  const comparison = compare(facts);
  return worstFirst([
    ...registryDrift(facts),
    ...undeclaredDrift(comparison, facts),
    ...declaredDrift(comparison, facts),
    ...passwordDrift(comparison, facts.today),
    ...secretDrift(comparison, facts),
    ...undeclaredSecrets(comparison, facts),
    ...whoElse(comparison, facts),
    ...webhookDrift(comparison, facts),
    ...quotaDrift(facts),
    ...repositoryDrift(comparison, facts),
  ]);
}
