// Declares registry access for every customer in customers.yaml.

import { registerAdoptionGuard } from "./components/adoptionProblems";
import { CustomerAccess } from "./components/customerAccess";
import { registerTokenGuard } from "./components/tokenGuard";
import { readConfig } from "./config";

// A plain export, because Pulumi runs a program's exported function only in this form.
module.exports = async function declareAccess(env?: NodeJS.ProcessEnv) {
  const config = readConfig(env);
  const tokenGuard = await registerTokenGuard();
  const adoptionGuard = await registerAdoptionGuard();
  const access = new CustomerAccess("access", {
    ...config,
    ...(tokenGuard === undefined ? {} : { tokenGuard }),
    ...(adoptionGuard === undefined ? {} : { adoptionGuard }),
  });
  return { revision: access.revision, secrets: access.secrets };
};
