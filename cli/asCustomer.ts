// Acts as a customer who has nothing but the user name and the password from the vault, and reports what the registry lets them do.
import type { Http } from "../azure/http";
import { canListTags, canPull, canPush, login } from "../azure/registryClient";

/** What a customer was given, and what the file says that they may pull. */
export interface CustomerLogin {
  loginServer: string;
  username: string;
  password: string;
  /** Repositories as the file names them: `app/api`, `base/*`. */
  repositories: readonly string[];
  /** Does the file let them list tags? */
  mayListTags: boolean;
}

/** What the registry let them do. */
export interface Proof {
  /** Does the registry accept the password? */
  loggedIn: boolean;
  /** Granted repositories that were pulled. */
  pulled: string[];
  /** Granted repositories that were refused: must be empty. */
  missed: string[];
  /** Repositories that are not granted and were refused, as they must be. */
  refused: string[];
  /** Could they list the tags of a granted repository? */
  listedTags: boolean;
  /** Was a push to a granted repository refused, as it must be? */
  pushRefused: boolean;
  /** Repositories that are not granted and could be pulled, and any that could be pushed to: must be empty. */
  leaked: string[];
}

/**
 * Logs in, pulls every granted repository, and tries every other one, the list of tags, and a push.
 *
 * @param catalog every repository of the registry, against which prefixes such as `base/*` are expanded
 */
export async function proveAccess(
  http: Http,
  customer: CustomerLogin,
  catalog: readonly string[],
): Promise<Proof> {
  const proof: Proof = {
    loggedIn: false,
    pulled: [],
    missed: [],
    refused: [],
    listedTags: false,
    pushRefused: false,
    leaked: [],
  };
  const result = await login(http, customer);
  if (result.outcome === "unreachable") throw new Error(result.reason);
  if (result.outcome === "refused") return proof;
  proof.loggedIn = true;

  const granted = catalog.filter((repository) => isGranted(repository, customer.repositories));
  for (const repository of granted) {
    const pulled = await canPull(http, customer, { repository, tag: "latest" });
    (pulled ? proof.pulled : proof.missed).push(repository);
  }
  for (const repository of catalog.filter((each) => !granted.includes(each))) {
    const pulled = await canPull(http, customer, { repository, tag: "latest" });
    (pulled ? proof.leaked : proof.refused).push(repository);
  }
  const target = granted[0];
  if (target !== undefined) {
    proof.listedTags = await canListTags(http, customer, target);
    if (proof.listedTags && !customer.mayListTags) proof.leaked.push(`tags of ${target}`);
    if (!proof.listedTags && customer.mayListTags) proof.missed.push(`tags of ${target}`);
    proof.pushRefused = !(await canPush(http, customer, target));
    if (!proof.pushRefused) proof.leaked.push(`push to ${target}`);
  }
  return proof;
}

/** Is everything as the file says? */
export function isAsDeclared(proof: Proof, mayLogIn: boolean): boolean {
  if (!mayLogIn) return !proof.loggedIn;
  return (
    proof.loggedIn &&
    proof.pulled.length > 0 &&
    proof.missed.length === 0 &&
    proof.leaked.length === 0
  );
}

/** The proof in words for a table. */
export function describeProof(proof: Proof): string {
  if (!proof.loggedIn) return "login refused";
  const parts = [`pulled ${proof.pulled.length}`];
  if (proof.listedTags) parts.push("listed tags");
  if (proof.refused.length > 0) parts.push(`refused ${proof.refused.length} others`);
  if (proof.pushRefused) parts.push("refused push");
  if (proof.missed.length > 0) parts.push(`COULD NOT GET ${proof.missed.join(", ")}`);
  if (proof.leaked.length > 0) parts.push(`COULD GET ${proof.leaked.join(", ")}`);
  return parts.join(", ");
}

function isGranted(repository: string, granted: readonly string[]): boolean {
  return granted.some(
    (each) =>
      each === "*" ||
      each === repository ||
      (each.endsWith("/*") && repository.startsWith(each.slice(0, -1))),
  );
}
