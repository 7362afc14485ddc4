// npm run handover in a test: on an emulator of its own, for customers of whom a run has left a password each.

import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picocolors from "picocolors";
import type { Outcome } from "../../../cli/command";
import { type HandoverOptions, runHandover } from "../../../cli/handover/runHandover";
import type { UserError } from "../../../cli/userError";
import { PROJECT_FOLDER } from "../../../projectFolder";
import { type EmulatedAzure, useEmulator } from "../../emulator/useEmulator";
import { ISSUED_ON, stateOf } from "./deployedState";

/** Customers of every kind. */
export const FILE = `customers:
  contoso:
    displayName: Contoso Ltd
    repositories: [app/api, app/web, base/*]
    readers: [66666666-6666-4666-8666-666666666666]
  fabrikam: { repositories: [base/*], actions: [content/read, metadata/read] }
  northwind: { repositories: ['*'], allowAllRepositories: true, credential: { rotation: manual } }
  tailspin: { repositories: [app/api], state: suspended }
  wingtip: { repositories: [app/api], state: offboarded }
  litware: { repositories: [app/api], accessUntil: 2026-04-30 }
`;

/** What differs from contoso's page on the day of the first password. */
export interface Asked extends Partial<HandoverOptions> {
  day?: string;
  isTerminal?: boolean;
  /** The file in the folder. @default FILE */
  yaml?: string;
  /** The file that was deployed. @default - the one in the folder */
  deployed?: string;
  /** What differs in the state, by customer. */
  more?: Parameters<typeof stateOf>[2];
}

/** Starts the emulator before the tests of a describe. */
export function useHandover() {
  const azure: EmulatedAzure = useEmulator({ now: `${ISSUED_ON}T12:00:00Z` });
  const notes: string[] = [];
  const made = { folder: "" };
  before(() => {
    made.folder = mkdtempSync(join(tmpdir(), "handover-"));
    copyFileSync(join(PROJECT_FOLDER, "Pulumi.dev.yaml"), join(made.folder, "Pulumi.dev.yaml"));
  });
  before(async () => {
    for (const id of ["contoso", "fabrikam", "northwind", "litware"]) {
      await azure.givenToken(`${id}-pull`, ["repositories/app/api/content/read"]);
      await azure.givenPassword(`${id}-pull`, "password2");
    }
  });
  after(() => rmSync(made.folder, { recursive: true }));
  beforeEach(() => {
    notes.length = 0;
  });

  async function handover(asked: Asked = {}): Promise<Outcome> {
    const { day = ISSUED_ON, isTerminal = false, yaml = FILE, deployed = yaml, more } = asked;
    const { environment, ca } = azure.emulator;
    writeFileSync(join(made.folder, "customers.yaml"), yaml);
    return runHandover(
      { id: "contoso", folder: made.folder, ...asked },
      {
        env: { ...environment, CUSTOMER_ACCESS_NOW: `${day}T12:00:00Z` },
        isTerminal,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: (text) => notes.push(text),
      },
      {
        ca,
        source: {
          name: "dev",
          state: async () => stateOf(azure, deployed, more),
        },
      },
    );
  }
  /** What is printed, with the emulator's ports replaced. */
  const printed = async (asked: Asked = {}) => {
    const { exitCode, lines } = await handover(asked);
    const text = lines
      .join("\n")
      .replaceAll(azure.loginServer, "vendorimages.azurecr.io")
      .replaceAll(azure.vaultUrl, "https://vendor-access.vault.azure.net");
    return { exitCode, text };
  };
  const failure = (asked: Asked) =>
    handover(asked).then(
      () => ({ message: "no error", remedy: "" }),
      ({ message, remedy }: UserError) => ({ message, remedy }),
    );
  return { azure, notes, made, handover, printed, failure };
}
