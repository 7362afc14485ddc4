// What azure-native, and the guard before it, say of what is there already or may not be touched.
import { refuseUpdate } from "../../components/tokenGuard";
import { type Azure, failure as refused, SCOPE_MAP } from "../emulator/plugins/azure";

/** Provokes each of its messages. */
export async function azureNativeMessages(azureNative: Azure): Promise<string[]> {
  const { plugin, emulator, registryId } = azureNative;
  const inputs = {
    resourceGroupName: "registry-access",
    registryName: "vendorimages",
    scopeMapName: "contoso-pull",
    actions: ["repositories/app/api/content/read"],
  };
  const news = { ...inputs, description: "rights of contoso" };
  const forbidden = { status: 403, code: "AuthorizationFailed" };
  const { id } = await plugin.create(SCOPE_MAP, inputs);
  const exists = await refused(plugin.create(SCOPE_MAP, inputs));
  emulator.faults.add({ method: "GET", ...forbidden });
  const unseen = await refused(plugin.create(SCOPE_MAP, inputs));
  emulator.faults.add({ method: "PUT", ...forbidden });
  const notAllowed = await refused(plugin.update(SCOPE_MAP, id, { olds: {}, news }));
  const token = { id: `${registryId}/tokens/contoso-pull` };
  const guarded = await Promise.resolve(token)
    .then(refuseUpdate)
    .catch((error: Error) => error);
  return [exists, unseen, notAllowed, guarded].map(
    // Over several lines where azcore writes it.
    ({ message }) => message.replaceAll(/\s+/g, " "),
  );
}
