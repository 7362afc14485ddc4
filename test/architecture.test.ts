// The architecture, enforced over the real files; and the rules themselves, each shown to fail.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expect } from "chai";
import { RULES } from "./architecture/rules";
import { readSource, type Source } from "./architecture/source";

const PROJECT = join(__dirname, "..");

/** All TypeScript files of the project, without those that it does not keep. */
function projectSources(): Source[] {
  const names = readdirSync(PROJECT, { recursive: true, encoding: "utf8" });
  return names
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(".ts") && !/(^|\/)(node_modules|coverage|\.[^/]+)\//.test(name))
    .map((name) => readSource(name, readFileSync(join(PROJECT, name), "utf8")));
}

/** Files that do not exist. */
function sources(files: Readonly<Record<string, string>>): Source[] {
  return Object.entries(files).map(([file, text]) => readSource(file, text));
}

describe("the architecture", () => {
  const all = projectSources();

  it("is looked for in the files that there are", () => {
    const files = all.map(({ file }) => file);
    expect(files).to.include.members(["index.ts", "cli/main.ts", "test/architecture.test.ts"]);
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(`holds: ${name}`, () => {
      expect(rule(all)).to.deep.equal([]);
    });
  }

  it("holds: the lock file names no registry, so that any mirror of npm will do", () => {
    const lock = readFileSync(join(PROJECT, "package-lock.json"), "utf8");
    expect(lock).not.to.contain('"resolved"');
  });

  it("holds: the workflow runs every action at a commit, with its version beside it", () => {
    const workflow = readFileSync(join(PROJECT, ".github", "workflows", "ci.yml"), "utf8");
    const actions = workflow.split("\n").filter((line) => line.includes("uses:"));
    expect(actions).not.to.have.lengthOf(0);
    for (const action of actions) expect(action).to.match(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe("the rules of the architecture", () => {
  const breaches: { rule: string; files: Record<string, string>; found: string[] }[] = [
    {
      rule: "partsImportOneWay",
      files: {
        "customers/a.ts": 'import { b } from "../components/b";',
        "components/b.ts": 'export * from "../provider/c";',
        "provider/c.ts": 'const d = await import("../cli/d");',
        "cli/d.ts": 'import e = require("../emulator/e");',
        "emulator/e.ts": 'type C = import("../clock").Clock;',
        "emulator/plugins/f.ts": 'require("../../azure/g"); require.resolve("../e");',
        "azure/g.ts": 'import type { X } from "../config.js";',
        "engine/h.ts": 'import "../customers/a";',
        "index.ts": 'import "./customers/a";',
        "tools/i.ts": 'import "../index";',
      },
      found: [
        "customers/a.ts:1: customers may not import components",
        "components/b.ts:1: components may not import provider",
        "provider/c.ts:1: provider may not import cli",
        "cli/d.ts:1: cli may not import emulator",
        "emulator/e.ts:1: emulator may not import clock",
        "emulator/plugins/f.ts:1: emulator/plugins may not import azure",
        "azure/g.ts:1: azure may not import config",
        "engine/h.ts:1: engine may not import customers",
        "index.ts:1: index may not import customers",
        "tools/i.ts: tools has no row in DIRECTIONS",
      ],
    },
    {
      rule: "roomsAreEnteredByTheirDoors",
      files: {
        "emulator/routes.ts": 'import "./logic/logicApps";\nimport "./logic/engine/run";',
        "emulator/logic/logicApps.ts": 'import "./engine/run";',
        "emulator/logic/engine/run.ts": 'import "../language/parse";\nimport "../../world";',
        "emulator/logic/language/parse.ts": 'import "./tokens";\nimport "../engine/run";',
        "test/emulator/logic/run.test.ts": 'import "../../../emulator/logic/engine/run";',
      },
      found: [
        "emulator/routes.ts:2: may not import emulator/logic/engine/run.ts",
        "emulator/logic/language/parse.ts:2: may not import emulator/logic/engine/run.ts",
      ],
    },
    {
      rule: "importsCanBeFollowed",
      files: {
        "a.ts": 'import "./b";\nimport "./package.json";',
        "c.ts": 'import("." + name);\nimport "./a.js";',
      },
      found: ["a.ts:1: imports ./b, which is not there", "c.ts:1: imports what is no plain string"],
    },
    {
      rule: "partsImportNoForeignPackages",
      files: {
        "customers/a.ts": 'import "node:fs/promises";\nimport "yaml";\nimport "@pulumi/pulumi";',
        "emulator/b.ts": 'import "@azure/identity";',
        "emulator/plugins/c.ts": 'import "@pulumi/pulumi";',
      },
      found: [
        "customers/a.ts:1: may not import node:fs/promises",
        "customers/a.ts:3: may not import @pulumi/pulumi",
        "emulator/b.ts:1: may not import @azure/identity",
      ],
    },
    {
      rule: "azureNativeIsImportedByModule",
      files: {
        "components/a.ts":
          'import "@pulumi/azure-native/keyvault";\nimport * as native from "@pulumi/azure-native";',
      },
      found: ["components/a.ts:2: imports all of @pulumi/azure-native"],
    },
    {
      rule: "filesHaveNoCycles",
      files: {
        "cli/a.ts": 'import "./b";',
        "cli/b.ts": 'import("./c");\nimport "./d";',
        "cli/c.ts": 'export { a } from "./a";',
        "cli/d.ts": "",
      },
      found: ["cli/a.ts -> cli/b.ts -> cli/c.ts -> cli/a.ts"],
    },
    {
      rule: "onlyEdgesTouchTheProcess",
      files: {
        "cli/a.ts": "process.env.HOME;\nprocess.exit(1);\nconst { env: e, argv } = process;",
        "cli/b.ts": "Date.now();\nMath.random();\nnew Date();\nnew Date(0);",
        "cli/c.ts": 'const p = process;\nnew pulumi.Config("x");\nexport type { A } from "./a";',
        "cli/asProcess.ts": "process.env.HOME;",
        "test/d.ts": "process.env.HOME;",
      },
      found: [
        "cli/a.ts:1: process.env is not for this file",
        "cli/a.ts:2: process.exit() is not for this file",
        "cli/a.ts:3: process.env is not for this file",
        "cli/b.ts:1: Date.now() is not for this file",
        "cli/b.ts:2: Math.random() is not for this file",
        "cli/b.ts:3: new Date() is not for this file",
        "cli/c.ts:1: process as a value is not for this file",
        "cli/c.ts:2: pulumi.Config is not for this file",
        "cli/c.ts:3: a name exported again is not for this file",
      ],
    },
    {
      rule: "filesAreShort",
      files: {
        "cli/a.ts": "a\n".repeat(250),
        "cli/b.ts": "a\n".repeat(251),
        "index.ts": "a\n".repeat(41),
      },
      found: [
        "cli/b.ts: 251 lines, where 250 are allowed",
        "index.ts: 41 lines, where 40 are allowed",
      ],
    },
    {
      rule: "foldersAreSmall",
      files: {
        ...Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`azure/a${at}.ts`, ""])),
        ...Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`azure/vault/a${at}.ts`, ""])),
      },
      found: ["azure/vault/: 31 files, where 30 are allowed"],
    },
    {
      rule: "filesBeginWithTheirPurpose",
      files: {
        "cli/a.ts": "// Says why.\n",
        "cli/b.ts": "#!/usr/bin/env node\n// Says why.\n",
        "cli/c.ts": 'import "x";\n',
        "cli/d.ts": "// biome-ignore lint\n",
      },
      found: [
        "cli/c.ts: does not begin with a sentence",
        "cli/d.ts: does not begin with a sentence",
      ],
    },
    {
      rule: "namesSayWhatIsInside",
      files: {
        "cli/utils.ts": "",
        "azure/common/a.ts": "",
        "test/helpers/b.ts": "",
        "cli/helper.ts": "",
      },
      found: [
        "cli/utils.ts: a name that says nothing",
        "azure/common/a.ts: a name that says nothing",
        "cli/helper.ts: a name that says nothing",
      ],
    },
  ];

  for (const { rule, files, found } of breaches) {
    it(`finds what breaks ${rule}`, () => {
      expect(RULES[rule]?.(sources(files))).to.deep.equal(found);
    });
  }

  it("finds an edge that is none any more", () => {
    const reading = 'new pulumi.Config("x");';
    const files = { "config.ts": reading, "customer-sync/config.ts": reading };
    const found = RULES.edgesAreNeeded?.(sources(files)) ?? [];
    expect(found).to.include("clock.ts: no longer uses new Date(); remove it from EDGES");
    expect(found.join("\n")).not.to.contain("pulumi.Config");
  });

  it("are all shown to fail", () => {
    const shown = [...breaches.map(({ rule }) => rule), "edgesAreNeeded"];
    expect(shown).to.have.members(Object.keys(RULES));
  });
});
