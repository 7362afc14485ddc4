// Whatever Azure answers to drift ends in a reason: a part that was not looked at, or an error without a stack.

import { expect } from "chai";
import { writeError } from "../../../cli/output";
import type { Fault } from "../../../emulator/faults";
import { page, text, UNREADABLE } from "../../azure/foreign";
import { useInProcess } from "../../emulator/inProcessAzure";
import { declareByHand, StackFolder } from "../../helpers/byHand/declaredByHand";
import { driftIn } from "../../helpers/drift";
import { IS_LONG } from "../../helpers/longRun";

/** What is asked, and what its failure begins with: without this part, or as an error where nothing can be said without it. */
const OPERATIONS: readonly (readonly [operation: string, begins: string])[] = [
  [
    "Metadata_GetEndpoints",
    "error: reading the cloud's endpoints from https://HOST (ARM_METADATA_HOSTNAME)",
  ],
  ["Entra_IssueToken", "error: reading registry vendorimages"],
  ["Registries_Get", "error: reading registry vendorimages"],
  ["Tokens_List", "2: tokens: listing the tokens of registry vendorimages"],
  ["ScopeMaps_List", "2: scope maps: listing the scope maps of registry vendorimages"],
  ["VaultSecrets_List", "2: secrets: listing the secrets of vault vendor-access"],
  ["Vaults_Get", "2: the vault's settings: reading vault vendor-access"],
  [
    "RoleAssignments_ListForScope",
    "2: roles on the registry: listing the role assignments of vendorimages",
  ],
  [
    "RoleDefinitions_ListForScope",
    "2: roles on the registry: listing the role definitions of vendorimages",
  ],
  [
    "ConnectedRegistries_List",
    "2: connected registries: listing the connected registries of vendorimages",
  ],
  ["ExportPipelines_List", "2: export pipelines: listing the export pipelines of vendorimages"],
  ["Webhooks_List", "2: webhooks: listing the webhooks of registry vendorimages"],
  ["Registries_ListUsages", "2: limits: reading the limits of registry vendorimages"],
  ["RefreshTokens_Post", "2: repositories: listing the repositories of vendorimages"],
  ["Secrets_Get", "2: the login of contoso: reading secret contoso-registry-x7k2pd4q"],
  ["AccessTokens_Get", "2: the login of contoso"],
];

/** Those that are asked with `--login` alone. */
const OF_LOGINS = new Set(["Secrets_Get", "AccessTokens_Get"]);

/** Answers that Azure does not give, or gives to somebody else. */
const ANSWERS: readonly (readonly [name: string, fault: Fault])[] = [
  ["no fields", text("{}")],
  ["null", text("null")],
  ["a list", text("[]")],
  ["a list that is null", text('{"value":null}')],
  ["a list that is a text", text('{"value":"hunter2"}')],
  ["items that are null", text('{"value":[null]}')],
  ["items without fields", text('{"value":[{}]}')],
  ["a link that is a number", text('{"value":[],"nextLink":5}')],
  ["a refusal", { status: 403, code: "AuthorizationFailed", message: "No." }],
  ["a failure", { status: 500 }],
  ["a page of a proxy", page(200)],
  ["a redirection of a proxy", page(302)],
  ["a broken connection", { reset: true }],
  ...UNREADABLE,
];

/** What a reason may be. */
const REASONS = [
  /^(200: )?the answer (has no [\w.]+|is not JSON|cannot be read: .+|'s \w+ is not .+)/,
  /^(200|204)( PARSE_ERROR)?: (the answer is not JSON|an unexpected answer|a (token|scope map) has no id|the answer has no [\w.]+|the answer's \w+ is not .+)/,
  /^(200|302): the answer is a web page, not an answer from Azure/,
  /^403 AuthorizationFailed: (No|Pagination failed with unexpected statusCode 403) \(request id ID\); give the identity the role "/,
  /^500 EmulatedFault: /,
  /^(ECONNRESET|ENOTFOUND): .+; check the network/,
  /^200: the answer has no limit of Tokens; run again$/,
  /^Couldn't paginate response$/,
  /^Body Property nextLink should be/,
  /^(network_error|AuthorizationFailed|EmulatedFault|Response had no "expiresOn" property)/,
];

describe("drift, when Azure answers what nobody expects", function () {
  this.timeout(120_000);
  const azure = useInProcess();
  const stack = new StackFolder();
  before(async () => {
    await declareByHand(azure, { id: "contoso", repository: "app/api" });
    stack.write(azure, "customers:\n  contoso: { repositories: [app/api] }\n");
  });
  after(() => stack.remove());
  afterEach(() => azure.emulator.faults.clear());

  /** The first line of what is said: the exit code with what was not looked at, or the error as it is printed. */
  async function outcome(operation: string, fault: Fault): Promise<string> {
    azure.emulator.faults.add({ operation, times: 100, ...fault });
    const { environment: env } = azure.emulator;
    const said = await driftIn(
      { folder: stack.folder, env, http: azure.http },
      { login: OF_LOGINS.has(operation) },
    ).then(
      ({ exitCode, data }) =>
        `${exitCode}: ${data.notLookedAt.map(({ part, reason }) => `${part}: ${reason}`).join("\n")}`,
      (error: unknown) => {
        const printed: string[] = [];
        const stream = { write: (words: string) => printed.push(words) };
        writeError({ stdout: stream, stderr: stream, env: {} }, error);
        return printed.join("").trim();
      },
    );
    return said
      .replace(/request id [0-9a-f-]{36}/g, "request id ID")
      .replace(/localhost:\d+/g, "HOST");
  }

  it("looks at everything where it answers", async () => {
    expect(await outcome("none", {})).to.equal("0: ");
  });

  it("takes an empty list of repositories for no registry without repositories", async () => {
    expect(await outcome("Repositories_ListAcr", text('{"repositories":[]}'))).to.equal(
      "2: repositories: listing the repositories of vendorimages: the list is empty; push an image, or run again",
    );
  });

  for (const [place, [operation, begins]] of OPERATIONS.entries()) {
    it(`says why ${operation} tells nothing`, async () => {
      // All would take half a minute: the neighbours of an operation get the others.
      for (const [name, fault] of ANSWERS.filter((_, at) => IS_LONG || (at + place) % 6 === 0)) {
        const said = await outcome(operation, fault);
        azure.emulator.faults.clear();
        expect(said, name).to.satisfy((line: string) => line.startsWith(begins), said);
        expect(said, name).not.to.match(/hunter2|this is a bug|^ {4}at /m);
        // Whose words these are depends on the client.
        if (operation === "AccessTokens_Get" || operation === "RefreshTokens_Post") continue;
        const reason = said.slice(begins.length + 2).split("\n")[0] ?? "";
        expect(
          REASONS.some((each) => each.test(reason)),
          `${name}: ${reason}`,
        ).to.equal(true);
      }
    });
  }
});
