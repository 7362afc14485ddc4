// A run that was killed on a token that it had adopted: whose is each of its two passwords?

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import { openManagedSecrets } from "../../azure/vault/managedSecrets";
import { lostPasswords } from "../../cli/recover/lostPasswords";
import { describeRemedy } from "../../cli/recover/remedy";
import { type Mark, tagsOf } from "../../passwords/marks";
import { useEmulator } from "../emulator/useEmulator";

const SECRET = "contoso-registry-x7k2pd4q";
const URN = "urn:pulumi:dev::customer-access::customer-access:index:Customer";

describe("a token that was adopted, and that has two passwords", () => {
  const azure = useEmulator();
  let cloud: Cloud;
  /** When each password was made: the first by hand, the second in the run that was killed, or by hand too. */
  let first: string;
  let second: string;

  before(async () => {
    const { emulator } = azure;
    cloud = await connectCloud(emulator.environment, { ca: emulator.ca });
    await azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]);
    emulator.clock.advanceDays(1);
    await azure.givenPassword("contoso-pull", "password2");
    const token = await openRegistryTokens(cloud).get(tokenId());
    [first = "", second = ""] = (token?.passwords ?? []).map(({ createdAt }) => createdAt);
  });

  const tokenId = () => `${azure.registryId}/tokens/contoso-pull`;
  const vaultId = () =>
    azure.registryId.replace(
      "Microsoft.ContainerRegistry/registries/vendorimages",
      "Microsoft.KeyVault/vaults/vendor-access",
    );
  const minutes = (instant: string, count: number) =>
    new Date(Date.parse(instant) + count * 60_000).toISOString();

  /** What is done when the token came into the state at one time, and the state was last written at another. */
  const remedy = (created: string, written: string | undefined) => {
    const type = "azure-native:containerregistry:Token";
    const token = { urn: `${URN}$${type}::contoso-token`, type, id: tokenId(), created };
    const secret = {
      urn: `${URN}$acr-credentials:index:TokenSecret::contoso-secret`,
      type: "acr-credentials:index:TokenSecret",
      inputs: {
        tokenId: tokenId(),
        vaultId: vaultId(),
        secretName: SECRET,
        adoptsToken: true,
      },
    };
    return lostPasswords(
      { type: "creating", resource: secret },
      {
        resources: [{ ...token, importID: tokenId() }],
        ...(written === undefined ? {} : { manifest: { time: written } }),
      },
      cloud,
    );
  };

  const unclear = [
    { name: "was made long after", created: () => minutes(second, -16), written: () => second },
    {
      name: "may be of a later run",
      created: () => minutes(second, -1),
      written: () => minutes(second, 15),
    },
    { name: "has no time to compare with", created: () => second, written: () => undefined },
    { name: "is one of two", created: () => minutes(first, -1), written: () => first },
  ];
  for (const { name, created, written } of unclear) {
    it(`asks about one that ${name}`, async () => {
      const asked = await remedy(created(), written());
      expect([asked.kind, describeRemedy(asked)]).to.deep.equal([
        "ask",
        `contoso-secret: the token was there before and has password1 of ${first} and password2 of ${second}; one may be of the run that was killed: remove the one that nobody uses with \`az acr token credential delete --registry vendorimages --name contoso-pull --password1\` (or \`--password2\`)`,
      ]);
    });
  }

  it("removes the one that the run made which took the token over", async () => {
    const found = await remedy(minutes(second, -1), minutes(second, 1));
    expect(found).to.include({ kind: "remove passwords", tokenId: tokenId() });
    expect(found).to.deep.include({ slots: ["password2"], keep: ["password1"] });
  });

  it("leaves both when both came with the token, for the next run to refuse", async () => {
    const found = await remedy(minutes(second, 1), minutes(second, 1));
    expect([found.kind, describeRemedy(found)]).to.deep.equal([
      "forget",
      "contoso-secret: password1 and password2 came with the token and stay; the next run says how to make room for another",
    ]);
  });

  describe("of which the vault hands out one", () => {
    const published = (change: Partial<Mark>) =>
      openManagedSecrets(cloud).put(`${vaultId()}/secrets/${SECRET}`, {
        value: "generated",
        enabled: true,
        tags: tagsOf(
          {
            slot: "password2",
            createdAt: second,
            generation: 1,
            token: "vendorimages/contoso-pull",
            owner: "x7k2pd4q",
            ...change,
          },
          "customer-access/dev",
        ),
      });

    for (const owner of ["x7k2pd4q", "k3m9qw2z"]) {
      it(`keeps what stands there by a mark of ${owner}`, async () => {
        await published({ owner });
        const found = await remedy(minutes(second, -1), minutes(second, 1));
        expect([found.kind, describeRemedy(found)]).to.deep.equal([
          "forget",
          "contoso-secret: password2 is in the vault; the next run continues from there",
        ]);
      });
    }

    const others: [string, Partial<Mark>][] = [
      ["another password", { createdAt: "2026-01-01T00:00:00Z" }],
      ["another token", { token: "vendorimages/fabrikam-pull" }],
    ];
    for (const [what, change] of others) {
      it(`removes the lost one where the tags are of ${what}`, async () => {
        await published(change);
        const found = await remedy(minutes(second, -1), minutes(second, 1));
        expect(found).to.deep.include({ kind: "remove passwords", slots: ["password2"] });
      });
    }
  });
});
