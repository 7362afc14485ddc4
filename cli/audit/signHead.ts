// Signs the head of a history, so that what came before cannot be written again unseen.

import { readFile } from "node:fs/promises";
import { type Envelope, keySigner, type Signer, signAnchor } from "../../audit/anchor";
import type { History } from "../../audit/snapshot";
import { now } from "../../clock";
import type { CommandContext } from "../command";
import { UserError } from "../userError";

/**
 * Signs the last record of a history.
 *
 * @param key a file with a private key (PEM), or `https://VAULT.vault.azure.net/keys/NAME`
 * @throws UserError where the record has no hash, or the key cannot sign
 */
export async function signHead(
  { entries, stack }: History,
  key: string,
  { env, signal }: Pick<CommandContext, "env" | "signal">,
): Promise<Envelope> {
  const guard = entries.findLast(({ snapshot }) => snapshot?.guard !== undefined)?.snapshot?.guard;
  const { recordSha256, revision = 0, provenance } = guard ?? {};
  if (recordSha256 === undefined) {
    throw new UserError(`--sign: the last record of ${stack} has no hash`, {
      remedy: "run `pulumi up` once with this version",
    });
  }
  const commit = provenance?.commit;
  const head = {
    stack,
    recordSha256,
    revision,
    time: now(env).toISOString(),
    ...(commit === undefined ? {} : { commit }),
  };
  const signer = key.startsWith("https://") ? await inVault(key, env, signal) : await inFile(key);
  return signAnchor(head, signer);
}

async function inFile(key: string): Promise<Signer> {
  const pem = await readFile(key, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    throw new UserError(`--sign ${key}: cannot be read (${thrown.code})`, {
      remedy: "name the file of a private key, or the URL of a key in Key Vault",
    });
  });
  try {
    return keySigner(pem);
  } catch (thrown) {
    throw new UserError(`--sign ${key}: ${(thrown as Error).message}`, {
      remedy: "make one: openssl ecparam -name prime256v1 -genkey -noout -out key.pem",
    });
  }
}

/** Imported here, since Azure's clients are heavy. */
async function inVault(key: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Signer> {
  const { connectCloud } = await import("../../azure/cloud.js");
  const { openKey } = await import("../../azure/keys.js");
  return openKey(await connectCloud(env, { signal }), key);
}
