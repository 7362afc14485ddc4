// Names: of distinct customers never equal, and always what Azure accepts.

import { expect } from "chai";
import fc from "fast-check";
import { parseTokenId } from "../../azure/tokens/tokenId";
import {
  logicalNames,
  readerName,
  scopeMapId,
  secretId,
  secretName,
  syncReaderName,
  syncSecretName,
  tokenId,
} from "../../components/names";
import { ID_PATTERN } from "../../customers/schema/limits";
import { PLACE, SCOPE_MAP_ID, TOKEN_ID } from "./customers";

const anyId = fc
  .stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,9}){0,3}$/)
  .filter((id) => id.length >= 2 && id.length <= 40);
const anySuffix = fc.stringMatching(/^[a-z0-9]{8}$/);
/** The revision since which a customer is listed, where that is not the first. */
const anyRevision = fc.option(fc.nat(), { nil: undefined });

describe("names", () => {
  it("are derived from the customer's id", () => {
    expect(logicalNames("contoso")).to.deep.equal({
      scopeMap: "contoso-scope-map",
      token: "contoso-token",
      secret: "contoso-secret",
      sync: "contoso-sync",
    });
    expect(tokenId(PLACE, "contoso-pull")).to.equal(TOKEN_ID);
    expect(scopeMapId(PLACE, "contoso-pull")).to.equal(SCOPE_MAP_ID);
    expect(secretName("contoso", "x7k2pd4q")).to.equal("contoso-registry-x7k2pd4q");
    expect(secretName("contoso", "x7k2pd4q", 12)).to.equal("contoso-registry-x7k2pd4q-r12");
    expect(secretId(PLACE, "contoso-registry-x7k2pd4q")).to.equal(
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/vendor-secrets/providers/Microsoft.KeyVault/vaults/vendor-access/secrets/contoso-registry-x7k2pd4q",
    );
    expect(readerName("contoso", "8F0C6A5E-3d4b-4f7a-9b1e-2c5d7e9f1a3b")).to.equal(
      "contoso-reader-8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b",
    );
  });

  it("never collide for distinct customers", () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        fc.pre(one !== other);
        const names = Object.values(logicalNames(one));
        const others = Object.values(logicalNames(other));
        // Within one type; names of different types may be equal, such as those of `a-token` and the token of `a`.
        for (const [index, name] of names.entries()) expect(name).not.to.equal(others[index]);
        expect(tokenId(PLACE, `${one}-pull`)).not.to.equal(tokenId(PLACE, `${other}-pull`));
      }),
    );
  });

  it("of secrets never collide for distinct customers, nor with those from before they left", () => {
    const anyListing = fc.record({ id: anyId, since: anyRevision });
    fc.assert(
      fc.property(anyListing, anyListing, anySuffix, (one, other, suffix) => {
        fc.pre(one.id !== other.id || one.since !== other.since);
        const name = secretName(one.id, suffix, one.since);
        expect(name).not.to.equal(secretName(other.id, suffix, other.since));
        const [sync, otherSync] = [one, other].map((each) =>
          syncSecretName(each.id, suffix, each.since),
        );
        const all = [name, sync, `${sync}-url`, otherSync, `${otherSync}-url`];
        expect(new Set(all).size).to.equal(all.length);
        // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
        expect(name).to.match(/^[a-zA-Z0-9-]{1,127}$/);
      }),
    );
  });

  it("of readers never collide for distinct customers or readers", () => {
    fc.assert(
      fc.property(anyId, anyId, fc.uuid(), fc.uuid(), (one, other, reader, otherReader) => {
        fc.pre(one !== other && reader !== otherReader);
        const name = readerName(one, reader);
        expect(name).not.to.equal(readerName(other, reader));
        expect(name).not.to.equal(readerName(one, otherReader));
        expect(name).not.to.equal(readerName(other, otherReader));
        expect(syncReaderName(one, reader)).not.to.equal(syncReaderName(other, reader));
        // Neither of a customer whose id ends as the names of a sync do.
        for (const id of [one, other, `${one}-sync`, `${other}-reader`]) {
          expect(syncReaderName(one, reader)).not.to.equal(readerName(id, otherReader));
          expect(syncReaderName(one, reader)).not.to.equal(readerName(id, reader));
        }
      }),
    );
  });

  it("of one customer differ from each other", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const names = Object.values(logicalNames(id));
        expect(new Set(names).size).to.equal(names.length);
      }),
    );
  });

  it("satisfy Azure's patterns", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(id).to.match(ID_PATTERN);
        // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
        expect(`${id}-pull`).to.match(/^[a-zA-Z0-9-]{5,50}$/);
      }),
    );
  });

  it("make ids that can be taken apart again", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(parseTokenId(tokenId(PLACE, `${id}-pull`))).to.deep.equal({
          subscriptionId: PLACE.subscriptionId,
          resourceGroupName: PLACE.resourceGroupName,
          registryName: PLACE.registryName,
          tokenName: `${id}-pull`,
        });
      }),
    );
  });
});
