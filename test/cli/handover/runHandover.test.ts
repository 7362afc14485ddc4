// npm run handover on the emulator: the whole page, whom it is not made for, and what is said beside it.

import { expect } from "chai";
import { useHandover } from "./useHandover";

const PAGE = `# Container images from vendorimages.azurecr.io for Contoso Ltd

Made on 2026-03-01. All days are UTC.

| | |
|---|---|
| registry | \`vendorimages.azurecr.io\` |
| user name | \`contoso-pull\` (upper and lower case count) |
| repositories | \`app/api\`; \`app/web\`; all below \`base/\`, also those that are added later |
| password | the secret \`contoso-registry-x7k2pd4q\` in the Key Vault \`vendor-access\` |

With it you can pull your repositories, and nothing else: no push, no other customer's images, no list of the registry's repositories.

## The password

Your identity reads it from the vault, which is in the vendor's tenant:

\`\`\`sh
az login --tenant 22222222-2222-4222-8222-222222222222 --allow-no-subscriptions
password=$(az keyvault secret show --vault-name vendor-access --name contoso-registry-x7k2pd4q --query value --output tsv)
\`\`\`

Always ask for the latest version. A version that you name yourself becomes old.

## When the password changes

- The newest password is \`password1\` of 2026-03-01. It works until 2026-05-29: the registry refuses it from 2026-05-30 on.
- The next password will be there on 2026-04-30, and both work then. **What you must do: fetch the new password between 2026-04-30 and 2026-05-29.** The easiest way is to fetch the latest version with each deployment, or each week, and never think about dates.
- After a leak your vendor can end a password at once. Then fetch the new one: it is in the vault before the old one is refused.

## Log in with Docker

\`\`\`sh
printf '%s' "$password" | docker login vendorimages.azurecr.io --username contoso-pull --password-stdin
docker pull vendorimages.azurecr.io/app/api:latest
\`\`\`

\`--password-stdin\` keeps the password out of the shell's history and out of the list of processes. The commands \`podman login\`, \`helm registry login\` and \`skopeo login\` have the same option.

## Without Docker: an access token and a manifest with curl

\`\`\`sh
access=$(printf 'user = "%s:%s"' contoso-pull "$password" \\
  | curl --fail --silent --show-error --config - "https://vendorimages.azurecr.io/oauth2/token?service=vendorimages.azurecr.io&scope=repository:app/api:pull" \\
  | jq --raw-output .access_token)
curl --fail --silent --show-error --header "Authorization: Bearer $access" \\
  --header "Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json" \\
  https://vendorimages.azurecr.io/v2/app/api/manifests/latest
\`\`\`

\`--config -\` keeps the password out of the list of processes. The access token is good for the one repository, and for about an hour: its claim \`exp\` says until when.

## Kubernetes: a pull secret

\`shop\` stands for your namespace. While \`kubectl create\` runs, the password is in the list of processes, so use your own machine. The same line creates the secret and renews it later.

\`\`\`sh
kubectl create secret docker-registry vendor-registry --namespace shop --docker-server=vendorimages.azurecr.io --docker-username=contoso-pull --docker-password="$password" --dry-run=client --output yaml | kubectl apply --filename -
\`\`\`

A pod names the secret, or the service account names it for all of its pods:

\`\`\`sh
kubectl patch serviceaccount default --namespace shop --patch '{"imagePullSecrets": [{"name": "vendor-registry"}]}'
\`\`\`

Kubernetes reads the secret when it pulls an image. Running pods keep running, even if the password expires.

## Kubernetes: External Secrets

The External Secrets Operator fetches the password by itself, so that rotation asks nothing of you. The service account is trusted by your identity that reads the secret. \`shop\` stands for your namespace.

\`\`\`yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: vendor-registry
  namespace: shop
  annotations:
    azure.workload.identity/client-id: <client id of the identity>
`
  .replaceAll("&lt;", "<")
  .replaceAll("&gt;", ">");

const END = `## When something is refused

The registry answers 401 in many cases: a password that has ended, a user name in another case, a repository that is not among yours. Take the latest password and compare the names above first. When you ask your vendor, give the time (UTC), the user name and the \`CorrelationId\` of the answer. Never send the password.`;

