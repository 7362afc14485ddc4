// What azure-native, and the guard before it, say of secrets that are there, are not there, or may not be touched.
import { refuseUpdate } from "../../components/tokenGuard";
import type { Fault } from "../../emulator/faults";
import { type Azure, failure as refused, SECRET } from "../emulator/plugins/azure";

/** Provokes each of its messages. */
export async function azureNativeMessages(azureNative: Azure): Promise<string[]> {
  const { plugin, emulator } = azureNative;
  const inputs = {
    resourceGroupName: "registry-access",
    vaultName: "vendor-access",
    secretName: "contoso-registry-x7k2pd",
    properties: { value: "not-a-password" },
  };
  const news = { ...inputs, tags: { CredentialId: "password2" } };
  const forbidden = { status: 403, code: "AuthorizationFailed" };
  const { id } = await plugin.create(SECRET, inputs);
  const exists = await refused(plugin.create(SECRET, inputs));
  emulator.faults.add({ method: "GET", ...forbidden });
  const unseen = await refused(plugin.create(SECRET, inputs));
  emulator.faults.add({ method: "PUT", ...forbidden });
  const notAllowed = await refused(plugin.update(SECRET, id, { olds: {}, news }));
  await plugin.delete(SECRET, id, inputs);
  const gone = await refused(plugin.read(SECRET, id, { inputs }));
  const deleted = await refused(plugin.update(SECRET, id, { olds: {}, news }));
  emulator.faults.add({ path: "/recover", status: 403, code: "Forbidden" });
  const unrecovered = await refused(plugin.create(SECRET, inputs));
  const conflict: Fault = {
    method: "PUT",
    status: 409,
    code: "ConflictError",
    times: Number.POSITIVE_INFINITY,
  };
  emulator.faults.add(conflict);
  const busy = await refused(plugin.create(SECRET, { ...inputs, secretName: "contoso" }));
  const token = { id: `${azureNative.registryId}/tokens/contoso-pull` };
  const guarded = await Promise.resolve(token)
    .then(refuseUpdate)
    .catch((error: Error) => error);
  return [exists, unseen, notAllowed, gone, deleted, unrecovered, busy, guarded].map(
    // Over several lines where azcore writes it.
    ({ message }) => message.replaceAll(/\s+/g, " "),
  );
}
