// Warnings: valid in the file, but Azure may refuse it.
import { newTokenNameComplaint } from "../../access/tokenName";
import { quote } from "../problem";
import type { CustomerRule } from "./customerRules";

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
