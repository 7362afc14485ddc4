// Signs the head of a history, so that what came before cannot be written again unseen.

import { readFile } from "node:fs/promises";
import { type Envelope, keySigner, type Signer, signAnchor } from "../../audit/anchor";
import type { History } from "../../audit/snapshot";
import type { CommandContext } from "../command";
import { UserError } from "../userError";
import { anchorHead } from "./anchorHead";

/**
 * Signs the head of a history.
 *
 * @param key a file with a private key (PEM), or `https://VAULT.vault.azure.net/keys/NAME`
 * @throws UserError where there is no head, or the key cannot sign
 */
export async function signHead(
  history: History,
  key: string,
  { env, signal }: Pick<CommandContext, "env" | "signal">,
): Promise<Envelope> {
  const head = anchorHead(history, "--sign", env);
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
