// The emulator's own endpoints: its clock, and its journal of what was asked.
import { readFile } from "node:fs/promises";
import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { getJson, openHttp, unexpectedAnswer } from "../../azure/http";
import type { RunningEmulator } from "../emulated";

/** One request in the journal. */
export interface JournalEntry {
  method: string;
  path: string;
  /** The service that was asked: `arm`, `login`, or one vault or registry. */
  host: string;
}

/** What is done with a running emulator from outside. */
export interface EmulatorControl {
  /** Sets the clock of everything in the emulated Azure; it goes on from there. */
  moveTo(instant: string): Promise<void>;
  /** Everything that was asked since the start. */
  journal(): Promise<JournalEntry[]>;
}

/** Opens the endpoints. */
export async function openControl(
  emulator: Pick<RunningEmulator, "url" | "caFile">,
): Promise<EmulatorControl> {
  const http = openHttp({ ca: await readFile(emulator.caFile, "utf8") });
  return {
    async moveTo(instant) {
      const response = await http.pipeline.sendRequest(
        http.client,
        createPipelineRequest({
          url: `${emulator.url}/_emulator/clock`,
          method: "PUT",
          headers: createHttpHeaders({ "content-type": "application/json" }),
          body: JSON.stringify({ now: instant }),
        }),
      );
      if (response.status !== 200) throw unexpectedAnswer("moving the emulator's clock", response);
    },
    journal: () =>
      getJson<JournalEntry[]>(http, {
        operation: "reading the emulator's journal",
        url: `${emulator.url}/_emulator/journal`,
        needs: [],
      }),
  };
}
