// Every defect that verify reports: made by hand on the emulator, with the lines that it is found by.

import type { registryByHand } from "../../helpers/byHand/registryByHand";
import type { vaultByHand } from "../../helpers/byHand/vaultByHand";

/** Who makes defects, and with what. */
export interface ByHand {
  registry: ReturnType<typeof registryByHand>;
  vault: ReturnType<typeof vaultByHand>;
  /** The name of a customer's secret. */
  secretName(customerId: string): string;
  /** Days go by. */
  advanceDays(days: number): void;
  /** Writes the customers file, without a run. */
  write(changed: Readonly<Record<string, string | null>>): Promise<void>;
  /** The day (UTC) of today, and days after it. */
  day(after?: number): string;
}

/** A defect. */
export interface Defect {
  name: string;
  /** Who is verified. @default - contoso */
  customer?: string;
  make(by: ByHand): Promise<unknown>;
  /** The lines, without the indentation, `TODAY` standing for the day of the tests. */
  lines: readonly string[];
}

const REFUSED = "contoso: the registry refuses the password";

export const DEFECTS: readonly Defect[] = [
  {
    name: "a token that is disabled",
    make: ({ registry }) => registry.updateToken("contoso-pull", { status: "disabled" }),
    lines: [`${REFUSED}: token contoso-pull is disabled; run \`pulumi up\`, which enables it`],
  },
  {
    name: "a token that was deleted",
    make: ({ registry }) => registry.deleteToken("contoso-pull"),
    lines: [
      `${REFUSED}: token contoso-pull is gone; run \`pulumi up --refresh\`, which creates it again with a new password`,
    ],
  },
  {
    name: "a password that was regenerated",
    make: ({ registry }) => registry.generate(registry.tokenId("contoso-pull"), "password1"),
    lines: [
      `${REFUSED}: password1 was regenerated outside Pulumi on TODAY TIME, and the vault has the one of TODAY TIME; run \`pulumi up\`, which issues a new one`,
    ],
  },
  {
    name: "a password that was removed",
    make: ({ registry }) => registry.keepPasswords("contoso-pull", []),
    lines: [
      `${REFUSED}: password1 was removed from token contoso-pull; run \`pulumi up\`, which issues a new one`,
    ],
  },
  {
    name: "a password that has ended",
    make: async ({ advanceDays }) => advanceDays(90),
    lines: [
      `${REFUSED}: password1 ended on IN90DAYS; run \`pulumi up\`, which issues the next one`,
    ],
  },
  {
    name: "another value in the secret",
    make: ({ vault, secretName }) => vault.set(secretName("contoso"), "hunter2"),
    lines: [
      `${REFUSED}: somebody else wrote version VERSION of secret contoso-registry-********; run \`pulumi up\`, which issues a new password`,
    ],
  },
  {
    name: "the same value in another version of the secret",
    make: async ({ vault, secretName }) => {
      const name = secretName("contoso");
      await vault.set(name, (await vault.value(name)) ?? "");
    },
    lines: [
      "contoso: secret contoso-registry-********: somebody else wrote version VERSION; the last update wrote VERSION; its tags do not say which password it holds; run `pulumi up`, which corrects it",
    ],
  },
  {
    name: "a secret that is disabled",
    make: ({ vault, secretName }) => vault.update(secretName("contoso"), { enabled: false }),
    lines: [
      "contoso: secret contoso-registry-******** is disabled: run `pulumi up`, which enables it",
    ],
  },
  {
    name: "a secret that was deleted",
    make: ({ vault, secretName }) => vault.delete(secretName("contoso")),
    lines: [
      "contoso: secret contoso-registry-******** was deleted: run `pulumi up`, which recovers it, or issues a new password if it was purged",
    ],
  },
  {
    name: "tags that name another stack, token and password, and another end",
    make: ({ vault, secretName, day }) =>
      vault.update(secretName("contoso"), {
        expiresOn: new Date(day(400)),
        tags: {
          CredentialId: "password1",
          IssuedAt: "2026-01-01T00:00:00.000Z",
          Generation: "1",
          Token: "vendorimages/fabrikam-pull",
          Owner: "other",
        },
      }),
    lines: [
      "contoso: secret contoso-registry-********: its tags name the token vendorimages/fabrikam-pull; its tags name the stack other, and this one is ********; its tags say password1 of 2026-01-01T00:00:00.000Z, and the token's is of INSTANT; it says that the password ends INSTANT, and it ends IN90DAYST00:00:00.000Z; run `pulumi up`, which corrects it",
    ],
  },
  {
    name: "an older password that was removed before its end",
    customer: "northwind",
    make: ({ registry }) => registry.keepPasswords("northwind-pull", ["password2"]),
    lines: [
      "northwind: password1 is promised until IN90DAYS, but the registry refuses the password: password1 was removed from token northwind-pull; run `pulumi up`, which issues a new one",
    ],
  },
  {
    name: "a suspended customer whose token is enabled",
    customer: "tailspin",
    make: ({ registry }) => registry.updateToken("tailspin-pull", { status: "enabled" }),
    lines: [
      "tailspin: token tailspin-pull is enabled, although the customer is suspended: run `pulumi up`, which disables it",
    ],
  },
  {
    name: "an offboarded customer whose secret can be read, and whose token is enabled",
    customer: "wingtip",
    make: async ({ registry, vault, secretName }) => {
      await registry.updateToken("wingtip-pull", { status: "enabled" });
      await vault.update(secretName("wingtip"), { enabled: true });
    },
    lines: [
      "wingtip: token wingtip-pull is enabled, although the customer is offboarded: run `pulumi up`, which disables it",
      "wingtip: secret wingtip-registry-******** can be read, although the customer is offboarded: run `pulumi up`, which disables it",
      "wingtip: a password logs in, although the customer is offboarded: run `pulumi up`, which disables the token",
    ],
  },
  {
    name: "a customer who is in the file alone",
    customer: "newcomer",
    make: ({ write }) => write({ newcomer: "repositories: [app/api]" }),
    lines: ["newcomer: no password was published yet: run `pulumi up`, which issues one"],
  },
  {
    name: "a customer who is in the stack alone",
    customer: "",
    make: ({ write }) => write({ wingtip: null }),
    lines: [
      "wingtip: is not in the file, and the stack still has it: run `pulumi up`, which removes it",
    ],
  },
];
