// Tries the password before it is handed out: the one in the vault may not be the one of the token.
import type { Cloud } from "../../azure/cloud";
import { login } from "../../azure/registry/login";
import type { Handover } from "./handover";

/** Why the password is not known to work; it is handed out all the same where that is not final. */
export interface Refusal {
  readonly reason: string;
  readonly isFinal: boolean;
}

/** Logs in once. @returns undefined where that works */
export async function refusalOf(
  cloud: Pick<Cloud, "http">,
  { loginServer, username, secretName }: Pick<Handover, "loginServer" | "username" | "secretName">,
  password: string,
): Promise<Refusal | undefined> {
  const result = await login(cloud.http, { loginServer, username, password });
  if (result.outcome === "accepted") return undefined;
  if (result.outcome === "refused") {
    return {
      reason: `the registry refuses the password in secret ${secretName}: if it is new, run again in two minutes; otherwise \`npm run verify\` says why`,
      isFinal: true,
    };
  }
  return { reason: `its password could not be tried: ${result.reason}`, isFinal: false };
}
