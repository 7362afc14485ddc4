// What is broken on purpose in copies of the product, to see that the model notices.

import type { Mutant } from "./mutant";
import { MUTANTS_OF_READINGS } from "./mutantsOfReadings";

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
    changes: [{ file: "azure/tokens/registryTokens.ts", text: "name: slot,", becomes: "" }],
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
        file: "azure/tokens/registryTokens.ts",
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
        text: "if (isFree(current, run.today)) return issueInEnded(held, current, why, wanted, run);\n  if (other === undefined || isFree(other, run.today) || isRevoked(other, wanted)) {",
        becomes:
          "if (isFree(current, run.today)) return issueInEnded(held, current, why, wanted, run);\n  if (other !== undefined || run !== undefined) {",
      },
    ],
  },
  {
    does: "rotates into the other slot though its password is still promised",
    changes: [
      {
        file: "passwords/rotation.ts",
        text: "if (other === undefined || isFree(other, run.today)) {",
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
        text: "if (other === undefined || isFree(other, run.today)) {",
        becomes:
          "if (other === undefined || isFree(other, run.today) || run.today >= addDays(promisedUntil(current) ?? run.today, -3)) {",
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
        text: "const listed = await verifiedPassword(work, slot, generated);",
        becomes:
          "const unverified = { ...work, inputs: { ...work.inputs, verifyLogin: false } };\n    const listed = await verifiedPassword(unverified, slot, generated);",
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
    does: "does not look whether another run has published or issued at the same time",
    changes: [
      {
        file: "provider/tokenSecret/carryOut.ts",
        text: "if (isListed && secret?.version === written.version && mark?.createdAt === createdAt) return;",
        becomes: "if (isListed || secret !== mark || written !== undefined) return;",
      },
    ],
  },
  {
    does: "asks when a password was made only after it has logged in",
    changes: [
      {
        file: "provider/tokenSecret/verifiedPassword.ts",
        text: `  const listed = await listedPassword(azure, token, slot);
  if (inputs.verifyLogin) await verifyLogin(azure, inputs.tokenId, generated, call);
`,
        becomes: `  if (inputs.verifyLogin) await verifyLogin(azure, inputs.tokenId, generated, call);
  const listed = await listedPassword(azure, token, slot);
`,
      },
    ],
  },
  {
    does: "looks for no other name of a secret than the state's",
    changes: [
      {
        file: "provider/tokenSecret/elsewhere.ts",
        text: "return found === undefined ? seen : { ...seen, elsewhere: found };",
        becomes: "return seen;",
      },
    ],
  },
  {
    does: "adopts what another stack declares",
    changes: [
      {
        file: "provider/adoptionProblems.ts",
        text: "  if (mark.owner === owner) {",
        becomes: "  if (mark.owner !== owner) return undefined;\n  if (mark.owner === owner) {",
      },
    ],
  },
  {
    does: "overwrites a secret that another stack has marked",
    changes: [
      {
        file: "provider/tokenSecret/plan.ts",
        text: 'if (!secretIs?.startsWith("owned by ")) return undefined;',
        becomes: "if (secretIs !== null) return undefined;",
      },
    ],
  },
  {
    does: "treats a handed-over password as unused",
    changes: [
      {
        file: "provider/tokenSecret/seen.ts",
        text: "return adoptsToken || elsewhere !== undefined",
        becomes: "return !adoptsToken && elsewhere !== undefined",
      },
    ],
  },
  {
    does: "leaves a version open that a PATCH has made",
    changes: [
      {
        file: "provider/tokenSecret/plan.ts",
        text: "return state.secretEnabled === true && !enabled;",
        becomes: "return false;",
      },
    ],
  },
  {
    does: "goes on writing what another stack has adopted",
    changes: [
      {
        file: "provider/rightsInAzure.ts",
        text: "if (mark.owner === owner) return undefined;",
        becomes: "if (mark.owner === owner || name !== undefined) return undefined;",
      },
    ],
  },
  {
    does: "does not see that its state is older than a scope map",
    changes: [
      {
        file: "provider/accessGuard.ts",
        text: "return revision > known ? [{ id, revision }] : [];",
        becomes: "return revision > known ? [] : [];",
      },
    ],
  },
  ...MUTANTS_OF_READINGS,
];
