// A rotation that is killed: nobody is locked out at any time, and the next run ends it as if nothing had happened.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { isWrite, killedUp, kthMoment, untriedMoment } from "../../helpers/killedUp";
import { HeldPasswords } from "../../helpers/lives/heldPasswords";
import { IS_LONG } from "../../helpers/longRun";
import { readState } from "../../helpers/stateFile";
import { THREE_CUSTOMERS, USUAL_CUSTOMERS } from "../../helpers/usualFiles";

const REVOKED = THREE_CUSTOMERS.replace(
  "contoso: { repositories: [app/api]",
  "contoso: { repositories: [app/api], credential: { generation: 2, revokeBefore: 2 }",
);

/** Of 90 days of lifetime the last 30 are for changing over, and up to 7 more are for spreading. */
const DAYS_UNTIL_ALL_ARE_DUE = 60;

/** Kinds of requests at which a run must have been killed. */
const KINDS = ["Registries_GenerateCredentials", "AccessTokens_Get", "VaultSecrets_CreateOrUpdate"];

describe("a killed rotation of three customers", function () {
  this.timeout(1_800_000);
  let deployment: Deployment;
  let held: HeldPasswords;
  let restore: () => Promise<void>;
  let oldPasswords: Record<string, string>;

  before(async () => {
    deployment = await openDeployed(THREE_CUSTOMERS);
    deployment.advanceDays(DAYS_UNTIL_ALL_ARE_DUE);
    held = await HeldPasswords.watch(deployment.emulator, USUAL_CUSTOMERS);
    oldPasswords = await listed("password1");
    restore = await checkpoint(deployment);
  });
  beforeEach(() => restore());
  after(async () => {
    held.close();
    await deployment.close();
  });

  for (const phase of IS_LONG ? (["before", "after"] as const) : (["after"] as const)) {
    const moments = IS_LONG ? "each of its requests" : "a write of each kind, and the login";
    it(`locks nobody out and leaves nothing over, killed ${phase} ${moments}`, async () => {
      const tried: string[] = [];
      for (let k = 0; IS_LONG && (await isEnded(phase, kthMoment(phase, k), tried)); k++);
      // Three customers are served at once, so the k-th request of two runs need not be of one kind.
      const isTried = (kind: string) => tried.includes(kind);
      while (!KINDS.every(isTried) && (await isEnded(phase, untriedMoment(phase, tried), tried)));
      expect(tried).to.include.members(KINDS);
    });
  }

  /** Kills a run at a moment and ends what it began. @returns false when the run completed before that moment */
  async function isEnded(
    phase: "before" | "after",
    isMoment: Parameters<typeof killedUp>[1],
    tried: string[],
  ): Promise<boolean> {
    await restore();
    const endWatch = held.tryAfterEachWrite();
    const last = await killedUp(deployment, isMoment);
    if (last === undefined) return false;
    await deployment.stack.cancel();
    const { failed, output } = await deployment.up();
    endWatch();
    const moment = `${phase} ${last.operation} ${last.path}`;
    expect(failed, `${moment}\n${output}`).to.equal(false);
    await expectRotated(moment);
    await expectNothingToDo(moment);
    tried.push(last.operation);
    await expectEnds(moment);
    return true;
  }

  it("ends what it revoked with the next run, killed when the vault had the new password", async () => {
    await deployment.write(REVOKED);
    const last = await killedUp(
      deployment,
      ({ phase, entry }) => phase === "before" && entry.operation === "Tokens_Update",
    );
    expect(last?.path).to.match(/\/tokens\/contoso-pull$/);
    const works = async () => {
      const all = (await held.all()).filter(({ customer }) => customer === "contoso");
      return Promise.all(all.map((each) => held.accepts(each)));
    };
    expect(await works()).to.deep.equal([true, true]);
    await deployment.stack.cancel();
    expect((await deployment.up()).failed).to.equal(false);
    expect(await works()).to.deep.equal([false, true]);
    expect(Object.keys(await listed("password1"))).to.deep.equal(["fabrikam", "northwind"]);
    await deployment.write(THREE_CUSTOMERS);
  });

  /** Everybody has a second password beside the first one, and the state knows both. */
  async function expectRotated(moment: string): Promise<void> {
    expect(held.refusals, moment).to.deep.equal([]);
    const { resources, pending } = readState(deployment.folder);
    expect(pending, moment).to.deep.equal([]);
    expect(locks(), moment).to.deep.equal([]);
    expect(await listed("password1"), moment).to.deep.equal(oldPasswords);
    const newPasswords = await listed("password2");
    const credentials = resources.filter(({ type }) => type.endsWith(":TokenSecret"));
    expect(credentials).to.have.length(USUAL_CUSTOMERS.length);
    for (const { urn, outputs } of credentials) {
      const customer = urn.split("::").at(-1)?.replace("-secret", "") ?? "";
      const { currentSlot, slots } = outputs as unknown as CredentialOutputs;
      const known = slots.map(({ name, createdAt }) => [name, createdAt]).sort();
      expect({ currentSlot, known }, `${moment}: ${customer}`).to.deep.equal({
        currentSlot: "password2",
        known: [
          ["password1", oldPasswords[customer]],
          ["password2", newPasswords[customer]],
        ],
      });
    }
    // What a killed run had published is known by its tags, and published once.
    const once = Object.fromEntries(USUAL_CUSTOMERS.map((customer) => [customer, [0, 1]]));
    expect(await versions(), moment).to.deep.equal(once);
  }

  async function expectNothingToDo(moment: string): Promise<void> {
    deployment.emulator.journal.clear();
    const { changes, failed } = await deployment.up();
    expect({ changes, failed }, moment).to.deep.equal({ changes: {}, failed: false });
    expect(deployment.emulator.journal.entries().filter(isWrite), moment).to.deep.equal([]);
  }

  /** The registry itself ends each password on the day that the vault names with it, and not before. */
  async function expectEnds(moment: string): Promise<void> {
    const all = await held.all();
    const ends = [...new Set(all.map(({ endsAt }) => endsAt))].sort((one, other) => one - other);
    expect(ends, moment).to.have.length(2);
    for (const end of ends) {
      deployment.emulator.clock.set(new Date((end - 30) * 1000).toISOString());
      await held.tryAll(`${moment}, before the end`);
      deployment.emulator.clock.set(new Date(end * 1000).toISOString());
      for (const each of all.filter(({ endsAt }) => endsAt === end)) {
        expect(await held.accepts(each), `${moment}: ${each.customer}`).to.equal(false);
      }
    }
    expect(held.refusals, moment).to.deep.equal([]);
  }

  /** When Azure made each customer's password of this name. */
  async function listed(name: string): Promise<Record<string, string>> {
    const created: [string, string][] = [];
    for (const customer of USUAL_CUSTOMERS) {
      const { body } = await held.azure.arm("GET", `tokens/${customer}-pull`);
      const { properties } = body as TokenBody;
      const found = properties.credentials.passwords.find((password) => password.name === name);
      if (found !== undefined) created.push([customer, new Date(found.creationTime).toISOString()]);
    }
    return Object.fromEntries(created);
  }

  /** The versions of each customer's secret; equal numbers stand for equal values. */
  async function versions(): Promise<Record<string, number[]>> {
    const all = await held.all();
    return Object.fromEntries(
      USUAL_CUSTOMERS.map((customer) => {
        const values = all.filter((each) => each.customer === customer).map(({ value }) => value);
        return [customer, values.map((value) => values.indexOf(value))];
      }),
    );
  }

  function locks(): string[] {
    const folder = join(deployment.folder, ".pulumi", "locks");
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  }
});

interface TokenBody {
  properties: { credentials: { passwords: { name: string; creationTime: string }[] } };
}

interface CredentialOutputs {
  currentSlot: string;
  slots: { name: string; createdAt: string }[];
}
