// Starts the baseline program with the customers and configuration of its copy.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { vaultId } from "../components/names";
import { readConfig } from "../config";
import { PROJECT_FOLDER } from "../projectFolder";
import { bareProgram } from "./bareProgram";

module.exports = () => {
  const place = readConfig();
  const { customers } = parse(readFileSync(join(PROJECT_FOLDER, "customers.yaml"), "utf8")) as {
    customers: Record<string, { repositories: string[] }>;
  };
  return bareProgram({
    ...place,
    vaultId: vaultId(place),
    customers: Object.entries(customers).map(([id, { repositories }]) => ({ id, repositories })),
  })();
};
