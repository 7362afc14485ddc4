// Data of the sync story: the vendor's file, and when what happens.

/** Whose copy it is. */
export const CUSTOMER = "contoso";

/** What they may pull, and what is announced. */
export const REPOSITORIES = ["app/api", "app/worker"] as const;

/** Where the vendor pushes in the story. */
export const REPOSITORY = REPOSITORIES[0];

/** What stands before the names of the copies. */
export const PREFIX = "vendor/";

/** The entry as its author writes it. */
export const ENTRY = "sync: {}";

/** The vendor's customers. @param reader object id of the customer's application at the vendor's */
export function customersFile(reader: string): string {
  return `customers:
  ${CUSTOMER}:
    displayName: Contoso Ltd
    repositories: [${REPOSITORIES.join(", ")}]
    actions: [content/read, metadata/read]
    readers: [${reader}]
    ${ENTRY}
`;
}

/** How long new rights have no effect here; up to ten minutes: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const RIGHTS_DELAY_SECONDS = 600;

/** How often the customer's second workflow looks for what was missed. */
export const CATCH_UP_HOURS = 6;