describe("npm run handover", () => {
  const { azure, notes, printed, handover, failure } = useHandover();

  it("prints the page of a customer whose identity reads the password", async () => {
    const { exitCode, text } = await printed();
    expect(exitCode).to.equal(0);
    expect(text.slice(0, PAGE.length)).to.equal(PAGE);
    expect(text.slice(-END.length)).to.equal(END);
    expect(notes).to.deep.equal([]);
  });

  it("prints that of a customer to whom the password is sent, who can do nothing with External Secrets", async () => {
    const { text } = await printed({ id: "fabrikam" });
    expect(text).to.include(
      "| repositories | all below `base/`, also those that are added later |",
    );
    expect(text).to.include("You can also list the tags of what you may pull.");
    expect(text).to.include("docker pull vendorimages.azurecr.io/base/node:latest");
    expect(text).to.not.include("External Secrets");
    const [, password = ""] = text.split("## The password\n\n");
    expect(password.split("\n\n## ")[0]).to.equal(
      `Your vendor sends it to you. Type this line alone. It waits for the password, which you paste, and does not show it.

\`\`\`sh
read -rs password
\`\`\`

To fetch it yourself, tell your vendor which identity may read it: the vault is in the vendor's tenant of Entra.`,
    );
  });

  it("says of a customer of all repositories what is true of them", async () => {
    const { text } = await printed({ id: "northwind" });
    expect(text).to.include("| repositories | all repositories, also those that are added later |");
    expect(text).to.include("With it you can pull every repository. You cannot push.");
    expect(text).to.not.include("no other customer's images");
  });

  it("refuses a customer whom neither stack nor file know, with the nearest id", async () => {
    expect(await failure({ id: "contos" })).to.deep.equal({
      message: 'stack dev has no customer "contos", and neither has its file',
      remedy: "did you mean contoso? `npm run credentials` lists all",
    });
    const { remedy } = await failure({ id: "nobody" });
    expect(remedy).to.match(/^its customers: contoso, .+; `npm run credentials` lists all$/);
  });

  it("says what was deployed where the file says something else, and notes it", async () => {
    const deployed = "customers:\n  contoso: { repositories: [app/api] }\n";
    const yaml = "customers:\n  contoso: { repositories: [app/api, app/worker] }\n";
    const { text } = await printed({ yaml, deployed });
    expect(text).to.include("| repositories | `app/api` |");
    expect(notes).to.deep.equal([
      "note: the file says something else of contoso than what was deployed; the page says what was deployed",
    ]);
  });

  it("notes what is wrong and does not lock the customer out", async () => {
    expect((await printed({ day: "2026-05-01" })).exitCode).to.equal(0);
    expect(notes).to.deep.equal([
      "note: contoso: the next password is due since 2026-04-30 (1 day): run `pulumi up`, and look at the nightly run",
    ]);
  });

  it("names an image that is there", async () => {
    const yaml = "customers:\n  contoso: { repositories: [app/none, app/web] }\n";
    const { text } = await printed({ yaml });
    expect(text).to.include("docker pull vendorimages.azurecr.io/app/web:latest");
    const nothing = await printed({ yaml: yaml.replace(", app/web", "") });
    expect(nothing.text).to.include("docker pull vendorimages.azurecr.io/<repository>:<tag>");
    expect(notes).to.deep.equal([]);
  });

  it("leaves the image open where no tag can be listed, and notes why", async () => {
    azure.emulator.faults.add({
      operation: "AccessTokens_Post",
      times: Number.POSITIVE_INFINITY,
      status: 403,
      code: "DENIED",
      message: "client with IP '10.0.0.1' is not allowed access.",
    });
    const { exitCode, text } = await printed();
    azure.emulator.faults.clear();
    expect(exitCode).to.equal(0);
    expect(text).to.include("docker pull vendorimages.azurecr.io/<repository>:<tag>");
    expect(notes.join("\n")).to.match(/^note: no image is named as an example: .+ 403/);
  });

  it("makes no page for a token that others have disabled since the last run", async () => {
    const token = "tokens/litware-pull";
    const change = (status: string) => azure.arm("PATCH", token, { properties: { status } });
    await change("disabled");
    try {
      expect(await printed({ id: "litware" })).to.deep.equal({
        exitCode: 1,
        text: "litware: token litware-pull is disabled: run `pulumi up`, which enables it\nnothing to hand over",
      });
    } finally {
      await change("enabled");
    }
  });

  it("asks Azure for the token, the registry, the vault and one tag alone", async () => {
    azure.emulator.journal.clear();
    await handover();
    const asked = azure.emulator.journal.entries().map(({ operation }) => operation);
    expect(
      asked.filter((operation) => !/^(Entra|Metadata)_/.test(operation ?? "")),
    ).to.have.members([
      "Tokens_Get",
      "Registries_Get",
      "Vaults_Get",
      "RefreshTokens_Post",
      "AccessTokens_Post",
      "Tags_ListAttributes",
    ]);
  });
});
