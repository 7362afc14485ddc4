// The parts of a committed, real history from which longer ones are made up.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource of a checkpoint. */
export interface Resource {
  urn: string;
  type: string;
  parent?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  modified?: string;
}

/** The file of one update. */
export interface EntryFile {
  kind: string;
  /** Seconds since 1970. */
  startTime: number;
  endTime: number;
  message: string;
  environment: Record<string, string>;
  result: string;
  resourceChanges: Record<string, number>;
}

/** A real history in parts. */
export interface RealHistory {
  readonly guard: Resource;
  /** All resources of the customer contoso. */
  readonly customer: readonly Resource[];
  /** A checkpoint with these resources, each as JSON, beside those that are nobody's. */
  checkpoint(time: string, resources: readonly string[]): string;
  /** An entry with these parts changed. */
  entry(changes: Partial<EntryFile>): string;
}

const FOLDER = join(
  __dirname,
  "../..",
  "audit",
  "fixtures",
  "plain",
  "history",
  "customer-access",
  "dev",
);

/** Reads the parts of the last update of the plain one. */
export function realHistory(): RealHistory {
  const files = readdirSync(FOLDER).sort();
  const read = (kind: string) =>
    JSON.parse(
      readFileSync(join(FOLDER, files.findLast((name) => name.includes(kind)) ?? ""), "utf8"),
    );
  const entry = read(".history.") as EntryFile;
  const whole = read(".checkpoint.") as {
    checkpoint: { latest: { manifest: object; resources: Resource[] } };
  };
  const { latest } = whole.checkpoint;
  const isOf = (id: string, { urn, parent = "" }: Resource) =>
    urn.endsWith(`:Customer::${id}`) || parent.endsWith(`:Customer::${id}`);
  const rest = latest.resources.filter(
    (each) =>
      !each.type.endsWith(":AccessGuard") && !isOf("contoso", each) && !isOf("fabrikam", each),
  );
  const guard = latest.resources.find(({ type }) => type.endsWith(":AccessGuard"));
  if (guard === undefined) throw new Error("the history has no guard");
  return {
    guard,
    customer: latest.resources.filter((each) => isOf("contoso", each)).map(withPositions),
    checkpoint(time, resources) {
      const manifest = { ...latest.manifest, time };
      const head = JSON.stringify({
        ...whole,
        checkpoint: { ...whole.checkpoint, latest: { ...latest, manifest, resources: [] } },
      });
      const all = [...rest.map((each) => JSON.stringify(each)), ...resources].join(",");
      return head.replace('"resources":[]', () => `"resources":[${all}]`);
    },
    entry: (changes) => JSON.stringify({ ...entry, ...changes }),
  };
}

/** The engine notes for each resource where the program declares it, which was taken out of the committed files. */
function withPositions(resource: Resource): Resource {
  const frame = { sourcePosition: "project:///node_modules/@grpc/grpc-js/src/server.ts#585,12" };
  return Object.assign({ stackTrace: Array.from({ length: 8 }, () => frame) }, resource);
}
