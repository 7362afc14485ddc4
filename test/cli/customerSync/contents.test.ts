// What is in the folder of a customer: every file, versions equal to ours, and nothing that leads out of it.
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { customerFiles, type Files } from "../../../cli/customerSync/contents/customerFiles";
import { anchors } from "../../docs/markdown";

const PROJECT = join(__dirname, "../../..");

/** What the program imports from other parts of the project. */
const OTHER_ROOMS = [
  "azure/clouds.ts",
  "azure/registry/manifestTypes.ts",
  "clock.ts",
  "components/silentRpc.ts",
];

interface Lock {
  readonly packages: Readonly<Record<string, { version: string; integrity?: string; dev?: true }>>;
}

/** Each setting that the program asks for. */
function settingsIn(config: string): string[] {
  const asked = [...config.matchAll(/\bsettings\.\w+\(\s*"(\w+)"/g)].map(([, name = ""]) => name);
  return [...new Set([...asked, "passwordSecretId", "vaultId", "password"])]
    .filter((name) => name !== "cloud")
    .sort();
}

describe("what a customer gets", function () {
  this.timeout(120_000);
  let files: Files;
  const text = (path: string) => files.get(path) ?? "";
  const ours = (path: string) => readFileSync(join(PROJECT, path), "utf8");

  before(async () => {
    files = await customerFiles({ env: process.env, signal: new AbortController().signal });
  });

  it("is these files", () => {
    const sources = readdirSync(join(PROJECT, "customer-sync"), {
      recursive: true,
      encoding: "utf8",
    })
      .filter((file) => /\.c?[jt]s$/.test(file))
      .map((file) => `customer-sync/${file}`);
    expect(sources).to.include("customer-sync/test/declared.test.ts");
    expect([...files.keys()]).to.deep.equal(
      [
        ...[".gitattributes", ".gitignore", ".npmrc", "LICENSE", "README.md"],
        "docs/sync-customer.md",
        ...["Pulumi.yaml", "package.json", "package-lock.json"],
        ...["sync.cjs", "THIRD-PARTY-LICENSES.txt"],
        ...["examples/Pulumi.prod.yaml", "examples/sync.json"],
        ...OTHER_ROOMS,
        ...sources,
      ].sort(),
    );
    for (const path of [...sources, ...OTHER_ROOMS, "LICENSE"]) {
      expect(text(path), path).to.equal(ours(path));
    }
  });

  it("needs only these packages, in our versions, from any registry", () => {
    const { dependencies, scripts } = JSON.parse(text("package.json"));
    const own = JSON.parse(ours("package.json")).dependencies;
    expect(dependencies).to.deep.equal({
      "@pulumi/azure-native": own["@pulumi/azure-native"],
      "@pulumi/pulumi": own["@pulumi/pulumi"],
      tsx: own.tsx,
    });
    expect(Object.keys(scripts)).to.deep.equal(["sync", "test"]);
    const { packages }: Lock = JSON.parse(text("package-lock.json"));
    const { packages: all }: Lock = JSON.parse(ours("package-lock.json"));
    const { "": root, ...locked } = packages;
    expect(root).to.deep.include({ name: "customer-sync", dependencies });
    expect(Object.keys(locked)).to.have.lengthOf.above(100);
    expect(locked).to.not.have.any.keys(
      "node_modules/mocha",
      "node_modules/typescript",
      "node_modules/zod",
    );
    for (const [path, { version, integrity, dev }] of Object.entries(locked)) {
      expect({ version, integrity, dev }, path).to.deep.equal({
        version: all[path]?.version,
        integrity: all[path]?.integrity,
        dev: undefined,
      });
    }
    expect(text("package-lock.json")).to.not.match(
      /"resolved"|https?:\/\/(?!opencollective|github)/,
    );
  });

  it("names nothing of the machine on which it was made", () => {
    for (const [path, content] of files) {
      for (const place of [PROJECT, `${homedir()}/`, "node_modules/.cache"]) {
        expect(content.includes(place), `${place} in ${path}`).to.equal(false);
      }
      expect(content.endsWith("\n"), `${path} ends with a line`).to.equal(true);
      expect(content.includes("\r"), `${path} has lines of Windows`).to.equal(false);
    }
  });

  it("is the same each time", async () => {
    const signal = new AbortController().signal;
    // Settings that npm hands on to what it runs.
    const env = { ...process.env, npm_config_lockfile_version: "1", npm_config_package_lock: "" };
    expect(await customerFiles({ env, signal })).to.deep.equal(files);
  });

  it("has the licence of each package in sync.cjs", () => {
    const inside = [
      ...text("sync.cjs").matchAll(/^(?: *)\/\/ (?:\S*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm),
    ];
    const names = [...new Set(inside.map(([, name = ""]) => name))];
    expect(names).to.include.members(["@azure/identity", "commander"]);
    for (const name of names) {
      expect(text("THIRD-PARTY-LICENSES.txt")).to.match(
        new RegExp(`^${name} \\d\\S* \\(.+\\)$`, "m"),
      );
    }
    expect(
      text("THIRD-PARTY-LICENSES.txt").match(/permission notice|Permission to use/gi)?.length,
    ).to.be.above(names.length / 2);
  });

  it("explains every setting, and has an example of each that is required", () => {
    const rows = text("README.md").matchAll(/^\| `([a-z]\w*)` \|.*\| ([^|]*) \|$/gm);
    const described = [...rows].map(([, name = "", byDefault]) => [name, byDefault] as const);
    expect(described.map(([name]) => name).sort()).to.deep.equal(
      settingsIn(ours("customer-sync/config.ts")),
    );
    const { config } = parse(text("examples/Pulumi.prod.yaml"));
    const given = Object.keys(config)
      .filter((key) => key.startsWith("customer-sync:"))
      .map((key) => key.replace("customer-sync:", ""));
    // The rest are secrets, which no file has.
    const required = described
      .filter(([, byDefault]) => byDefault === "required")
      .map(([name]) => name);
    expect([...given, "headerSecret"].sort()).to.deep.equal([...required, "vaultId"].sort());
  });

  it("links only to what is in it, and to the web", () => {
    const targets = ["README.md", "docs/sync-customer.md"].flatMap((file) =>
      [...text(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ file, target })),
    );
    const own = targets.filter(({ target }) => !target.startsWith("https://"));
    expect(new Set(own.map(({ target }) => target.split("#")[0]))).to.include.keys(
      "docs/sync-customer.md",
      "../README.md",
      "../customer-sync/args.ts",
    );
    for (const { file, target } of own) {
      const [path = "", anchor] = target.split("#");
      const linked = path === "" ? file : posix.join(posix.dirname(file), path);
      expect([...files.keys()], `${target} in ${file}`).to.include(linked);
      if (anchor === undefined) continue;
      const there = anchors({ file: linked, text: text(linked) });
      expect(there.has(anchor), `${target} in ${file}`).to.equal(true);
    }
  });

  it("begins with the program that it has", () => {
    expect(parse(text("Pulumi.yaml"))).to.deep.equal({
      name: "customer-sync",
      description: "Copies of a vendor's container images in a registry of one's own",
      runtime: { name: "nodejs", options: { typescript: false } },
      main: "customer-sync/index.cjs",
    });
  });
});
