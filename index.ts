// Declares registry access for every customer in customers.yaml.

import { CustomerAccess } from "./components/customerAccess";
import { readConfig } from "./config";

// A plain export, because Pulumi runs a program's exported function only in this form.
module.exports = async function declareAccess(env?: NodeJS.ProcessEnv) {
  const access = new CustomerAccess("access", readConfig(env));
  return { revision: access.revision, secrets: access.secrets };
};
