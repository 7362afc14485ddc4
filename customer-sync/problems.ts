// What is wrong with the arguments, all at once: where, what was found, and what to do.
import { isIPv4 } from "node:net";
import { type CustomerSyncArgs, DEFAULT_CATCH_UP_HOURS, DEFAULT_TARGET_PREFIX } from "./args";
import { parseSecretId, parseVaultId, subscriptionOf } from "./ids";
import { isRepository, isRepositoryOrPrefix, splitRepositories } from "./repositories";
import { CATCH_UP_INTERVAL_HOURS } from "./workflow/catchUpWorkflow";
import { repositoryCondition } from "./workflow/eventTrigger";

/**
 * One line for each problem; none when all is well.
 *
 * @param except arguments of which something else is known to be wrong
 */
export function findProblems(
  args: CustomerSyncArgs,
  except: ReadonlySet<string> = new Set(),
): string[] {
  return Object.entries(problemsOf(args))
    .filter(([argument]) => !except.has(argument))
    .flatMap(([, problems]) => problems);
}

function problemsOf(args: CustomerSyncArgs): Partial<Record<keyof CustomerSyncArgs, string[]>> {
  const { vendorRegistry, tokenName, targetRegistryId, password, repositories, allowedCallers } =
    args;
  const { targetPrefix = DEFAULT_TARGET_PREFIX, catchUpHours = DEFAULT_CATCH_UP_HOURS } = args;
  const { vaultAccess = "role", cloud = "public" } = args;
  return {
    vendorRegistry: problem(
      /^[a-z0-9.-]+(:\d+)?$/.test(vendorRegistry),
      // An address may hold a password.
      "vendorRegistry is not a login server; write it alone, such as vendorimages.azurecr.io",
    ),
    tokenName: problem(
      TOKEN_NAME.test(tokenName),
      `tokenName is '${tokenName}'; write the name that the vendor gave, of 5 to 50 letters, digits and hyphens`,
    ),
    targetRegistryId: problem(
      subscriptionOf(targetRegistryId) !== undefined,
      `targetRegistryId is '${targetRegistryId}'; write the whole id, which the portal shows as the resource id in the JSON view`,
    ),
    password:
      "secretId" in password
        ? problem(
            parseSecretId(password.secretId) !== undefined,
            // Never what was given: it may be the password.
            "password.secretId is not the id of a secret; write the vault's id, /secrets/ and the name, without a version",
          )
        : problem(
            parseVaultId(password.vaultId) !== undefined,
            "password.vaultId is not the id of a vault; write the whole id, which the portal shows as the resource id in the JSON view",
          ),
    repositories: [
      ...problem(repositories.length > 0, "repositories is empty; name at least one"),
      ...repositories.flatMap((name) =>
        problem(
          isRepositoryOrPrefix(name),
          `repositories has '${name}'; write names without a tag, such as app/api, and prefixes such as base/*`,
        ),
      ),
      ...repositories.flatMap((name) => tooLongProblem(name, `${targetPrefix}${name}`)),
      ...roomProblem(repositories),
    ],
    targetPrefix: problem(
      targetPrefix.endsWith("/") && isRepository(`${targetPrefix}x`),
      `targetPrefix is '${targetPrefix}'; write what ends with /, such as ${DEFAULT_TARGET_PREFIX}: without one, images of your own would be overwritten`,
    ),
    allowedCallers: callerProblems(allowedCallers),
    catchUpHours: problem(
      Number.isInteger(catchUpHours) && catchUpHours > CATCH_UP_INTERVAL_HOURS,
      `catchUpHours is ${catchUpHours}; write a whole number above ${CATCH_UP_INTERVAL_HOURS}, the hours between two catch-ups`,
    ),
    vaultAccess: problem(
      vaultAccess === "role" || cloud === "public",
      `vaultAccess is '${vaultAccess}' in the cloud '${cloud}', and azure-native writes access policies in the public cloud alone; take a vault that uses roles`,
    ),
  };
}

const SHORTEST_HEADER_SECRET = 16;

/** What is wrong with a header secret, without the secret; undefined when nothing is. */
export function headerSecretProblem(secret: string): string | undefined {
  return secret.length >= SHORTEST_HEADER_SECRET
    ? undefined
    : `the header secret has ${secret.length} characters, not ${SHORTEST_HEADER_SECRET} or more; take the one that the vendor handed over`;
}

/** With more, clients and registries refuse a name: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const LONGEST_REPOSITORY = 255;

function tooLongProblem(name: string, copy: string): string[] {
  return problem(
    copy.length <= LONGEST_REPOSITORY,
    `repositories has '${name}', of which the copy's name '${copy}' has ${copy.length} characters, and ${LONGEST_REPOSITORY} are allowed; take a shorter targetPrefix`,
  );
}

/** Characters: https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#definition-limits */
const LONGEST_EXPRESSION = 8_192;

function roomProblem(repositories: readonly string[]): string[] {
  const { prefixes } = splitRepositories(repositories);
  return problem(
    repositoryCondition(prefixes).length < LONGEST_EXPRESSION,
    `repositories has ${prefixes.length} prefixes, and one expression of a workflow has no room for them; write fewer and shorter ones`,
  );
}

/** https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries/tokens */
const TOKEN_NAME = /^[a-zA-Z0-9-]{5,50}$/;

function callerProblems(allowed: CustomerSyncArgs["allowedCallers"]): string[] {
  if (allowed === "any") return [];
  if (allowed.length === 0) {
    return [
      "allowedCallers is empty, which would let in other workflows alone; name ranges of addresses, or write any",
    ];
  }
  return allowed.flatMap((range) =>
    problem(
      isRange(range),
      isIPv4(range)
        ? `allowedCallers has '${range}'; for this one address write ${range}/32`
        : `allowedCallers has '${range}'; write a range such as 20.42.0.0/24 or 20.42.0.1-20.42.0.9`,
    ),
  );
}

function isRange(range: string): boolean {
  const [, from = "", bits, to] = /^([\d.]+)(?:\/(\d{1,2})|-([\d.]+))$/.exec(range) ?? [];
  if (!isIPv4(from)) return false;
  if (to === undefined) return Number(bits) <= 32;
  return isIPv4(to) && numberOf(from) <= numberOf(to);
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function problem(isGood: boolean, what: string): string[] {
  return isGood ? [] : [what];
}
