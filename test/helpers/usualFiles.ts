// The files that most tests of the engine begin with; what they deploy is shared, see deployment.ts.

/** Customers of the usual file. */
export const USUAL_CUSTOMERS = ["contoso", "fabrikam", "northwind"] as const;

/** One customer. */
export const ONE_CUSTOMER = "customers:\n  contoso: { repositories: [app/api] }\n";

/** Three customers, who may all pull the same. */
export const THREE_CUSTOMERS = `customers:\n${USUAL_CUSTOMERS.map((id) => `  ${id}: { repositories: [app/api] }\n`).join("")}`;
