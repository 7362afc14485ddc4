// Rules whose breach is no problem of the file, but may become one in Azure: whoever edits the file is warned.
import { newTokenNameComplaint } from "../access/tokenName";
import type { CustomerRule } from "./customerRules";
import { quote } from "./problem";

/** A token that is not adopted has a name that Azure takes. */
export const tokenCanBeMade: CustomerRule = ({ entry: { adopt, tokenName } }, report) => {
  if (tokenName === undefined || adopt?.includes("token")) return;
  const complaint = newTokenNameComplaint(tokenName);
  if (complaint === undefined) return;
  report(
    ["tokenName"],
    `${quote(tokenName)} ${complaint}; give another name, unless the token exists already`,
  );
};

/** Every rule that only warns. */
export const WARNING_RULES = [tokenCanBeMade] as const;
