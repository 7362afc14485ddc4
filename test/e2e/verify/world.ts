// The stack on which verify is tried: customers of every kind, one with two passwords, one suspended, one offboarded.

import { expect } from "chai";
import { type Deployment, openDeployed } from "../../helpers/deployment";

const CUSTOMERS: Readonly<Record<string, string>> = {
  contoso: "repositories: [app/api, app/web]",
  fabrikam: "repositories: [base/*, tools/cli]",
  northwind: "repositories: [app/api, app/worker], actions: [content/read, metadata/read]",
  everything:
    "repositories: ['*'], allowAllRepositories: true, actions: [content/read, metadata/read]",
  nothing: "repositories: [app/later, later/*]",
  alpine: "repositories: [app/api]",
  tailspin: "repositories: [ml/inference]",
  wingtip: "repositories: [docs/site]",
};

const DEPLOYED: Readonly<Record<string, string>> = {
  ...CUSTOMERS,
  northwind: `${CUSTOMERS.northwind}, credential: { generation: 2 }`,
  tailspin: `${CUSTOMERS.tailspin}, state: suspended`,
  wingtip: `${CUSTOMERS.wingtip}, state: offboarded`,
};

/** The file that is deployed in the end, with other entries for some; null leaves one out. */
export function deployedFile(changed: Readonly<Record<string, string | null>> = {}): string {
  return fileOf({ ...DEPLOYED, ...changed });
}

function fileOf(customers: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(customers).filter(([, entry]) => entry !== null);
  return `customers:\n${entries.map(([id, entry]) => `  ${id}: { ${entry} }\n`).join("")}`;
}

/** Everybody logs in first; then one gets a second password, one is suspended, one offboarded. */
export async function openVerified(): Promise<Deployment> {
  const deployment = await openDeployed(fileOf(CUSTOMERS));
  await deployment.write(deployedFile());
  const { failed, output } = await deployment.up();
  expect(failed, output).to.equal(false);
  return deployment;
}
