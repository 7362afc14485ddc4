// One defect that somebody makes by hand in Azure, and what `npm run drift` finds of it.

import type { EmulatedAzure } from "../../../emulator/useEmulator";

/** What a defect is made with. */
export interface ByHand {
  /** Plain requests to Resource Manager, the vault and the registry. */
  readonly azure: EmulatedAzure;
  /** The name of a customer's secret. */
  secretName(customer: string): string;
  advanceDays(days: number): void;
  /** Writes the file; nothing is applied. */
  write(customersYaml: string): Promise<void>;
}

/** A row of the table. */
export interface DriftCase {
  /** What somebody did. */
  readonly name: string;
  make(by: ByHand): Promise<unknown>;
  /** @default - none */
  readonly options?: { readonly login?: boolean; readonly unused?: boolean };
  /** All that is found, the worst first: `kind | customer | subject: message`. */
  readonly found: readonly string[];
}

/** Who pulls what in the table: one of each kind. */
export const CUSTOMERS = `customers:
  contoso:
    repositories: [app/api, app/web]
    readers: [66666666-6666-4666-8666-666666666666]
  fabrikam: { repositories: [base/*], actions: [content/read, metadata/read] }
  adventure: { repositories: [app/web], state: suspended }
  byhand: { repositories: [tools/cli], credential: { rotation: manual } }
`;

/** A change of a token, as `az acr token update` makes it. */
export const changeToken = ({ azure }: ByHand, token: string, properties: object) =>
  azure.arm("PATCH", `tokens/${token}`, { properties });

/** A scope map's new actions, as `az acr scope-map update` makes them. */
export const changeActions = ({ azure }: ByHand, scopeMap: string, actions: readonly string[]) =>
  azure.arm("PATCH", `scopeMaps/${scopeMap}`, { properties: { actions } });

/** A scope map and a token with one password, as by the portal. */
export const makeToken = ({ azure }: ByHand, name: string, actions: readonly string[]) =>
  azure.givenToken(name, actions);

/** A token with a scope map that is there already, and one password. */
export async function makeTokenOn({ azure }: ByHand, name: string, scopeMap: string) {
  await azure.arm("PUT", `tokens/${name}`, {
    properties: { scopeMapId: `${azure.registryId}/scopeMaps/${scopeMap}`, status: "enabled" },
  });
  await azure.givenPassword(name, "password1");
}
