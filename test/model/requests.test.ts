// How many requests Resource Manager gets from an unchanged run of 1,000 customers: it grants few, and lists save them.

import { expect } from "chai";
import { scopeMapDescription } from "../../access/scopeMapMark";
import { tagsOf } from "../../passwords/marks";
import type { Call, Old, Properties } from "../../provider/protocol/resource";
import { REGISTRY_ID, VAULT_ID } from "./engine/armRequests";
import { PLACE } from "./engine/place";
import { loadProduct } from "./engine/product";
import { hasChanges } from "./promise/check";
import { type Bench, openBench } from "./sequence/bench";

const CUSTOMERS = 1_000;
const MOST_REQUESTS = 80;

/** The plugin starts for what the state has, and for the program, and each time looks for registry and vault. */
const OF_ITS_PLACE = 2 * 2;

const OWNER = "x7k2pd4q";
const MADE_AT = "2026-02-20T09:30:00.000Z";
const ENDS_AT = "2026-05-21T00:00:00Z";

describe("an unchanged run of 1,000 customers", function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await openBench(loadProduct());
  });
  after(() => bench.close());

  it(`sends Resource Manager at most ${MOST_REQUESTS} requests`, async () => {
    const { azure, product, reach } = bench;
    const { world } = azure;
    world.behaviours.armPageSize = 100;
    const state = Array.from({ length: CUSTOMERS }, (_, at) => made(bench, `customer-${at}`));
    const access = reach.first.openAccess();
    const rights = product.rightsInAzure(access);
    const kind = product.tokenSecret({
      azure: access,
      rights,
      run: () => ({ today: azure.clock.today(), mayRotate: true }),
      isListed: () => true,
    });
    world.journal.clear();

    const changed: string[] = [];
    for (const { old, call } of state) {
      const found = (await kind.read(old, call)) ?? old;
      const { inputs } = await kind.check(found.inputs, old.inputs, call);
      if (hasChanges(kind.diff(found, inputs, call))) changed.push(call.urn);
    }
    expect(changed).to.deep.equal([]);
    const counts: Record<string, number> = {};
    for (const { operation } of world.journal.entries()) {
      counts[operation] = (counts[operation] ?? 0) + 1;
    }
    expect(counts).to.deep.equal({
      Tokens_Get: 20,
      VaultSecrets_Get: 20,
      Tokens_List: 10,
      VaultSecrets_List: 10,
      // Each registry has some of its own.
      ScopeMaps_List: 11,
    });
    const sent = world.journal.entries().length + OF_ITS_PLACE;
    expect(sent).to.be.at.most(MOST_REQUESTS);
  });
});

/** Puts a customer into Azure, as runs before have left them. @returns what the state has of their secret */
function made({ azure }: Bench, customer: string): { old: Old; call: Call } {
  const { world } = azure;
  const registry = world.registries.get(PLACE.registryName);
  const vault = world.vaults.get(PLACE.vaultName);
  const pull = registry?.scopeMaps.get("_repositories_pull");
  if (registry === undefined || vault === undefined || pull === undefined) {
    throw new Error("there is no registry, vault or scope map");
  }
  const name = `${customer}-pull`;
  const [tokenId, scopeMapId] = [
    `${REGISTRY_ID}/tokens/${name}`,
    `${REGISTRY_ID}/scopeMaps/${name}`,
  ];
  const secretName = `${customer}-registry-${OWNER}`;
  const version = Buffer.from(customer).toString("hex").padStart(32, "0").slice(-32);
  const tags = tagsOf(
    {
      slot: "password1",
      createdAt: MADE_AT,
      generation: 1,
      token: `${PLACE.registryName}/${name}`,
      owner: OWNER,
    },
    "customer-access/dev",
  );
  const { creationDate, systemData } = pull;
  registry.scopeMaps.set(name, {
    name,
    type: "UserDefined",
    creationDate,
    systemData,
    actions: [],
    description: scopeMapDescription({ customer, owner: OWNER }),
  });
  registry.tokens.set(name, {
    name,
    creationDate,
    systemData,
    scopeMapId,
    scopeMapName: name,
    status: "enabled",
    passwords: [
      {
        name: "password1",
        creationTime: MADE_AT,
        expiry: ENDS_AT,
        value: customer,
        usableFromMs: 0,
      },
    ],
  });
  const seconds = Date.parse(MADE_AT) / 1000;
  const exp = Date.parse(ENDS_AT) / 1000;
  vault.secrets.set(secretName, {
    name: secretName,
    versions: [
      { version, value: customer, enabled: true, exp, tags, created: seconds, updated: seconds },
    ],
  });
  const inputs: Properties = {
    tokenId,
    scopeMapId,
    vaultId: VAULT_ID,
    secretName,
    owner: OWNER,
    stack: "customer-access/dev",
  };
  const slot = { name: "password1", createdAt: MADE_AT, expiresOn: "2026-05-21", generation: 1 };
  const outputs: Properties = {
    username: name,
    enabled: true,
    scopeMapId,
    secretId: `${VAULT_ID}/secrets/${secretName}`,
    secretVersion: version,
    secretEnabled: true,
    currentSlot: slot.name,
    slots: [slot],
  };
  const log = () => {};
  return { old: { id: tokenId, inputs, outputs }, call: { urn: customer, isPreview: false, log } };
}
