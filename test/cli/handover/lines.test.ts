// The lines and manifests on a customer's page do what the page says: run in bash, or read as Kubernetes reads them.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { parse, parseAllDocuments } from "yaml";
import { useHandover } from "./useHandover";

describe("the lines on the page of npm run handover", () => {
  const { azure, handover } = useHandover();
  const passwords: Record<string, string> = {};

  before(async () => {
    passwords.contoso = await azure.givenToken(
      "contoso-pull",
      ["app/api", "app/web", "base/*"].map((each) => `repositories/${each}/content/read`),
    );
    passwords.fabrikam = await azure.givenToken("fabrikam-pull", [
      "repositories/base/*/content/read",
    ]);
  });

  const blocks = async (id: string, language: string) => {
    const { lines } = await handover({ id });
    const page = lines.join("\n");
    return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, "gms"))].map(
      ([, block = ""]) => block,
    );
  };
  const blockWith = async (id: string, words: string) =>
    (await blocks(id, "sh")).find((block) => block.includes(words)) ?? "";

  /** Runs lines as a shell does, beside which the emulator goes on answering. */
  async function bash(script: string, password = "", input = "") {
    const { caFile } = azure.emulator;
    const env = { PATH: process.env.PATH, CURL_CA_BUNDLE: caFile, password };
    const child = spawn("bash", ["--norc", "-e", "-o", "pipefail", "-c", script], { env });
    // A script may end without having read it.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const [output, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: child.exitCode, output, errors };
  }

  for (const [id, repository] of [
    ["contoso", "app/api"],
    ["fabrikam", "base/node"],
  ] as const) {
    it(`get ${id} an access token for ${repository}, and a manifest with it`, async function () {
      if (spawnSync("jq", ["--version"]).status !== 0) {
        process.stderr.write("jq is not installed; the lines with curl were not run\n");
        this.skip();
      }
      const script = await blockWith(id, "curl");
      const { code, output, errors } = await bash(script, passwords[id]);
      expect({ code, errors }).to.deep.equal({ code: 0, errors: "" });
      expect(JSON.parse(output).mediaType).to.equal("application/vnd.oci.image.index.v1+json");
      const pulled = azure.emulator.journal.entries().at(-1);
      expect([pulled?.operation, pulled?.status, pulled?.path]).to.deep.equal([
        "Manifests_Get",
        200,
        `/v2/${repository}/manifests/latest`,
      ]);
      const refused = await bash(script, "wrong");
      expect(refused.code).to.not.equal(0);
      expect(refused.errors).to.include("401");
    });
  }

  it("take the password that is typed", async () => {
    const line = await blockWith("fabrikam", "read");
    const { output } = await bash(`${line}\nprintf '%s' "$password"`, "", "typed/pass+word=\n");
    expect(output).to.equal("typed/pass+word=");
  });

  it("hand docker the password on its standard input alone", async () => {
    const [login = ""] = (await blockWith("contoso", "docker")).split("\n");
    const docker = 'docker() { echo "$@"; cat; }';
    const { output } = await bash(`${docker}\n${login}`, "pass/word");
    expect(output).to.equal(
      `login ${azure.loginServer} --username contoso-pull --password-stdin\npass/word`,
    );
  });

  it("make a pull secret", async function () {
    if (spawnSync("kubectl", ["version", "--client"]).status !== 0) {
      process.stderr.write("kubectl is not installed; what it makes was not looked at\n");
      this.skip();
    }
    const line = await blockWith("contoso", "kubectl create");
    const shown = line.replace("| kubectl apply --filename -", "");
    const { code, output, errors } = await bash(shown, passwords.contoso);
    expect({ code, errors }).to.deep.equal({ code: 0, errors: "" });
    const secret = parse(output);
    expect([
      secret.kind,
      secret.metadata.name,
      secret.metadata.namespace,
      secret.type,
    ]).to.deep.equal(["Secret", "vendor-registry", "shop", "kubernetes.io/dockerconfigjson"]);
    const config = Buffer.from(secret.data[".dockerconfigjson"], "base64").toString();
    const { username, password } = JSON.parse(config).auths[azure.loginServer];
    expect([username, password]).to.deep.equal(["contoso-pull", passwords.contoso]);
  });

  it("patch the service account with JSON", async () => {
    const line = await blockWith("contoso", "kubectl patch");
    const [, patch = ""] = /--patch '(.*)'$/.exec(line) ?? [];
    expect(JSON.parse(patch)).to.deep.equal({ imagePullSecrets: [{ name: "vendor-registry" }] });
  });

  it("describe to the External Secrets Operator the customer's own secret", async () => {
    const [manifests = ""] = await blocks("contoso", "yaml");
    const documents = parseAllDocuments(manifests, { strict: true });
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).to.deep.equal([]);
    const [account, store, external] = documents.map((each) => each.toJS());
    expect([account, store, external].map(({ kind }) => kind)).to.deep.equal([
      "ServiceAccount",
      "SecretStore",
      "ExternalSecret",
    ]);
    const { azurekv } = store.spec.provider;
    expect(azurekv).to.deep.equal({
      authType: "WorkloadIdentity",
      tenantId: azure.emulator.tenantId,
      vaultUrl: azure.vaultUrl,
      serviceAccountRef: { name: account.metadata.name },
    });
    expect(external.spec.secretStoreRef).to.deep.equal({
      kind: "SecretStore",
      name: store.metadata.name,
    });
    expect(external.spec.data).to.deep.equal([
      { secretKey: "password", remoteRef: { key: "contoso-registry-x7k2pd4q" } },
    ]);
    const { template } = external.spec.target;
    const config = template.data[".dockerconfigjson"].replace("{{ .password }}", "p");
    expect(JSON.parse(config)).to.deep.equal({
      auths: { [azure.loginServer]: { username: "contoso-pull", password: "p" } },
    });
  });
});
