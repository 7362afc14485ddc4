// The content of a customer's page: the registry, the user name, the repositories, where the password is, and until when it works.
import type { CustomerReport } from "../credentials/customerReport";

/** Everything that a page for a customer says; a password is no part of it. */
export interface Handover extends Places {
  readonly customerId: string;
  /** The name for people, as the file has it. */
  readonly displayName?: string;
  /** Repositories such as `app/api`, prefixes such as `base/*`, or `*`. */
  readonly repositories: readonly string[];
  readonly mayListTags: boolean;
  /** May an identity of the customer read the secret? Otherwise the vendor sends the password. */
  readonly hasReaders: boolean;
  /** The day on which the page is made (UTC). */
  readonly today: string;
  readonly accessUntil: CustomerReport["accessUntil"];
  readonly rotation: CustomerReport["rotation"];
  readonly rotatesOn: CustomerReport["rotatesOn"];
  readonly current: NonNullable<CustomerReport["current"]>;
  readonly previous: CustomerReport["previous"];
}

/** What the lines for a shell and the manifests name. */
export interface Places {
  /** Host and port of the registry: `vendorimages.azurecr.io`. */
  readonly loginServer: string;
  readonly username: string;
  readonly vaultName: string;
  /** Without a slash at the end: `https://vendor-access.vault.azure.net`. */
  readonly vaultUrl: string;
  /** The vault's tenant in Entra. */
  readonly tenantId: string;
  readonly secretName: string;
  /** One that the customer may pull, with a tag. */
  readonly image: { readonly repository: string; readonly tag: string };
}
