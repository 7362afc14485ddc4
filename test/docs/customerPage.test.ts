// docs/customer.md: what it says that a customer sees is what the registry and the vault answer.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { externalSecretManifests } from "../../cli/handover/externalSecret";
import { SHARED_WORDS } from "../../cli/handover/sharedWords";
import {
  curlLines,
  fetchLines,
  loginLines,
  pullSecretLine,
  SERVICE_ACCOUNT_LINE,
  TYPE_LINE,
} from "../../cli/handover/shellLines";
import type { Received } from "../emulator/exchange";
import { useEmulator } from "../emulator/useEmulator";

const PAGE = readFileSync(join(__dirname, "../../docs/customer.md"), "utf8");

/** The registry's firewall, which the emulator does not have: https://github.com/Azure/acr/issues/633 */
const REPORTED = "client with IP … is not allowed access";

describe("docs/customer.md", () => {
  const azure = useEmulator({ now: "2026-03-01T12:00:00Z" });
  const seen: string[] = [];

  before(async () => {
    const rights = ["repositories/app/api/content/read"];
    const password = await azure.givenToken("contoso-pull", rights);
    const access = async (scope: string) => {
      const { body } = await azure.login("contoso-pull", password, scope);
      return (body as { access_token: string }).access_token;
    };
    const pull = async (repository: string, tag: string) =>
      azure.registry(
        "GET",
        `/v2/${repository}/manifests/${tag}`,
        await access(`repository:${repository}:pull`),
      );
    await azure.vault("PUT", "/secrets/contoso", { value: "none", attributes: { enabled: false } });
    const answers = [
      await azure.login("contoso-pull", "wrong"),
      await pull("app/web", "latest"),
      await pull("app/nowhere", "latest"),
      await pull("app/api", "9.9"),
      await azure.vault("GET", "/secrets/contoso"),
      await azure.send(`${azure.vaultUrl}/secrets/contoso?api-version=7.6`, {
        method: "GET",
        headers: {
          authorization: `Bearer ${await azure.newAccessToken("https://vault.azure.net", "contoso-deployment")}`,
        },
      }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 401, 401, 404, 403, 403]);
    seen.push(...answers.flatMap(asShown));
  });

  const rows = PAGE.slice(PAGE.indexOf("## A 401")).matchAll(/^\| (.+?) \|/gm);
  const quoted = [...rows].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+ [^`]+)`/g)].map(([, words = ""]) => words),
  );
  for (const words of new Set(quoted.filter((each) => !/^(docker login|401 )/.test(each)))) {
    if (words === REPORTED) continue;
    it(`quotes what is answered: ${words}`, () => {
      expect(seen.filter((each) => each.includes(words))).to.not.deep.equal([]);
    });
  }

  it("quotes what was reported of the firewall", () => {
    expect(quoted).to.include(REPORTED);
    expect(quoted).to.have.lengthOf.at.least(6);
  });

  it("shows the lines and manifests that npm run handover writes", () => {
    const example = {
      loginServer: "vendorimages.azurecr.io",
      username: "contoso-pull",
      vaultName: "vendor-access",
      vaultUrl: "https://vendor-access.vault.azure.net",
      tenantId: "<the vendor's tenant>",
      secretName: "contoso-registry-x7k2pd4q",
      image: { repository: "app/api", tag: "1.1.0" },
    };
    const written = [
      fetchLines(example),
      TYPE_LINE,
      loginLines(example),
      curlLines(example),
      pullSecretLine(example),
      SERVICE_ACCOUNT_LINE,
      externalSecretManifests(example),
    ];
    const shown = [...PAGE.matchAll(/^```(?:sh|yaml)\n(.*?)\n```$/gms)].map(([, block]) => block);
    expect(shown.slice(0, written.length)).to.deep.equal(written);
  });

  for (const [about, sentence] of Object.entries(SHARED_WORDS)) {
    it(`has the sentence about ${about} that npm run handover writes`, () => {
      expect(PAGE.replace(/\s+/g, " ")).to.include(sentence);
    });
  }

  it("shows what Kubernetes takes: manifests that are YAML, and a pull secret that is JSON", () => {
    const [, block = ""] = /^```yaml\n(.*?)^```$/ms.exec(PAGE) ?? [];
    const [account, store, external] = parseAllDocuments(block).map((each) => each.toJS());
    const { template } = external.spec.target;
    const config = JSON.parse(template.data[".dockerconfigjson"].replace("{{ .password }}", "p"));
    expect(config).to.deep.equal({
      auths: { "vendorimages.azurecr.io": { username: "contoso-pull", password: "p" } },
    });
    expect(store.spec.provider.azurekv.serviceAccountRef.name).to.equal(account.metadata.name);
    expect(external.spec.secretStoreRef.name).to.equal(store.metadata.name);
  });
});

/** An answer's errors as clients print them: `unauthorized: authentication required`. */
function asShown({ body, headers }: Received): string[] {
  const { errors = [], error } = body as { errors?: Shown[]; error?: Shown };
  const challenge = String(headers["www-authenticate"]);
  return [
    ...[...errors, ...(error === undefined ? [] : [error])].map(
      ({ code, message }) => `${code.toLowerCase().replaceAll("_", " ")}: ${message}`,
    ),
    // Docker's own words: https://github.com/distribution/distribution/blob/v2.8.3/registry/client/errors.go
    ...(challenge.includes('error="insufficient_scope"')
      ? ["denied: requested access to the resource is denied"]
      : []),
  ];
}

interface Shown {
  code: string;
  message: string;
}
