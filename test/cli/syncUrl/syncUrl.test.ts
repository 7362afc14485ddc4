// npm run sync-url: what it writes, what it refuses, and that it never shows the URL.

import { expect } from "chai";
import picocolors from "picocolors";
import { runSyncUrl, type SyncSource } from "../../../cli/syncUrl/runSyncUrl";
import type { UserError } from "../../../cli/userError";
import { useEmulator } from "../../emulator/useEmulator";

const URL_TEXT =
  "https://prod-07.westeurope.logic.azure.com:443/workflows/a1/triggers/push/paths/invoke?sv=1.0&sig=SignatureOfContoso-0123456789";
const SECRET = "contoso-sync-x7k2pd4q-url";
const MARK = { customer: "contoso", owner: "x7k2pd4q", stack: "customer-access/dev" };

describe("npm run sync-url", () => {
  const azure = useEmulator();
  const said: string[] = [];
  beforeEach(() => said.splice(0));

  const urn = (type: string, name: string) => `urn:pulumi:dev::customer-access::${type}::${name}`;
  const source = (): SyncSource => ({
    name: "dev",
    state: async () => ({
      resources: [
        ...["contoso", "fabrikam"].map((id) => ({
          type: "customer-access:index:Customer",
          urn: urn("customer-access:index:Customer", id),
        })),
        {
          type: "acr-credentials:index:SyncWebhooks",
          urn: urn("acr-credentials:index:SyncWebhooks", "contoso-sync"),
          inputs: { ...MARK, vaultId: azure.vaultId },
          outputs: { urlSecretName: SECRET },
        },
      ],
    }),
  });

  /** Runs it with this on standard input. */
  async function run(input: string | undefined, { id = "contoso", isInputTerminal = false } = {}) {
    const tell = (line: string) => said.push(line);
    const outcome = await runSyncUrl(
      { id, folder: "." },
      {
        env: { ...azure.emulator.environment },
        isTerminal: false,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: tell,
        progress: tell,
        isInputTerminal,
        ...(input === undefined ? {} : { readInput: async () => input }),
      },
      { source: source(), ca: azure.emulator.ca },
    );
    said.push(JSON.stringify(outcome));
    return outcome;
  }

  /** What it says instead of writing: message and remedy. */
  async function refusal(...args: Parameters<typeof run>): Promise<[string, string]> {
    const thrown = await run(...args).then(
      () => undefined,
      (error: UserError) => error,
    );
    if (thrown === undefined) throw new Error("it was not refused");
    return [thrown.message, thrown.remedy];
  }

  const stored = async () => {
    const { status, body } = await azure.vault("GET", `/secrets/${SECRET}`);
    const { value, tags } = body as { value?: string; tags?: object };
    return status === 200 ? { value, tags } : undefined;
  };

  it("writes the URL with the tags of the sync, and says where it is", async () => {
    const outcome = await run(`  ${URL_TEXT}\n`);
    const { version } = outcome.data as { version: string };
    expect(outcome).to.deep.equal({
      exitCode: 0,
      lines: [
        `contoso: the callback URL is version ${version} of secret ${SECRET} in vault vendor-access`,
        "next: `pulumi up`, which sends the webhooks there",
      ],
      data: { stack: "dev", customer: "contoso", vault: "vendor-access", secret: SECRET, version },
    });
    expect(await stored()).to.deep.equal({
      value: URL_TEXT,
      tags: { Customer: "contoso", Owner: "x7k2pd4q", Stack: "customer-access/dev" },
    });
    expect(said.join("\n")).not.to.include("SignatureOfContoso");
  });

  it("writes it as a version of a secret that was deleted", async () => {
    await run(URL_TEXT);
    await azure.vault("DELETE", `/secrets/${SECRET}`);
    await run(URL_TEXT.replace("Contoso", "Others"));
    expect((await stored())?.value).to.include("SignatureOfOthers");
  });

  it("refuses a terminal, which would show it, and no input at all", async () => {
    const expected = [
      "standard input is a terminal, which would show the URL",
      'give it a file or a variable:\n  read -rs URL; npm run -s sync-url -- <id> <<< "$URL"',
    ];
    expect(await refusal(URL_TEXT, { isInputTerminal: true })).to.deep.equal(expected);
    expect(await refusal(undefined)).to.deep.equal(expected);
  });

  const long = `https://example/?sig=${"x".repeat(9_000)}`;
  for (const [input, says] of [
    ["", "is empty"],
    [" \n", "is empty"],
    ["contoso SignatureOfContoso", "holds more than one word"],
    [`${URL_TEXT}\n${URL_TEXT}`, "holds more than one word"],
    ["SignatureOfContoso", "is no address"],
    [
      URL_TEXT.replace("https", "http"),
      "begins with http:, and a URL without https is readable on its way",
    ],
    ["ftp://SignatureOfContoso/", "does not begin with https:"],
    ["SignatureOfContoso:0123", "does not begin with https:"],
    ["https://user:SignatureOfContoso@example/", "holds a user's name, which webhooks do not send"],
    ["https://example/#SignatureOfContoso", "has a part after #, which webhooks do not send"],
    [long, "has more than 8192 characters"],
  ] as const) {
    it(`refuses what ${says}, and repeats nothing of it: ${input.slice(0, 30).trim()}`, async () => {
      expect(await refusal(input)).to.deep.equal([
        `standard input ${says}`,
        "give the callback URL as the customer's deployment printed it, on one line",
      ]);
    });
  }

  it("says what a customer without a sync needs, and asks about a name that nobody has", async () => {
    expect(await refusal(URL_TEXT, { id: "fabrikam" })).to.deep.equal([
      "stack dev has no sync of fabrikam",
      "add sync to the customer's entry, and run `pulumi up`, which hands over the header",
    ]);
    expect(await refusal(URL_TEXT, { id: "contosso" })).to.deep.equal([
      'stack dev has no customer "contosso"',
      "did you mean contoso?",
    ]);
    expect(await refusal(URL_TEXT, { id: "wrong" })).to.deep.equal([
      'stack dev has no customer "wrong"',
      "its customers: contoso, fabrikam",
    ]);
  });

  it("says who may write it, and nothing of an answer that repeats it", async () => {
    azure.emulator.faults.add({
      operation: "VaultSecrets_CreateOrUpdate",
      status: 403,
      code: "AuthorizationFailed",
      message: `No: ${URL_TEXT}`,
    });
    const thrown = await run(URL_TEXT).catch((error: Error) => error);
    expect((thrown as Error).message).to.match(
      /^writing secret contoso-sync-x7k2pd4q-url: 403 AuthorizationFailed: No: … \(request id [\w-]+\); give the identity the role "Key Vault Contributor" on the vault/,
    );
  });
});
