// The baseline of the preview benchmark: the same resources in a simple program.
import { ScopeMap, Token } from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { RandomString } from "@pulumi/random";
import { TokenSecret } from "../components/tokenSecret";

/** Where the registry and the vault are, and who gets access. */
export interface BareProgramArgs {
  readonly resourceGroupName: string;
  readonly registryName: string;
  /** ARM id. */
  readonly vaultId: string;
  readonly customers: readonly { readonly id: string; readonly repositories: readonly string[] }[];
}

/** Declares a scope map, a token and a secret for each customer, and passes outputs along. */
export function bareProgram({ customers, ...place }: BareProgramArgs): PulumiFn {
  return async () => {
    const { result: owner } = new RandomString("suffix", {
      length: 8,
      special: false,
      upper: false,
    });
    return {
      secrets: Object.fromEntries(
        customers.map(({ id, repositories }) => [
          id,
          new BareCustomer(id, { ...place, owner, repositories }).secretName,
        ]),
      ),
    };
  };
}

interface BareCustomerArgs extends Omit<BareProgramArgs, "customers"> {
  readonly repositories: readonly string[];
  readonly owner: pulumi.Output<string>;
}

class BareCustomer extends pulumi.ComponentResource {
  readonly username: pulumi.Output<string>;
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: BareCustomerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bare:index:Customer", name, {}, opts);
    const { resourceGroupName, registryName, repositories } = args;
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
    this.secretName = pulumi.interpolate`${name}-registry-${args.owner}`;
    const secret = new TokenSecret(
      `${name}-secret`,
      {
        tokenId: token.id,
        scopeMapId: scopeMap.id,
        vaultId: args.vaultId,
        secretName: this.secretName,
        owner: args.owner,
        stack: "bare",
        lifetimeDays: 90,
        rotateBeforeDays: 30,
      },
      child,
    );

    this.username = secret.username;
    this.registerOutputs({
      username: this.username,
      tokenId: token.id,
      repositories,
      secretId: secret.secretId,
      currentSlot: secret.currentSlot,
      issuedAt: secret.issuedAt,
      expiresAt: secret.expiresAt,
      rotateOn: secret.rotateOn,
    });
  }
}
