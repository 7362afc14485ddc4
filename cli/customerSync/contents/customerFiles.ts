// Everything that a customer's folder has: path and text of each file.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { PROJECT_FOLDER } from "../../../projectFolder";
import { handedOnText } from "./handedOnText";
import { ownSourcesOf } from "./ownSources";
import { type Process, packageFiles } from "./packageFiles";
import { bundledSync } from "./syncBundle";

/** The text of each file by its path, with slashes. */
export type Files = ReadonlyMap<string, string>;

/** Makes all of them, from this project alone: without Azure, a stack or the network. */
export async function customerFiles(parent: Process): Promise<Files> {
  const tests = (await filesBelow("customer-sync/test")).filter((file) => /\.test\.ts$/.test(file));
  const sources = await ownSourcesOf(["customer-sync/index.ts", ...tests]);
  const examples = await filesBelow("customer-sync/examples");
  const places = new Map([
    // At the same paths as here, so that no import has to be changed.
    ...["LICENSE", "customer-sync/index.cjs", GUIDE, ...sources].map(
      (path) => [path, path] as const,
    ),
    ...[README, ...examples].map((path) => [path, path.replace("customer-sync/", "")] as const),
  ]);
  const copied = [...places].map(async ([from, to]) => {
    const text = await textOf(from);
    return [to, from.endsWith(".md") ? handedOnText(text, { from, to }, places) : text] as const;
  });
  const pulumi = parseDocument(await textOf("customer-sync/Pulumi.yaml"));
  pulumi.set("main", "customer-sync/index.cjs");
  const files = new Map([
    ...(await Promise.all(copied)),
    ["Pulumi.yaml", pulumi.toString()],
    ...Object.entries(SMALL_FILES),
    ...(await bundledSync(parent.signal)),
    ...(await packageFiles(tests, parent)),
  ]);
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const README = "customer-sync/README.md";
const GUIDE = "docs/sync-customer.md";

const SMALL_FILES = {
  // Checked out on another system, each file must keep its hash.
  ".gitattributes": "* text=auto eol=lf\n",
  ".gitignore": "node_modules/\n.sync/\n*.log\n",
  // None of the packages needs a script of its own to be installed.
  ".npmrc": [
    "engine-strict=true",
    "ignore-scripts=true",
    "omit-lockfile-registry-resolved=true",
    "save-exact=true",
    "",
  ].join("\n"),
};

async function textOf(path: string): Promise<string> {
  return readFile(join(PROJECT_FOLDER, path), "utf8");
}

/** Relative to the project, sorted. */
async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(join(PROJECT_FOLDER, folder));
  return names.sort().map((name) => `${folder}/${name}`);
}
