// Declares registry access for every customer in customers.yaml.

import { registerTakeoverGuard } from "./components/absence";
import { CustomerAccess } from "./components/customerAccess";
import { registerTokenGuard } from "./components/tokenGuard";
import { readConfig } from "./config";

// A plain export, because Pulumi runs a program's exported function only in this form.
module.exports = async function declareAccess(env?: NodeJS.ProcessEnv) {
  const config = readConfig(env);
  const tokenGuard = await registerTokenGuard();
  const takeoverGuard = await registerTakeoverGuard();
  const access = new CustomerAccess("access", {
    ...config,
    ...(tokenGuard === undefined ? {} : { tokenGuard }),
    ...(takeoverGuard === undefined ? {} : { takeoverGuard }),
  });
  return { revision: access.revision, secrets: access.secrets };
};
