// The tables of the preview benchmark.
import Table from "cli-table3";
import type { PreviewMeasurement } from "./previewProcess";

/** The two programs that are compared, in the order in which they are measured. */
export const PROGRAMS = ["bare", "ours"] as const;

/** One of them. */
export type Program = (typeof PROGRAMS)[number];

/** A preview, with how often it asked Resource Manager. */
export type Measured = PreviewMeasurement & { readonly armRequests: number };

/** What was measured with one number of customers. */
export type SizeResult = { readonly customers: number } & Readonly<Record<Program, Measured>>;

/** Draws the time and memory of each preview, and the size of each state. */
export function previewTables(results: readonly SizeResult[]): string {
  return [
    "An unchanged preview (growth: times the time of the row above; requests: of ours to Resource Manager)",
    previewTable(results),
    "",
    "The state, per customer (stored: by the file backend, with zstd)",
    stateTable(results),
  ].join("\n");
}

function previewTable(results: readonly SizeResult[]): string {
  const table = new Table({
    head: [
      "customers",
      "time bare",
      "time ours",
      "ours/bare",
      "growth bare",
      "growth ours",
      "memory bare",
      "memory ours",
      "ours/bare",
      "requests",
    ],
    colAligns: Array.from({ length: 10 }, () => "right" as const),
    style: { head: [], border: [] },
  });
  for (const [index, { customers, bare, ours }] of results.entries()) {
    const before = results[index - 1];
    table.push([
      customers.toLocaleString("en"),
      seconds(bare.ms),
      seconds(ours.ms),
      ratio(ours.ms, bare.ms),
      before === undefined ? "-" : factor(bare.ms, before.bare.ms),
      before === undefined ? "-" : factor(ours.ms, before.ours.ms),
      megabytes(bare.peakBytes),
      megabytes(ours.peakBytes),
      ratio(ours.peakBytes, bare.peakBytes),
      ours.armRequests.toLocaleString("en"),
    ]);
  }
  return table.toString();
}

function stateTable(results: readonly SizeResult[]): string {
  const table = new Table({
    head: ["customers", "bare", "ours", "ours/bare", "stored bare", "stored ours"],
    colAligns: Array.from({ length: 6 }, () => "right" as const),
    style: { head: [], border: [] },
  });
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
