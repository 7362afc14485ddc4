// What is read from a checkpoint: all that auditors ask about, nothing of a secret, and the problem of a damaged one.

import { expect } from "chai";
import { checkpointSha256 } from "../../../audit/history/contentSha256";
import { readCheckpoint } from "../../../audit/history/readCheckpoint";
import type { Fields } from "../../../audit/history/reading";
import {
  CUSTOMER,
  checkpoint,
  GUARD,
  resource,
  SCOPE_MAP,
  SECRET,
  snapshotOf,
  TOKEN,
  TOKEN_SECRET,
} from "./checkpoints";

describe("a checkpoint", () => {
  it("says of a customer what the resources say", () => {
    expect(snapshotOf(SCOPE_MAP, TOKEN, TOKEN_SECRET)).to.deep.equal({
      writtenAt: "2026-11-30T16:46:52.94642913Z",
      customers: [
        {
          id: "contoso",
          modifiedAt: "2026-11-30T11:00:00Z",
          scopeMapModifiedAt: "2026-11-30T10:00:00.5Z",
          credentialModifiedAt: "2026-11-30T11:00:00Z",
          actions: ["repositories/app/api/content/read", "repositories/app/web/content/read"],
          tokenName: "contoso-pull",
          enabled: false,
          accessUntil: "2027-06-30",
          secretName: "contoso-registry-x2lil4ni",
          secretVersion: "aef4941d9eeb13fd47d6e767cf39543e",
          currentSlot: "password2",
          slots: [
            {
              name: "password2",
              createdAt: "2026-09-09T09:00:04.086Z",
              expiresOn: "2026-12-08",
              generation: 2,
            },
          ],
          rotateOn: "2026-11-08",
          revokedBefore: 2,
          drift: { password1: "password1 was deleted outside Pulumi" },
          events: 3,
          eventSha256: "aa",
          previousEventSha256: "bb",
          // Nobody sealed these.
          isEventSealTrue: false,
        },
      ],
    });
  });

  it("says nothing of a customer's webhooks", () => {
    const sync = resource("acr-credentials:index:SyncWebhooks", {
      inputs: { customer: "contoso", enabled: true, generation: 2 },
      outputs: { enabled: true, secretName: "contoso-sync-x2lil4ni", isPublished: true },
      modified: "2026-11-30T12:00:00Z",
    });
    expect(snapshotOf(SCOPE_MAP, TOKEN, TOKEN_SECRET, sync)).to.deep.equal(
      snapshotOf(SCOPE_MAP, TOKEN, TOKEN_SECRET),
    );
  });

  it("says what is known where a run did not come further", () => {
    expect(snapshotOf(TOKEN).customers).to.deep.equal([
      {
        id: "contoso",
        modifiedAt: "2026-11-30T09:00:00Z",
        tokenName: "contoso-pull",
        enabled: true,
        slots: [],
        isWithoutSecret: true,
      },
    ]);
    const component = {
      urn: CUSTOMER,
      type: "customer-access:index:Customer",
      outputs: { accessUntil: "2027-06-30" },
    };
    expect(snapshotOf(component).customers).to.deep.equal([
      { id: "contoso", accessUntil: "2027-06-30", slots: [] },
    ]);
  });

  it("reads the last day from what was carried out, not from what was declared", () => {
    const component = {
      urn: CUSTOMER,
      type: "customer-access:index:Customer",
      outputs: { accessUntil: "2026-12-31" },
    };
    expect(snapshotOf(component, TOKEN_SECRET).customers[0]?.accessUntil).to.equal("2027-06-30");
  });

  it("leaves out the predecessor that waits for its deletion", () => {
    const older = { ...TOKEN_SECRET, delete: true, outputs: { username: "old-pull" } };
    expect(snapshotOf(older, TOKEN_SECRET).customers[0]?.tokenName).to.equal("contoso-pull");
    expect(snapshotOf(older).customers).to.deep.equal([]);
  });

  it("says of the record what the guard keeps", () => {
    const acknowledge = [{ customers: ["contoso"], reason: "moved", until: "2026-12-01" }];
    const guard = {
      urn: `urn:pulumi:dev::customer-access::${GUARD}::access-guard`,
      type: GUARD,
      inputs: {
        access: { contoso: "active; contoso-pull" },
        fileSha256: "ff",
        registryId: "/r",
        vaultId: "/v",
        acknowledge,
      },
      outputs: {
        revision: 7,
        recordSha256: "cc",
        previousSha256: "dd",
        provenance: {
          commit: "abc",
          author: "Ada",
          pullRequest: "12",
          approvers: ["grace"],
          run: "https://run",
          more: 1,
        },
      },
      modified: "2026-11-30T11:00:00Z",
    };
    expect(snapshotOf(guard).guard).to.deep.equal({
      revision: 7,
      access: { contoso: "active; contoso-pull" },
      fileSha256: "ff",
      registryId: "/r",
      vaultId: "/v",
      acknowledge,
      provenance: {
        commit: "abc",
        author: "Ada",
        pullRequest: "12",
        approvers: ["grace"],
        run: "https://run",
      },
      recordSha256: "cc",
      previousSha256: "dd",
      isSealTrue: false,
      modifiedAt: "2026-11-30T11:00:00Z",
    });
  });

  it("takes every secret as unknown, at every place", () => {
    const secret = { ...SECRET, ciphertext: "v1:secret" };
    const guard = {
      urn: `a::b::${GUARD}::access-guard`,
      type: GUARD,
      inputs: { access: secret, fileSha256: secret },
      outputs: secret,
    };
    const hidden = resource("acr-credentials:index:TokenSecret", {
      inputs: secret,
      outputs: {
        username: secret,
        enabled: secret,
        slots: secret,
        drift: secret,
        currentSlot: secret,
      },
    });
    const partly = resource("azure-native:containerregistry:ScopeMap", {
      outputs: { actions: ["repositories/app/api/content/read", secret] },
    });
    const read = snapshotOf(guard, hidden, partly);
    expect(read.guard).to.deep.equal({ revision: 0, access: {} });
    expect(read.customers).to.deep.equal([
      { id: "contoso", actions: ["repositories/app/api/content/read"], slots: [] },
    ]);
    expect(JSON.stringify(read)).not.to.contain("v1:secret");
  });

  it("names what a killed run had begun", () => {
    const state = checkpoint() as { checkpoint: { latest: object } };
    Object.assign(state.checkpoint.latest, {
      pending_operations: [
        { type: "creating", resource: { urn: "a::b::c::contoso-token", type: "t" } },
      ],
    });
    const reading = readCheckpoint(state);
    expect("value" in reading && reading.value.snapshot.unfinished).to.deep.equal([
      "creating contoso-token",
    ]);
  });

  it("is the same as `pulumi stack export` prints it", () => {
    const { checkpoint: inner } = checkpoint(SCOPE_MAP) as { checkpoint: { latest: object } };
    expect(readCheckpoint({ version: 3, deployment: inner.latest })).to.deep.equal({
      value: {
        snapshot: snapshotOf(SCOPE_MAP),
        contentSha256: checkpointSha256(undefined, inner.latest as Fields),
      },
    });
  });

  it("is empty for a stack that was never updated", () => {
    expect(
      readCheckpoint({ version: 3, checkpoint: { stack: "organization/customer-access/dev" } }),
    ).to.deep.equal({
      value: {
        stack: "customer-access/dev",
        snapshot: { customers: [] },
        contentSha256: checkpointSha256("organization/customer-access/dev", {}),
      },
    });
  });

  it("says what is wrong with it", () => {
    const whole = JSON.stringify(checkpoint(SCOPE_MAP));
    const problems = [
      "",
      whole.slice(0, -1),
      "[]",
      "null",
      '{"checkpoint":5}',
      '{"checkpoint":{"latest":{"resources":{}}}}',
      '{"checkpoint":{"latest":{"resources":[{"urn":"a","type":"t"},{"type":"t"}]}}}',
    ];
    expect(problems.map((each) => readCheckpoint(each))).to.deep.equal([
      { problem: "is empty" },
      { problem: "is cut off or damaged: it is no JSON" },
      { problem: "is no checkpoint of Pulumi" },
      { problem: "is no checkpoint of Pulumi" },
      { problem: "is no checkpoint of Pulumi" },
      { problem: "is no checkpoint of Pulumi: it has no list of resources" },
      { problem: "is damaged: its resource 2 is none" },
    ]);
  });
});
