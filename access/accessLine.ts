// One customer's access as one line of the record that auditors read, and back.
import type { Access } from "./access";

/**
 * Writes in one line what a customer may do: `active; contoso-pull; content/read; app/api app/web; until 2027-06-30`,
 * and at its end who else may fetch the password: `readers 8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b`.
 *
 * Lists are sorted, so that reordering the file is no change.
 */
export function writeAccessLine(access: Access): string {
  const { state, tokenName, actions, repositories, accessUntil, revokeBefore, readers } = access;
  const parts = [
    state,
    tokenName,
    [...actions].sort().join(" "),
    [...repositories].sort().join(" "),
  ];
  if (accessUntil !== undefined) parts.push(`until ${accessUntil}`);
  if (revokeBefore > 1) parts.push(`revoked before ${revokeBefore}`);
  if (readers.length > 0) parts.push(`readers ${[...readers].sort().join(" ")}`);
  return parts.join("; ");
}

/** Reads a line of a record; ignores what a later version may have added at its end. */
export function readAccessLine(line: string): Access {
  const [state = "", tokenName = "", actions = "", repositories = "", ...more] = line.split("; ");
  const after = (word: string) =>
    more.find((part) => part.startsWith(`${word} `))?.slice(word.length + 1);
  const accessUntil = after("until");
  return {
    state: state as Access["state"],
    tokenName,
    actions: words(actions),
    repositories: words(repositories),
    ...(accessUntil === undefined ? {} : { accessUntil }),
    revokeBefore: Number(after("revoked before") ?? 1),
    readers: words(after("readers") ?? ""),
  };
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
