// The admin user of a registry, which may do everything there: its two passwords, and whether somebody logs in as it.
import { newPasswordValue } from "../arm/passwords";
import type { Registry } from "../world/world";

/** The passwords, made when they are first asked for. */
export function adminPasswords(registry: Registry): readonly string[] {
  registry.adminPasswords ??= [newPasswordValue(), newPasswordValue()];
  return registry.adminPasswords;
}

/** Whether a name and password are those of the admin user, and it is enabled. */
export function isAdminUser(
  { username, password }: { readonly username?: string; readonly password?: string },
  registry: Registry,
): boolean {
  const { name, adminUserEnabled } = registry;
  return (
    adminUserEnabled &&
    username?.toLowerCase() === name.toLowerCase() &&
    adminPasswords(registry).includes(password ?? "")
  );
}
