// An emulator whose workflows are run with given actions, and short forms of such actions.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";
import { Workflows } from "./workflows";

/** For the tests of a describe: runs actions, each time in another workflow. */
export function useRuns() {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  let count = 0;
  return {
    azure,
    workflows,
    /** Runs actions with the body of a call; status and code of each action. */
    async run(actions: object, body: unknown = {}) {
      count += 1;
      const name = `w${count}`;
      const { status } = await workflows.run(await workflows.deploy(name, { actions }), body);
      expect(status).to.equal(202);
      const [found] = await workflows.runs(name);
      return { name, status: found?.status, actions: await workflows.actions(name) };
    },
  };
}

/** An action that filters. */
export const query = (from: unknown, where: unknown, more: object = {}) => ({
  type: "Query",
  inputs: { from, where },
  ...more,
});

/** An action that succeeds. */
export const WORKS = query([], true);

/** An action that fails, unless the body of the call has a property `nothing`. */
export const FAILS = query("@triggerBody()['nothing']", true);

/** What makes an action come after another. */
export const follows = (name: string, ...statuses: string[]) => ({
  runAfter: { [name]: statuses },
});

/** An action that fails after it has waited so long, by the emulator's clock. */
export const waits = (interval: string) => ({
  type: "Http",
  inputs: {
    method: "GET",
    uri: "https://localhost:1/",
    retryPolicy: { type: "fixed", count: 1, interval },
  },
});
