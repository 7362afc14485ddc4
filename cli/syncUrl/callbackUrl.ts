// Reads a callback URL from standard input; no message repeats it.
import type { CommandContext } from "../command";
import { UserError } from "../userError";

/** Longer than any that a Logic App has. */
const MOST_CHARACTERS = 8 * 1024;

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

/** Says why a text is no callback URL, without repeating it; undefined for one. */
export function urlComplaint(text: string): string | undefined {
  if (text === "") return "is empty";
  if (text.length > MOST_CHARACTERS) return `has more than ${MOST_CHARACTERS} characters`;
  if (/\s/.test(text)) return "holds more than one word";
  if (!URL.canParse(text)) return "is no address";
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== "https:") {
    return `begins with ${protocol.slice(0, 20)}, and a URL without https is readable on its way`;
  }
  if (username !== "" || password !== "") return "holds a user's name, which webhooks do not send";
  return hash === "" ? undefined : "has a part after #, which webhooks do not send";
}
