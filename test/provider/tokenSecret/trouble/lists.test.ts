// Readings of many customers: single ones first, then lists, whose absences and differences are believed by nobody.

import { expect } from "chai";
import type { Old } from "../../../../provider/protocol/resource";
import { useSecretStack } from "../useSecretStack";

const SINGLE = 20;
/** How many requests lists take: the first customers one by one, then pages of each side. */
const requestsFor = (customers: number, pageSize: number) =>
  2 * SINGLE + 2 * Math.ceil(customers / pageSize);

describe("TokenSecret: readings of many customers", function () {
  this.timeout(120_000);
  const stack = useSecretStack();
  const COUNT = 60;
  const states = new Map<string, Old>();

  const named = (index: number) => `customer-${String(index).padStart(4, "0")}`;
  const inputsOf = (name: string) => ({
    tokenId: `${stack.azure.registryId}/tokens/${name}`,
    secretName: `${name}-registry-x7k2pd`,
    verifyLogin: false,
  });

  /** Declares customers as a run does; each has a token and a published password. */
  const declare = async (count: number) => {
    for (let index = 0; index < count; index++) {
      const name = named(index);
      const properties = { scopeMapId: stack.scopeMapId, status: "enabled" };
      await stack.azure.arm("PUT", `tokens/${name}`, { properties });
      const made = await stack.kind.create(stack.inputs(inputsOf(name)), stack.call());
      states.set(name, made);
    }
  };

  /** Reads all of them as an unchanged run does; answers how often each request was sent, and the states. */
  const readAll = async () => {
    const found = new Map<string, Old | undefined>();
    const each = [...states].map(async ([name, known]) => {
      found.set(name, await stack.kind.read(known, stack.call()));
    });
    await Promise.all(each);
    const counts: Record<string, number> = {};
    for (const request of stack.requests()) {
      const name = request.split(" ")[0] ?? "";
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return { found, counts };
  };

  let restore: (() => void) | undefined;
  beforeEach(async () => {
    if (restore === undefined) {
      await declare(COUNT);
      restore = stack.azure.emulator.checkpoint();
    }
    restore();
  });

  const expectUnchanged = (found: ReadonlyMap<string, Old | undefined>) => {
    for (const [name, { outputs }] of states) {
      expect(found.get(name)?.outputs).to.deep.equal(outputs);
    }
  };

  it("asks for the first twenty one by one, and for all others by lists through all pages", async () => {
    stack.azure.emulator.behaviours.armPageSize = 25;
    const { found, counts } = await readAll();
    expectUnchanged(found);
    expect(counts).to.deep.equal({
      GetToken: SINGLE,
      GetSecret: SINGLE,
      ListTokens: 3,
      ListSecrets: 3,
    });
    expect(requestsFor(COUNT, 25)).to.equal(46);
    expect(requestsFor(1_000, 100)).to.be.at.most(80);
  });

  it("asks for lists once in a run", async () => {
    await readAll();
    stack.begin();
    const { counts } = await readAll();
    expect(counts).to.deep.equal({});
  });

  it("takes what a list lacks for there, until a reading by itself says otherwise", async () => {
    const gone = named(30);
    await stack.azure.arm("DELETE", `tokens/${gone}`);
    await stack.azure.vault("DELETE", `/secrets/${named(40)}-registry-x7k2pd`);
    stack.begin();
    const { found, counts } = await readAll();
    expect(found.get(gone)).to.equal(undefined);
    expect(found.get(named(40))?.outputs.secretIs).to.equal("missing");
    expect(counts).to.deep.equal({
      GetToken: SINGLE + 2,
      GetSecret: SINGLE + 2,
      ListTokens: 1,
      ListSecrets: 1,
      GetRegistry: 1,
      GetVault: 1,
    });
  });

  for (const operation of ["Tokens_List", "VaultSecrets_List"]) {
    it(`believes no absence of ${operation}, whose page came too early`, async () => {
      stack.azure.emulator.behaviours.armPageSize = 25;
      const fault = { operation, skip: 1, status: 200, body: '{"value":[]}', headers: JSON_TYPE };
      stack.azure.emulator.faults.add(fault);
      const { found } = await readAll();
      expectUnchanged(found);
    });

    it(`gives ${operation} up where it fails, and reads one by one`, async () => {
      stack.azure.emulator.faults.add({ operation, status: 403, code: "AuthorizationFailed" });
      const { found, counts } = await readAll();
      expectUnchanged(found);
      expect([counts.GetToken, counts.GetSecret]).to.deep.equal([COUNT, COUNT]);
    });

    it(`gives ${operation} up where it lacks a field`, async () => {
      const body = '{"value":[{"id":"/x"}]}';
      stack.azure.emulator.faults.add({ operation, status: 200, body, headers: JSON_TYPE });
      const { found } = await readAll();
      expectUnchanged(found);
    });
  }

  it("reads again what a list shows otherwise", async () => {
    const name = named(50);
    await stack.azure.arm("PATCH", `tokens/${name}`, { properties: { status: "disabled" } });
    stack.begin();
    const { found, counts } = await readAll();
    expect(found.get(name)?.outputs).to.deep.include({ enabled: false });
    expect([counts.GetToken, counts.GetSecret]).to.deep.equal([SINGLE + 1, SINGLE + 1]);
  });
});

const JSON_TYPE = { "content-type": "application/json" };
