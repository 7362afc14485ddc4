// Copies of the product in which one thing is broken on purpose, to see that the model notices.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "./product";

/** One thing that is broken. */
export interface Mutant {
  /** What the broken product does: "rotates the current slot". */
  does: string;
  changes: readonly Change[];
}

interface Change {
  file: string;
  /** Text that stands in the file exactly once. */
  text: string;
  becomes: string;
}

/** The ways in which a rotation locks people out. */
export const MUTANTS: readonly Mutant[] = [
  {
    does: "rotates the current slot",
    changes: [
      {
        file: "passwords/decision.ts",
        text: 'return slot === "password1" ? "password2" : "password1";',
        becomes: "return slot;",
      },
    ],
  },
  {
    does: "revokes before the vault has the new password",
    changes: [
      {
        file: "provider/tokenSecret/carryOut.ts",
        text: "  say(work, plan.reasons.settings);\n",
        becomes: "  if (plan.isRevocationDue) await revoked(work, work.state);\n",
      },
    ],
  },
  {
    does: "omits the slot's name in generateCredentials",
    changes: [{ file: "azure/registryTokens.ts", text: "name: slot,", becomes: "" }],
  },
  {
    does: "lets azure-native PUT the token",
    changes: [
      {
        file: "components/customer.ts",
        text: 'ignoreChanges: ["scopeMapId", "status", "credentials"],',
        becomes: "",
      },
    ],
  },
  {
    does: "takes the 404 of a missing registry for a token that is gone",
    changes: [
      {
        file: "azure/registryTokens.ts",
        text: "if (!isGone(failure)) throw failure;",
        becomes: "if (isGone(failure)) return undefined;",
      },
    ],
  },
  {
    does: "ignores the promise of the other slot",
    changes: [
      {
        file: "passwords/rotation.ts",
        text: "if (other === undefined || hasEnded(other, run.today)) {",
        becomes: "if (other !== undefined || run !== undefined) {",
      },
    ],
  },
  {
    does: "issues a password that does not outlive the promise beside it, and takes its slot in the last days",
    changes: [
      {
        file: "passwords/validity.ts",
        text: "if (besideUntil === undefined) return byLifetime;",
        becomes: "if (besideUntil === undefined || today !== undefined) return byLifetime;",
      },
      {
        file: "passwords/rotation.ts",
        text: "if (other === undefined || hasEnded(other, run.today)) {",
        becomes:
          "if (other === undefined || hasEnded(other, run.today) || run.today >= addDays(promisedUntil(current) ?? run.today, -3)) {",
      },
    ],
  },
  {
    does: "leaves repositories as a killed run left them that is taken back",
    changes: [
      {
        file: "access/since.ts",
        text: "isSame(id, line) ? revisionOf(known, id) : revision",
        becomes: "revisionOf(known, id)",
      },
    ],
  },
  {
    does: "publishes a password before it has logged in",
    changes: [
      {
        file: "provider/tokenSecret/carryOut.ts",
        text: "const listed = await provenPassword(work, slot, generated);",
        becomes:
          "const unproven = { ...work, inputs: { ...work.inputs, verifyLogin: false } };\n    const listed = await provenPassword(unproven, slot, generated);",
      },
    ],
  },
  {
    does: "ignores the marks on the secret",
    changes: [
      {
        file: "provider/tokenSecret/seen.ts",
        text: "const mark = published && markIn(published.tags);",
        becomes: "const mark = undefined as Mark | undefined;",
      },
    ],
  },
  {
    does: "reads only the first page of a list",
    changes: [
      {
        file: "azure/resourceManager.ts",
        text: "at = nextLink(request, page);",
        becomes: "at = undefined;",
      },
    ],
  },
  {
    does: "believes a list that a token is gone",
    changes: [
      {
        file: "provider/tokenSecret/readings.ts",
        text: "return seen !== undefined && isUnchanged(seen) ? seen : fresh(inputs);",
        becomes: "return seen;",
      },
    ],
  },
  {
    does: "believes a single stale answer",
    changes: [
      {
        file: "provider/tokenSecret/tokenSecret.ts",
        text: "if (!isUnchanged(known, stateOf(seen))) seen = await look();",
        becomes: "",
      },
    ],
  },
];

/** The folders and files that the product consists of. */
const PARTS = [
  "access",
  "azure",
  "cli",
  "components",
  "customers",
  "engine",
  "passwords",
  "provider",
];
const FILES = ["clock.ts", "config.ts", "index.ts", "package.json", "tsconfig.json"];

/** Makes the copy. @returns its folder, to be removed by `removeMutant` */
export function makeMutant({ changes }: Mutant): string {
  const folder = mkdtempSync(join(tmpdir(), "mutant-"));
  for (const part of [...PARTS, ...FILES]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  for (const { file, text, becomes } of changes) {
    const path = join(folder, file);
    const source = readFileSync(path, "utf8");
    const count = source.split(text).length - 1;
    if (count !== 1) {
      throw new Error(
        `${file} has ${JSON.stringify(text)} ${count} times, and it must be there once; say in test/model/mutants.ts how this is broken now`,
      );
    }
    writeFileSync(
      path,
      source.replace(text, () => becomes),
    );
  }
  return folder;
}

export function removeMutant(folder: string): void {
  rmSync(folder, { recursive: true });
}
