// What a callback URL of a customer's workflow is: webhooks send the header to no other address.

/** Longer than any that a Logic App has. */
const MOST_CHARACTERS = 8 * 1024;

/** Says why a text is no callback URL, without repeating it; undefined for one. */
export function urlComplaint(text: string): string | undefined {
  if (text === "") return "is empty";
  if (text.length > MOST_CHARACTERS) return `has more than ${MOST_CHARACTERS} characters`;
  if (/\s/.test(text)) return "holds more than one word";
  if (!URL.canParse(text)) return "is no address";
  const { protocol, username, password, hash } = new URL(text);
  if (protocol === "http:") {
    return "begins with http:, and a URL without https is readable on its way";
  }
  // A password with a colon can be read as an address, too.
  if (protocol !== "https:") return "does not begin with https:";
  if (username !== "" || password !== "") return "holds a user's name, which webhooks do not send";
  return hash === "" ? undefined : "has a part after #, which webhooks do not send";
}

/** Why the callback URL in the vault is not used, in words for people. */
export function unusedUrlWords(complaint: string): string {
  return `the callback URL in the vault is not used: it ${complaint}`;
}
