// Opens both sides of a sync: the vendor's registry with their token, and ours with our own identity.
import { setTimeout } from "node:timers/promises";
import { NETWORK } from "../../azure/advice";
import { AzureError } from "../../azure/azureError";
import { type Cloud, connectCloud } from "../../azure/cloud";
import type { HttpOptions } from "../../azure/http";
import { entraIdentity, passwordIdentity } from "../../azure/registry/identities";
import { IMPORT_ROLE } from "../../azure/registry/imports";
import { RegistrySession } from "../../azure/registry/session";
import { readRegistrySettings } from "../../azure/registryState";
import { readSecretAt, type SecretAddress } from "../../azure/vault/secretAt";
import { now } from "../../clock";
import type { CommandContext } from "../command";
import { UserError } from "../userError";
import { ARM_READS, ARM_WRITES, pacedBy } from "./pace";
import { RememberedManifests } from "./rememberedManifests";
import type { SyncSettings } from "./settings";
import type { SyncTime, SyncWorld } from "./world";

/** How a test replaces the network's ways and the time. */
export interface Surroundings {
  readonly http?: HttpOptions;
  readonly time?: SyncTime;
}

/**
 * Opens both sides, and tries the vendor's password once.
 *
 * @throws UserError when the vendor refuses it; AzureError
 */
export async function openWorld(
  settings: SyncSettings,
  context: CommandContext,
  { http = {}, time = timeOf(context) }: Surroundings = {},
): Promise<SyncWorld> {
  const { signal, progress } = context;
  const cloud = await connect(context, http);
  const password = await readPassword(settings, cloud, context);
  const { loginServer } = await readRegistrySettings(cloud, settings.target, IMPORT_ROLE);
  const { source: host, username } = settings;
  const source = new RegistrySession(
    passwordIdentity(cloud.http, { loginServer: host, username, password }),
  );
  await requireLogin(source, settings);
  return {
    settings,
    cloud,
    time,
    signal,
    source,
    password,
    target: new RegistrySession(entraIdentity(cloud, loginServer)),
    opened: new Set(),
    remembered: new RememberedManifests(settings.stateFolder),
    failures: [],
    mayWrite: pacedBy(ARM_WRITES, time, signal),
    mayRead: pacedBy(ARM_READS, time, signal),
    progress,
  };
}

async function connect({ env, signal }: CommandContext, http: HttpOptions): Promise<Cloud> {
  return connectCloud(env, { ...http, signal }).catch((thrown: unknown) => {
    if (thrown instanceof AzureError || signal.aborted) throw thrown;
    throw new UserError((thrown as Error).message, {
      remedy: "set the ARM_* variables of your identity, or log in with `az login`",
    });
  });
}

async function readPassword(
  { password }: SyncSettings,
  cloud: Cloud,
  { readInput }: CommandContext,
): Promise<string> {
  if (password !== "stdin") {
    const secret = await readSecretAt(cloud, password).catch((thrown: unknown) => {
      throw withoutAddress(thrown, password) ?? thrown;
    });
    return secret.trim();
  }
  const text = (await readInput?.())?.trim() ?? "";
  if (text === "") {
    throw new UserError("--password-stdin: nothing was read from standard input", {
      remedy: "pipe the password into the command, or name its secret with --password-secret",
    });
  }
  return text;
}

/** A vault's name is in its address, so a mistyped one is no answer but a host that nobody knows. */
function withoutAddress(thrown: unknown, { vaultUrl, name }: SecretAddress) {
  const { hostname } = new URL(vaultUrl);
  const isUnknown =
    thrown instanceof AzureError && ["ENOTFOUND", "EAI_AGAIN"].includes(thrown.code ?? "");
  // Entra's address, too, may be unknown here.
  if (!isUnknown || !thrown.message.includes(hostname)) return undefined;
  return new UserError(`reading secret ${name}: ${hostname} has no address`, {
    remedy:
      "check --password-secret, or passwordSecret in the settings file; if it is right, the network",
  });
}

async function requireLogin(
  source: RegistrySession,
  { source: host, username, password }: SyncSettings,
): Promise<void> {
  const login = await source.login();
  if (login.outcome === "accepted") return;
  if (login.outcome === "unreachable") {
    const reason = login.reason.replace(`; ${NETWORK}`, "");
    throw new UserError(`${host} cannot be reached: ${reason}`, {
      remedy: "check --source and the network, then run again",
    });
  }
  const where = password === "stdin" ? "the password" : `the password in secret ${password.name}`;
  throw new UserError(`${host} refuses ${where} of ${username}`, {
    remedy:
      "the user name is another (--username), the password has expired or was replaced, or the vendor has disabled the token: store the newest password, or ask the vendor",
  });
}

/** The time of a run. */
export function timeOf({ env }: Pick<CommandContext, "env">): SyncTime {
  return {
    nowMs: () => now(env).getTime(),
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  };
}
