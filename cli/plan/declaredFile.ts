// Refuses to plan another file than the one that the stack declares.
import { realpathSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { UserError } from "../userError";

/**
 * The preview runs the program, which reads the stack's own file. With another file, the plan would describe customers
 * whom a run does not change.
 *
 * @param declared the stack's `customer-access:customersFile`; without it the program decides
 * @throws UserError naming the file that the stack declares
 */
export function requireDeclaredFile(
  declared: string | undefined,
  { customers, folder, stack }: { customers: string; folder: string; stack: string },
): void {
  if (declared === undefined) return;
  const file = isAbsolute(declared) ? declared : join(folder, declared);
  if (realPath(file) === realPath(customers)) return;
  throw new UserError(`stack ${stack} declares the customers of ${file}, not of ${customers}`, {
    remedy: `add --customers ${file}, or correct customer-access:customersFile of the stack`,
  });
}

/** Undefined where there is no such file. */
function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
