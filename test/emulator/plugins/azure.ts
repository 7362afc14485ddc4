// The emulator with a stand-in for azure-native configured for it, and the operator's own hand on the same registry.
import { request } from "node:https";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/emulator";
import { Plugin, PluginError, type Properties } from "./plugin";

export const SCOPE_MAP = "azure-native:containerregistry:ScopeMap";
export const TOKEN = "azure-native:containerregistry:Token";
export const SECRET = "azure-native:keyvault:Secret";

export interface Azure {
  readonly emulator: Emulator;
  readonly plugin: Plugin;
  readonly registryId: string;
  readonly vaultId: string;
  /** Another plugin process for the same emulator. */
  startPlugin(): Promise<Plugin>;
  /** The requests since the journal was cleared, in short: `PUT tokens/contoso-pull 200`. */
  requests(): string[];
  /** A request to Resource Manager by somebody else. */
  outside(method: string, id: string, body?: Properties): Promise<Properties>;
  close(): Promise<void>;
}

export async function startAzure(): Promise<Azure> {
  const emulator = await startEmulator({ now: "2026-03-01T12:00:00Z" });
  const startPlugin = async () => {
    const plugin = await Plugin.start("azure-native", emulator.environment);
    await plugin.configure("azure-native");
    return plugin;
  };
  const plugin = await startPlugin();
  const group = `/subscriptions/${emulator.subscriptionId}/resourceGroups/registry-access/providers`;
  return {
    emulator,
    plugin,
    startPlugin,
    registryId: `${group}/Microsoft.ContainerRegistry/registries/vendorimages`,
    vaultId: `${group}/Microsoft.KeyVault/vaults/vendor-access`,
    requests: () => shortRequests(emulator),
    outside: (method, id, body) => outside(emulator, { method, id, body }),
    async close() {
      await plugin[Symbol.asyncDispose]();
      await emulator.close();
    },
  };
}

/** The error that a request to the plugin ends with. */
export async function failure(promise: Promise<unknown>): Promise<PluginError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(PluginError);
  return error as PluginError;
}

/** Asserts that what Azure makes up is there and in its form, and gives the rest for an exact comparison. */
export function withoutStamps(outputs: Properties): Properties {
  const { systemData, creationDate, ...rest } = outputs;
  expect(systemData).to.have.keys(
    ...["createdAt", "createdBy", "createdByType"],
    ...["lastModifiedAt", "lastModifiedBy", "lastModifiedByType"],
  );
  expect(creationDate).to.match(/^2026-03-01T12:\d\d:\d\d\.\d{7}(Z|\+00:00)$/);
  return rest;
}

function shortRequests({ journal }: Emulator): string[] {
  return journal
    .entries()
    .filter(({ host }) => host === "arm" || host.startsWith("vault:"))
    .map(({ method, path, status }) => {
      const short = path.replace(/^.*\/(?=(scopeMaps|tokens|secrets|vaults|locations)\/)/, "");
      return `${method} ${short.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "ID")} ${status}`;
    });
}

async function outside(
  { url, ca, environment, journal }: Emulator,
  { method, id, body }: { method: string; id: string; body: Properties | undefined },
): Promise<Properties> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: environment.ARM_CLIENT_ID ?? "",
    client_secret: environment.ARM_CLIENT_SECRET ?? "",
    scope: "https://management.azure.com/.default",
  });
  const login = `${url}/${environment.ARM_TENANT_ID}/oauth2/v2.0/token`;
  const token = await send(login, { ca, method: "POST", body: form.toString() });
  const answer = await send(`${url}${id}?api-version=2025-11-01`, {
    ca,
    method,
    headers: { authorization: `Bearer ${token.access_token}` },
    body: JSON.stringify(body ?? {}),
  });
  journal.clear();
  return answer;
}

function send(
  url: string,
  options: { ca: string; method: string; headers?: Record<string, string>; body: string },
): Promise<Properties> {
  const { ca, method, headers, body } = options;
  const isForm = headers === undefined;
  const contentType = isForm ? "application/x-www-form-urlencoded" : "application/json";
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { ca, method, headers: { ...headers, "content-type": contentType }, agent: false },
      async (response) => {
        const text = (await response.setEncoding("utf8").toArray()).join("");
        resolve(text === "" ? {} : JSON.parse(text));
      },
    );
    sent.once("error", reject).end(body);
  });
}
