// A stand-in for HashiCorp Vault that keeps the keys of tests' stacks: to derive one from a passphrase takes each command of the CLI a fifth of its time.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Stack } from "@pulumi/pulumi/automation";
import { testEngine } from "./testEngine";

/** From now on the stack's secrets are encrypted with a key that is kept there, for as long as this process runs. */
export async function useQuickSecrets({ name, workspace }: Stack): Promise<void> {
  standIn ??= startStandIn();
  const { workDir, pulumiHome, envVars } = workspace;
  Object.assign(envVars, { VAULT_SERVER_URL: await standIn, VAULT_SERVER_TOKEN: "not-looked-at" });
  const { execa } = await import("execa");
  const args = ["stack", "change-secrets-provider", "hashivault://tests", "--stack", name];
  await execa((await testEngine()).pulumi, [...args, "--non-interactive"], {
    cwd: workDir,
    env: { ...envVars, PULUMI_HOME: pulumiHome },
  });
}

let standIn: Promise<string> | undefined;

/** Encrypts nothing: https://developer.hashicorp.com/vault/api-docs/secret/transit */
async function startStandIn(): Promise<string> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { plaintext, ciphertext } = JSON.parse(Buffer.concat(parts).toString());
    const data =
      plaintext === undefined
        ? { plaintext: ciphertext.replace(PREFIX, "") }
        : { ciphertext: `${PREFIX}${plaintext}` };
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const PREFIX = "vault:v1:";
