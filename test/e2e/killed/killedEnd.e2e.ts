// A run that ends a customer's access, and is killed: the next one ends what it began, and the access does not come back meanwhile.

import { expect } from "chai";
import { AccessInAzure } from "../../helpers/accessInAzure";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { isWrite, killedUp, kthMoment, untriedMoment } from "../../helpers/killedUp";
import { WATCHER } from "../../helpers/lives/heldPasswords";
import { IS_LONG } from "../../helpers/longRun";

const CUSTOMERS = ["contoso", "fabrikam"];
const fileWith = (contoso: string) =>
  `customers:\n${contoso}  fabrikam: { repositories: [app/web] }\n`;
const contoso = (state: string, reader: string) =>
  `  contoso: { repositories: [app/api], state: ${state}, readers: [${reader}] }\n`;

/** What the file says before and after, and at requests of which kinds a run must have been killed. */
const ENDS = [
  {
    does: "suspends",
    before: "active",
    after: "suspended",
    kinds: ["Tokens_Update", "VaultSecrets_Update"],
  },
  {
    does: "offboards",
    before: "active",
    after: "offboarded",
    kinds: ["Tokens_Update", "VaultSecrets_Update", "RoleAssignments_Delete"],
  },
  {
    does: "removes",
    before: "offboarded",
    after: undefined,
    kinds: ["Tokens_Update", "Secrets_Delete", "Tokens_Delete", "ScopeMaps_Delete"],
  },
] as const;

describe("a killed run", function () {
  this.timeout(1_800_000);
  let deployment: Deployment;
  let azure: AccessInAzure;
  let active: () => Promise<void>;
  let reader: string;
  let passwords: Record<string, string>;
  /** What was accepted after it had been refused, or refused though nothing was to change about it. */
  const broken: string[] = [];

  before(async () => {
    deployment = await openDeployment();
    const { principals } = deployment.emulator;
    reader = principals.find(({ name }) => name === "contoso-deployment")?.objectId ?? "";
    await write("active");
    await expectUp();
    azure = new AccessInAzure(deployment);
    passwords = Object.fromEntries(
      await Promise.all(
        CUSTOMERS.map(async (each) => [each, (await deployment.password(each)) ?? ""]),
      ),
    );
    active = await checkpoint(deployment);
  });
  after(async () => {
    azure.close();
    await deployment.close();
  });

  const write = (state: string | undefined) =>
    deployment.write(fileWith(state === undefined ? "" : contoso(state, reader)));

  async function expectUp(moment = ""): Promise<void> {
    const { failed, output } = await deployment.up();
    expect(failed, `${moment}\n${output}`).to.equal(false);
  }

  /** Logs in as both customers after each request of a run. */
  function watch(): () => void {
    broken.length = 0;
    let isEnded = false;
    return deployment.emulator.intercept(async ({ phase, entry }) => {
      if (phase === "before" || entry.userAgent === WATCHER || !isWrite(entry)) return;
      const isAccepted = await azure.accepts("contoso", passwords.contoso ?? "");
      if (isEnded && isAccepted) broken.push(`contoso is let in again by ${entry.operation}`);
      isEnded ||= !isAccepted;
      if (!(await azure.accepts("fabrikam", passwords.fabrikam ?? ""))) {
        broken.push(`fabrikam is refused after ${entry.operation}`);
      }
    });
  }

  for (const { does, before: first, after: last, kinds } of ENDS) {
    // An offboarding does what a suspension does, and takes the readers' roles.
    if (does === "offboards" && !IS_LONG) continue;
    describe(`that ${does} a customer`, () => {
      let restore: () => Promise<void>;
      let undisturbed: Awaited<ReturnType<AccessInAzure["of"]>>;
      let untouched: typeof undisturbed;

      before(async () => {
        await active();
        await write(first);
        await expectUp();
        untouched = await azure.of(CUSTOMERS);
        restore = await checkpoint(deployment);
        await write(last);
        await expectUp();
        undisturbed = await azure.of(CUSTOMERS);
      });

      for (const phase of IS_LONG ? (["before", "after"] as const) : (["after"] as const)) {
        const moments = IS_LONG ? "each of its requests" : "a write of each kind";
        it(`is followed by one that does it, killed ${phase} ${moments}`, async () => {
          const tried = await killAtEach(phase, last, async (moment) => {
            expect(await azure.of(CUSTOMERS), moment).to.deep.equal(undisturbed);
          });
          expect(tried).to.include.members(kinds);
        });

        if (last !== "suspended") continue;
        it(`is followed by one that lets them in again, when the file does, killed ${phase} ${moments}`, async () => {
          await killAtEach(phase, first, async (moment) => {
            expect(await azure.of(CUSTOMERS), moment).to.deep.equal(untouched);
            expect(await deployment.password("contoso"), moment).to.equal(passwords.contoso);
            expect(await azure.accepts("contoso", passwords.contoso ?? ""), moment).to.equal(true);
          });
        });
      }

      /** Kills a run at each moment, and runs again with the file as it is to be then. @returns the operations at which it was killed */
      async function killAtEach(
        phase: "before" | "after",
        next: string | undefined,
        expectEnd: (moment: string) => Promise<void>,
      ): Promise<string[]> {
        const tried: string[] = [];
        for (let k = 0; IS_LONG || !kinds.every((kind) => tried.includes(kind)); k++) {
          await restore();
          await write(last);
          const endWatch = watch();
          const isMoment = IS_LONG ? kthMoment(phase, k) : untriedMoment(phase, tried);
          const entry = await killedUp(deployment, isMoment);
          if (entry === undefined) {
            endWatch();
            return tried;
          }
          const moment = `killed ${phase} ${entry.operation} ${entry.path}`;
          await deployment.stack.cancel();
          await write(next);
          if (next !== last) endWatch();
          await expectUp(moment);
          endWatch();
          expect(broken, moment).to.deep.equal([]);
          await expectEnd(moment);
          if (IS_LONG) await expectNothingToDo(moment);
          tried.push(entry.operation);
        }
        return tried;
      }

      async function expectNothingToDo(moment: string): Promise<void> {
        deployment.emulator.journal.clear();
        const { changes, failed } = await deployment.up();
        expect({ changes, failed }, moment).to.deep.equal({ changes: {}, failed: false });
        expect(deployment.emulator.journal.entries().filter(isWrite), moment).to.deep.equal([]);
      }
    });
  }
});
