// The same resources as a program that was just written down: what the preview benchmark measures ours against.
import { ScopeMap, Token } from "@pulumi/azure-native/containerregistry";
import { Secret } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { RandomString } from "@pulumi/random";
import { TokenCredentials } from "../components/tokenCredentials";

/** Where the registry and the vault are, and who gets access. */
export interface BareProgramArgs {
  readonly resourceGroupName: string;
  readonly registryName: string;
  readonly vaultName: string;
  readonly customers: readonly { readonly id: string; readonly repositories: readonly string[] }[];
}

/** Declares a scope map, a token, its passwords and a secret for each customer, and passes outputs along. */
export function bareProgram({ customers, ...place }: BareProgramArgs): PulumiFn {
  return async () => ({
    secrets: Object.fromEntries(
      customers.map(({ id, repositories }) => [
        id,
        new BareCustomer(id, { ...place, repositories }).secretName,
      ]),
    ),
  });
}

interface BareCustomerArgs extends Omit<BareProgramArgs, "customers"> {
  readonly repositories: readonly string[];
}

class BareCustomer extends pulumi.ComponentResource {
  readonly username: pulumi.Output<string>;
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: BareCustomerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bare:index:Customer", name, {}, opts);
    const { resourceGroupName, registryName, vaultName, repositories } = args;
    const child = { parent: this };

    const scopeMap = new ScopeMap(
      `${name}-scope-map`,
      {
        resourceGroupName,
        registryName,
        scopeMapName: `${name}-pull`,
        actions: repositories.map((repository) => `repositories/${repository}/content/read`),
      },
      child,
    );
    const token = new Token(
      `${name}-token`,
      {
        resourceGroupName,
        registryName,
        tokenName: `${name}-pull`,
        scopeMapId: scopeMap.id,
        status: "enabled",
      },
      // Without it, an update would wipe the passwords.
      { ...child, ignoreChanges: ["credentials"] },
    );
    const credentials = new TokenCredentials(
      `${name}-credentials`,
      { tokenId: token.id, scopeMapId: scopeMap.id, lifetimeDays: 90, rotateBeforeDays: 30 },
      child,
    );
    const suffix = new RandomString(
      `${name}-suffix`,
      { length: 6, special: false, upper: false },
      child,
    );
    this.secretName = pulumi.interpolate`${name}-registry-${suffix.result}`;
    const secret = new Secret(
      `${name}-secret`,
      {
        resourceGroupName,
        vaultName,
        secretName: this.secretName,
        properties: {
          value: pulumi.secret(credentials.password),
          attributes: {
            enabled: true,
            expires: credentials.expiresAt.apply((end) => Date.parse(end ?? "") / 1000),
          },
        },
        tags: {
          CredentialId: credentials.currentSlot,
          ProviderAddress: token.id,
          ValidityPeriodDays: "90",
        },
      },
      child,
    );

    this.username = credentials.username;
    this.registerOutputs({
      username: this.username,
      tokenId: token.id,
      repositories,
      secretId: secret.id,
      currentSlot: credentials.currentSlot,
      issuedAt: credentials.issuedAt,
      expiresAt: credentials.expiresAt,
      rotateOn: credentials.rotateOn,
    });
  }
}
