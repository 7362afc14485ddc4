// Runs npm run adopt on a file, with a registry of an emulator.
import picocolors from "picocolors";
import { type AdoptOptions, runAdopt } from "../../../cli/adopt/runAdopt";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import type { EditedFile } from "../editing/run";

/** What it ended with; the file and its folder are shown as `FILE` and `FOLDER`. */
export async function adoptIn(
  file: EditedFile,
  azure: EmulatedAzure,
  options: Partial<AdoptOptions>,
) {
  const given = { customers: file.path, folder: ".", registry: azure.registryId, ...options };
  const shown = (text: string) =>
    text.replaceAll(file.path, "FILE").replaceAll(file.folder, "FOLDER");
  try {
    const { exitCode, lines, data } = await runAdopt(
      given,
      {
        env: { ...azure.emulator.environment, CUSTOMER_ACCESS_NOW: "2026-04-01T12:00:00Z" },
        isTerminal: false,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: () => {},
      },
      azure.http,
    );
    return { exitCode, text: shown(lines.join("\n")), data };
  } catch (error) {
    const { message, remedy } = error as Error & { remedy: string };
    return { exitCode: 2, text: shown(`${message}\n  ${remedy}`), data: undefined };
  }
}
