// How long reading and checking customers.yaml takes, and how that grows with the number of customers.
import { loadCustomers } from "../customers/load";
import type { Benchmark } from "./benchmark";

const SIZES = [1_000, 5_000, 20_000] as const;

/** Each size is measured so often, and the median shown; the first runs also warm up the compiler. */
const RUNS = 5;

/** Measures loadCustomers on files of 1,000 to 20,000 customers. */
export const load: Benchmark = {
  name: "load",
  summary: "read and check customers.yaml with 1,000, 5,000 and 20,000 customers",
  async run() {
    console.log("customers      file        time   per customer   growth (1 is linear)");
    let before: { size: number; ms: number } | undefined;
    for (const size of SIZES) {
      const bytes = fileOf(size);
      const ms = medianTime(bytes);
      const growth = before ? ms / before.ms / (size / before.size) : undefined;
      console.log(
        `${size.toLocaleString("en").padStart(9)}` +
          `${(bytes.length / 1e6).toFixed(1).padStart(8)} MB` +
          `${ms.toFixed(0).padStart(9)} ms` +
          `${((ms / size) * 1000).toFixed(0).padStart(12)} µs` +
          `${(growth?.toFixed(2) ?? "-").padStart(9)}`,
      );
      before = { size, ms };
    }
  },
};

function medianTime(bytes: Uint8Array): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const result = loadCustomers(bytes, { file: "customers.yaml" });
    if (!result.ok) throw new Error(`the generated file has ${result.problems.length} problems`);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? 0;
}

/** A file in which every customer has most of the fields, as a large vendor's would. */
function fileOf(size: number): Uint8Array {
  const customers = Array.from(
    { length: size },
    (_, index) => `  customer-${index}:
    displayName: Customer ${index} Ltd
    contact: platform@customer-${index}.example
    repositories: [app/api, app/web, base/*]
    actions: [content/read, metadata/read]
    state: active
    accessUntil: 2027-06-30
    credential:
      lifetimeDays: 120
      rotateBeforeDays: 30
`,
  );
  const head = "defaults:\n  credential: { lifetimeDays: 90 }\ncustomers:\n";
  return new TextEncoder().encode(head + customers.join(""));
}
