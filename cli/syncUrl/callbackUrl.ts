// Reads a callback URL from standard input; no message repeats it.
import { urlComplaint } from "../../access/callbackUrl";
import type { CommandContext } from "../command";
import { UserError } from "../userError";

/**
 * Reads the URL.
 *
 * @throws UserError for a terminal, and for what is no address of https
 */
export async function readCallbackUrl({
  readInput,
  isInputTerminal = false,
}: Pick<CommandContext, "readInput" | "isInputTerminal">): Promise<string> {
  if (readInput === undefined || isInputTerminal) {
    throw new UserError("standard input is a terminal, which would show the URL", {
      remedy:
        'give it a file or a variable:\n  read -rs URL; npm run -s sync-url -- <id> <<< "$URL"',
    });
  }
  const url = (await readInput()).trim();
  const complaint = urlComplaint(url);
  if (complaint === undefined) return url;
  throw new UserError(`standard input ${complaint}`, {
    remedy: "give the callback URL as the customer's deployment printed it, on one line",
  });
}
