// Check and diff over real gRPC: the answers to the engine before anything is done.

import { status as grpcStatus } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { type Properties, properties, struct } from "./plugin";
import { failure, GUARD_URN, TYPE, UNKNOWN, URN, usePluginStack } from "./stack";

describe("the protocol before a change", () => {
  const stack = usePluginStack();

  describe("check", () => {
    const check = (urn: string, news: Properties) => {
      const request = new proto.CheckRequest().setUrn(urn).setNews(struct(news));
      return stack.plugin.call<proto.CheckResponse>((client, done) => client.check(request, done));
    };

    it("fails for a type that it does not have, and names those that it has", async () => {
      const error = await failure(check(URN.replace(TYPE, "acr-credentials:index:Nothing"), {}));
      expect(error.code).to.equal(grpcStatus.UNKNOWN);
      expect(error.details).to.equal(
        'acr-credentials has no resource type "acr-credentials:index:Nothing"; it has acr-credentials:index:AccessGuard, acr-credentials:index:TokenSecret, acr-credentials:index:SyncWebhooks',
      );
    });

    it("never fails for a customer's own inputs", async () => {
      const news = { tokenId: UNKNOWN, lifetimeDays: -1 };
      const response = await check(URN, news);
      expect(properties(response.getInputs())).to.deep.equal(news);
      expect(response.getFailuresList()).to.deep.equal([]);
    });
  });

  describe("diff", () => {
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const { ADD, UPDATE, UPDATE_REPLACE, DELETE } = proto.PropertyDiff.Kind;
    const outputs = (change: Properties = {}): Properties => ({
      username: "contoso-pull",
      secretId: `${stack.azure.vaultId}/secrets/contoso-registry-x7k2pd`,
      secretVersion: "0123456789abcdef0123456789abcdef",
      secretEnabled: true,
      currentSlot: "password1",
      enabled: true,
      scopeMapId: stack.inputs().scopeMapId,
      slots: [
        {
          name: "password1",
          createdAt: "2026-03-01T12:00:00.000Z",
          expiresOn: "2026-04-30",
          generation: 1,
        },
      ],
      ...change,
    });
    const shown = (response: proto.DiffResponse) => ({
      changes: response.getChanges(),
      replaces: response.getReplacesList(),
      diffs: response.getDiffsList().sort(),
      detailed: Object.fromEntries(
        [...response.getDetaileddiffMap().entries()].map(([path, change]) => [
          path,
          [change.getKind(), change.getInputdiff()],
        ]),
      ),
    });

    it("finds no change, and says so in detail", async () => {
      const response = await stack.diff(
        { inputs: stack.inputs(), outputs: outputs() },
        stack.inputs(),
      );
      expect(response.getHasdetaileddiff()).to.equal(true);
      expect(shown(response)).to.deep.equal({
        changes: DIFF_NONE,
        replaces: [],
        diffs: [],
        detailed: {},
      });
      expect(stack.plugin.log).to.deep.equal([]);
    });

    it("finds changed inputs", async () => {
      const { rotateBeforeDays: _, ...rest } = stack.inputs({ lifetimeDays: 90, generation: 1 });
      expect(
        shown(await stack.diff({ inputs: stack.inputs(), outputs: outputs() }, rest)),
      ).to.deep.equal({
        changes: DIFF_SOME,
        replaces: [],
        diffs: ["generation", "lifetimeDays", "rotateBeforeDays"],
        detailed: {
          lifetimeDays: [UPDATE, true],
          generation: [ADD, true],
          rotateBeforeDays: [DELETE, true],
        },
      });
    });

    it("finds a lost password as changed outputs", async () => {
      expect(
        shown(
          await stack.diff(
            { inputs: stack.inputs(), outputs: outputs({ slots: [] }) },
            stack.inputs(),
          ),
        ),
      ).to.deep.equal({
        changes: DIFF_SOME,
        replaces: [],
        diffs: ["currentSlot", "expiresAt", "secretVersion"],
        detailed: {
          secretVersion: [UPDATE, false],
          currentSlot: [UPDATE, false],
          expiresAt: [UPDATE, false],
        },
      });
    });

    it("replaces for another token", async () => {
      const tokenId = `${stack.azure.registryId}/tokens/fabrikam-pull`;
      expect(
        shown(
          await stack.diff(
            { inputs: stack.inputs(), outputs: outputs() },
            stack.inputs({ tokenId }),
          ),
        ),
      ).to.deep.equal({
        changes: DIFF_SOME,
        replaces: ["tokenId"],
        diffs: ["tokenId"],
        detailed: { tokenId: [UPDATE_REPLACE, true] },
      });
    });

    it("does not replace for a token that is not known yet", async () => {
      expect(
        shown(
          await stack.diff(
            { inputs: stack.inputs(), outputs: outputs() },
            stack.inputs({ tokenId: UNKNOWN }),
          ),
        ),
      ).to.deep.equal({
        changes: DIFF_SOME,
        replaces: [],
        diffs: ["tokenId"],
        detailed: { tokenId: [UPDATE, true] },
      });
    });

    it("compares the guard's record customer by customer", async () => {
      const before = { access: { contoso: "active", fabrikam: "active" }, fileSha256: "a" };
      const after = {
        access: { contoso: "suspended", "adventure-works": "active" },
        fileSha256: "b",
      };
      expect(
        shown(
          await stack.diff(
            { inputs: before, outputs: { revision: 1, listedSince: {}, rightsSince: {} } },
            after,
            GUARD_URN,
          ),
        ),
      ).to.deep.equal({
        changes: DIFF_SOME,
        replaces: [],
        diffs: ["access.contoso", "access.fabrikam", 'access["adventure-works"]', "fileSha256"],
        detailed: {
          "access.contoso": [UPDATE, true],
          'access["adventure-works"]': [ADD, true],
          "access.fabrikam": [DELETE, true],
          fileSha256: [UPDATE, true],
        },
      });
    });

    it("logs why nothing is done about what is due, before it answers", async () => {
      const slots = [
        {
          name: "password1",
          createdAt: "2026-01-01T12:00:00Z",
          expiresOn: "2026-03-20",
          generation: 1,
        },
        {
          name: "password2",
          createdAt: "2026-01-01T12:00:00Z",
          expiresOn: "2026-03-10",
          generation: 1,
        },
      ];
      await stack.diff({ inputs: stack.inputs(), outputs: outputs({ slots }) }, stack.inputs());
      expect(stack.plugin.log).to.deep.equal([
        {
          severity: "info",
          urn: URN,
          message:
            "rotation due since 2026-02-18; password2 is promised until 2026-03-10; waiting until 2026-03-10",
        },
      ]);
    });
  });
});
