// What is read of customers from a stack's exported state, as the engine writes it.

import { expect } from "chai";
import { deployedCustomers } from "../../../cli/credentials/deployedCustomers";
import type { State } from "../../../cli/recover/state";

const URN = "urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess";
const CUSTOMER = "customer-access:index:Customer";
const SECRET = "acr-credentials:index:TokenSecret";

const customer = (id: string, more: object = {}) => ({
  urn: `${URN}$${CUSTOMER}::${id}`,
  type: CUSTOMER,
  ...more,
});
const child = (type: string, id: string, name: string, more: object = {}) => ({
  urn: `${URN}$${CUSTOMER}$${type}::${id}-${name}`,
  type,
  parent: `${URN}$${CUSTOMER}::${id}`,
  ...more,
});
const slots = [
  {
    name: "password1",
    createdAt: "2026-12-08T09:00:00.1Z",
    expiresOn: "2027-03-08",
    generation: 3,
  },
];

describe("the customers in a state", () => {
  it("are read with everything that a finished run left, by id", () => {
    const state: State = {
      resources: [
        { urn: `${URN}::access`, type: "customer-access:index:CustomerAccess" },
        customer("fabrikam", { outputs: { state: "suspended" } }),
        customer("contoso", { outputs: { state: "active", accessUntil: "2027-06-30" } }),
        child(SECRET, "contoso", "secret", {
          inputs: {
            tokenId: "/registries/vendorimages/tokens/contoso-pull",
            generation: 4,
            lifetimeDays: 60,
            rotateBeforeDays: 20,
            rotation: "manual",
            revokeBefore: 3,
            notAfter: "2027-07-01",
            owner: "x7k2pd4q",
          },
          outputs: {
            username: "contoso-pull",
            enabled: false,
            secretName: "contoso-registry-x7k2pd4q",
            isPublished: true,
            secretIs: "altered",
            secretVersion: "0123456789abcdef0123456789abcdef",
            currentSlot: "password1",
            expiresAt: "2027-03-08T00:00:00Z",
            rotateOn: "2027-02-04",
            slots: [...slots, { ...slots[0], name: "password2", isMissing: true }],
            revokedBefore: 2,
            drift: { enabled: "the token was disabled outside Pulumi" },
          },
        }),
      ],
    };
    expect(deployedCustomers(state)).to.deep.equal([
      {
        id: "contoso",
        state: "active",
        accessUntil: "2027-06-30",
        secretName: "contoso-registry-x7k2pd4q",
        credentials: {
          username: "contoso-pull",
          enabled: false,
          currentSlot: "password1",
          hasPassword: true,
          secretIs: "altered",
          secretVersion: "0123456789abcdef0123456789abcdef",
          owner: "x7k2pd4q",
          expiresAt: "2027-03-08T00:00:00Z",
          slots,
          tokenId: "/registries/vendorimages/tokens/contoso-pull",
          generation: 4,
          rotation: "manual",
          lifetimeDays: 60,
          rotateBeforeDays: 20,
          revokeBefore: 3,
          notAfter: "2027-07-01",
          drift: { enabled: "the token was disabled outside Pulumi" },
        },
        revokedBefore: 2,
        pending: [],
      },
      { id: "fabrikam", state: "suspended", revokedBefore: 1, pending: [] },
    ]);
  });

  it("are read with the defaults of what a state does not spell out, and with why a run failed", () => {
    const state: State = {
      resources: [
        customer("contoso"),
        child(SECRET, "contoso", "secret", {
          outputs: {
            secretName: "contoso-registry-x7k2pd4q",
            isPublished: false,
            currentSlot: "password1",
          },
          initErrors: ["token contoso-pull: no answer"],
        }),
      ],
    };
    expect(deployedCustomers(state)).to.deep.equal([
      {
        id: "contoso",
        credentials: {
          enabled: true,
          currentSlot: "password1",
          hasPassword: false,
          slots: [],
          tokenId: "",
          generation: 1,
          rotation: "automatic",
          lifetimeDays: 90,
          rotateBeforeDays: 30,
          revokeBefore: 1,
          drift: {},
          failure: "token contoso-pull: no answer",
        },
        revokedBefore: 1,
        pending: [],
      },
    ]);
  });

  it("have neither password nor secret where they are suspended from the start", () => {
    const outputs = {
      username: "contoso-pull",
      enabled: false,
      secretName: "contoso-registry-x7k2pd4q",
      isPublished: false,
      secretVersion: null,
      currentSlot: null,
      issuedAt: null,
      expiresAt: null,
      rotateOn: null,
      slots: [],
    };
    const secret = child(SECRET, "contoso", "secret", { outputs });
    expect(deployedCustomers({ resources: [customer("contoso"), secret] })).to.deep.equal([
      {
        id: "contoso",
        credentials: {
          username: "contoso-pull",
          enabled: false,
          hasPassword: false,
          slots: [],
          rotation: "automatic",
          tokenId: "",
          generation: 1,
          lifetimeDays: 90,
          rotateBeforeDays: 30,
          revokeBefore: 1,
          drift: {},
        },
        revokedBefore: 1,
        pending: [],
      },
    ]);
  });

  it("are found where a killed run only began with them, with what it left half done", () => {
    const state: State = {
      pending_operations: [
        { type: "creating", resource: customer("contoso") },
        {
          type: "creating",
          resource: child("azure-native:containerregistry:Token", "contoso", "token"),
        },
      ],
    };
    expect(deployedCustomers(state)).to.deep.equal([
      { id: "contoso", revokedBefore: 1, pending: ["contoso", "contoso-token"] },
    ]);
  });

  it("are not read from what a replacement left to be deleted", () => {
    const named = (secretName: string) => ({ outputs: { secretName, isPublished: true } });
    const old = child(SECRET, "contoso", "secret", { delete: true, ...named("old") });
    const now = child(SECRET, "contoso", "secret", named("new"));
    const state = { resources: [customer("contoso"), old, now] };
    expect(deployedCustomers(state).map(({ secretName }) => secretName)).to.deep.equal(["new"]);
  });

  it("are none in the state of a new stack, which has no resources", () => {
    expect(deployedCustomers({})).to.deep.equal([]);
  });
});
