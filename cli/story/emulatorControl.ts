// The emulator's control endpoints: its clock, and its journal of requests.
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
  /** What the clock shows. */
  now(): Promise<Date>;
  /** Sets the clock of everything in the emulated Azure; it goes on from there. */
  moveTo(instant: string): Promise<void>;
  /** Makes requests fail, as `emulator/faults.ts` describes it. */
  addFault(fault: object): Promise<void>;
  /** Moves the clock until no delivery and no import is under way. */
  settle(): Promise<void>;
  /** Changes how Azure behaves, as `emulator/behaviours.ts` describes it. */
  behave(behaviours: object): Promise<void>;
  /** Ends all faults. */
  clearFaults(): Promise<void>;
  /** Everything that was asked since the start. */
  journal(): Promise<JournalEntry[]>;
}

/** Opens the endpoints. */
export async function openControl(
  emulator: Pick<RunningEmulator, "url" | "caFile">,
): Promise<EmulatorControl> {
  const http = openHttp({ ca: await readFile(emulator.caFile, "utf8") });
  const send = async (
    operation: string,
    {
      method,
      path,
      body,
    }: { method: "PUT" | "POST" | "PATCH" | "DELETE"; path: string; body?: object },
  ) => {
    const response = await http.pipeline.sendRequest(
      http.client,
      createPipelineRequest({
        url: `${emulator.url}/_emulator/${path}`,
        method,
        headers: createHttpHeaders({ "content-type": "application/json" }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    if (response.status >= 300) throw unexpectedAnswer(operation, response);
  };
  return {
    async now() {
      const { now } = await getJson<{ now: string }>(http, {
        operation: "reading the emulator's clock",
        url: `${emulator.url}/_emulator/clock`,
        needs: ["now"],
      });
      return new Date(now);
    },
    behave: (behaviours) =>
      send("changing the emulator's behaviour", {
        method: "PATCH",
        path: "behaviours",
        body: behaviours,
      }),
    settle: () => send("waiting for the emulator", { method: "POST", path: "settle" }),
    moveTo: (instant) =>
      send("moving the emulator's clock", { method: "PUT", path: "clock", body: { now: instant } }),
    addFault: (fault) => send("ordering a fault", { method: "POST", path: "faults", body: fault }),
    clearFaults: () => send("ending the faults", { method: "DELETE", path: "faults" }),
    journal: () =>
      getJson<JournalEntry[]>(http, {
        operation: "reading the emulator's journal",
        url: `${emulator.url}/_emulator/journal`,
        needs: [],
      }),
  };
}
