// The tables of the preview benchmark.
import Table from "cli-table3";
import type { ProgramUse, Use } from "./measured";
import type { StateSize } from "./stateSize";

/** The two programs that are compared, in the order in which they are measured. */
export const PROGRAMS = ["bare", "ours"] as const;

/** One of them. */
export type Program = (typeof PROGRAMS)[number];

/** A preview, what its program needed, how often it asked Resource Manager, and the state that it read. */
export type Measured = Use & {
  readonly program: ProgramUse;
  readonly armRequests: number;
  readonly state: StateSize;
};

/** What was measured with one number of customers. */
export type SizeResult = { readonly customers: number } & Readonly<Record<Program, Measured>>;

/** Draws the time and memory of each preview, and the size of each state. */
export function previewTables(results: readonly SizeResult[]): string {
  return [
    "An unchanged preview, in processor seconds of all processes",
    "(growth: times the row above; wall: ours/bare by the clock; requests: ours, to Resource Manager)",
    previewTable(results),
    "",
    "The program's process alone",
    programTable(results),
    "",
    "The state, per customer (stored: by the file backend, with zstd)",
    stateTable(results),
  ].join("\n");
}

function previewTable(results: readonly SizeResult[]): string {
  const table = drawn(
    "customers",
    "bare",
    "ours",
    "ours/bare",
    "growth bare",
    "growth ours",
    "wall",
    "requests",
  );
  for (const [index, { customers, bare, ours }] of results.entries()) {
    const before = results[index - 1];
    table.push([
      customers.toLocaleString("en"),
      seconds(bare.processorMs),
      seconds(ours.processorMs),
      ratio(ours.processorMs, bare.processorMs),
      before === undefined ? "-" : factor(bare.processorMs, before.bare.processorMs),
      before === undefined ? "-" : factor(ours.processorMs, before.ours.processorMs),
      ratio(ours.ms, bare.ms),
      ours.armRequests.toLocaleString("en"),
    ]);
  }
  return table.toString();
}

function programTable(results: readonly SizeResult[]): string {
  const table = drawn(
    "customers",
    "bare",
    "ours",
    "ours/bare",
    "memory bare",
    "memory ours",
    "ours/bare",
  );
  for (const {
    customers,
    bare: { program: bare },
    ours: { program: ours },
  } of results) {
    table.push([
      customers.toLocaleString("en"),
      seconds(bare.processorMs),
      seconds(ours.processorMs),
      ratio(ours.processorMs, bare.processorMs),
      megabytes(bare.peakBytes),
      megabytes(ours.peakBytes),
      ratio(ours.peakBytes, bare.peakBytes),
    ]);
  }
  return table.toString();
}

function stateTable(results: readonly SizeResult[]): string {
  const table = drawn("customers", "bare", "ours", "ours/bare", "stored bare", "stored ours");
  for (const { customers, bare, ours } of results) {
    table.push([
      customers.toLocaleString("en"),
      kilobytes(bare.state.jsonBytes / customers),
      kilobytes(ours.state.jsonBytes / customers),
      ratio(ours.state.jsonBytes, bare.state.jsonBytes),
      kilobytes(bare.state.storedBytes / customers),
      kilobytes(ours.state.storedBytes / customers),
    ]);
  }
  return table.toString();
}

function drawn(...head: string[]) {
  return new Table({
    head,
    colAligns: head.map(() => "right" as const),
    style: { head: [], border: [] },
  });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1e3).toFixed(2)} kB`;
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2);
}

function factor(now: number, before: number): string {
  return `× ${(now / before).toFixed(1)}`;
}
