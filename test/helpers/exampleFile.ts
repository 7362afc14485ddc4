// The customers.yaml of the tests: five customers of every kind. The project's own belongs to whoever uses the project.
import { join } from "node:path";

/** The example's path. */
export const EXAMPLE_FILE = join(__dirname, "example", "customers.yaml");
