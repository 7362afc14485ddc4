// The words for people that several answers share.

import type { OtherLife, PasswordLife } from "./lives";
import { endedByItself } from "./moment";

/** `app/api, app/web and docs/site`. */
export function listed(words: readonly string[]): string {
  if (words.length === 0) return "none";
  if (words.length === 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** That a password was issued: `password2 issued, announced to work until 2027-02-28`. */
export function passwordWords({ slot, announcedEnd }: PasswordLife): string {
  return announcedEnd === undefined
    ? `${slot} issued, with no announced end`
    : `${slot} issued, announced to end on ${announcedEnd}`;
}

/** How a password ended: `password1 of 2026-09-01 ended as announced; its successor was there`. */
export function endWords(password: PasswordLife): string {
  const { slot, from, how, announcedEnd } = password;
  const which = `${slot} of ${from.slice(0, 10)}`;
  const early = announcedEnd === undefined ? "" : `, announced to end on ${announcedEnd}`;
  switch (how) {
    case "rotated":
      return endedByItself(password)
        ? `${which} ended as announced; its successor was issued before`
        : `${which} was replaced${early}; its successor was issued before`;
    case "expired":
      return `${which} ended as announced, without a successor`;
    case "revoked":
      return `${which} was revoked${early}`;
    case "offboarded":
      return `${which} ended with the token${early}`;
    case "replaced":
      return `${which} ended with its token, which was replaced${early}`;
    case "with an old token":
      return `${which} is that of an old token, which waits for its deletion${early}`;
    case "removed by others":
      return `${which} was removed or replaced outside Pulumi${early}`;
    case "in use":
    case "still works":
      return `${which} works`;
    default:
      return `${which} ended; the history does not tell how${early}`;
  }
}

/** What a token beside those that customers have is called without its customer: `old token contoso-pull`. */
export function besideName({ id }: OtherLife): string {
  return id.slice(id.indexOf(", ") + 2);
}

/** Why it is there. */
export function besideWords({ why }: OtherLife): string {
  switch (why) {
    case "replaced":
      return "was replaced, and waits for its deletion";
    case "second":
      return "is there beside the customer's own";
    case "stray":
      return "is there, below no customer";
  }
}

/** `3 customers`, `1 customer`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
