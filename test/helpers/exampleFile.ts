// The customers.yaml of the tests: five customers of every kind. The project's own file belongs to its users.
import { join } from "node:path";

/** The example's path. */
export const EXAMPLE_FILE = join(__dirname, "example", "customers.yaml");
