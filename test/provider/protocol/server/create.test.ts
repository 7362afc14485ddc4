// Create over real gRPC: previews, log lines, and what the engine keeps of a failure.

import { status as grpcStatus } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { expect } from "chai";
import { NOTHING_KNOWN, stable } from "../../tokenSecret/outcome";
import { properties } from "./plugin";
import { failure, UNKNOWN, URN, usePluginStack } from "./stack";

describe("the protocol of create", () => {
  const stack = usePluginStack();

  describe("create", () => {
    it("previews in a preview what will be known, and the rest as unknown", async () => {
      const response = await stack.create(stack.inputs(), { preview: true, urn: `${URN}-new` });
      expect(response.getId()).to.equal("");
      expect(properties(response.getProperties())).to.deep.equal({
        username: "contoso-pull",
        enabled: true,
        scopeMapId: stack.inputs().scopeMapId,
        secretId: `${stack.azure.vaultId}/secrets/contoso-registry-x7k2pd`,
        secretName: "contoso-registry-x7k2pd",
        secretVersion: UNKNOWN,
        secretEnabled: true,
        isPublished: true,
        currentSlot: "password2",
        issuedAt: UNKNOWN,
        expiresAt: "2026-04-30T00:00:00Z",
        rotateOn: "2026-03-31",
        slots: UNKNOWN,
      });
    });

    it("previews nothing about a token that is not known yet", async () => {
      const response = await stack.create(stack.inputs({ tokenId: UNKNOWN }), { preview: true });
      const names = Object.keys(NOTHING_KNOWN);
      expect(properties(response.getProperties())).to.deep.equal(
        Object.fromEntries(names.map((name) => [name, UNKNOWN])),
      );
    });

    it("answers without the password, and is to be read again before each update", async () => {
      const response = await stack.create(stack.inputs());
      expect(response.getId()).to.equal(stack.id);
      expect(response.getRefreshBeforeUpdate()).to.equal(true);
      const outputs = properties(response.getProperties());
      const password = await stack.handedOut();
      expect(await stack.accepts(password)).to.equal(true);
      expect(JSON.stringify(outputs)).not.to.include(password);
      expect(stable(outputs)).to.deep.equal({
        username: "contoso-pull",
        enabled: true,
        scopeMapId: stack.inputs().scopeMapId,
        secretId: `${stack.azure.vaultId}/secrets/contoso-registry-x7k2pd`,
        secretName: "contoso-registry-x7k2pd",
        secretVersion: "<version>",
        secretEnabled: true,
        isPublished: true,
        currentSlot: "password2",
        issuedAt: "2026-03-01",
        expiresAt: "2026-04-30T00:00:00Z",
        rotateOn: "2026-03-31",
        slots: [
          { name: "password1", createdAt: "2026-03-01", endsOn: "2026-03-31", generation: 0 },
          { name: "password2", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 1 },
        ],
      });
      expect(stack.plugin.log.map(({ message }) => message)).to.deep.equal([
        "first password: a new password in password2, which works until 2026-04-30",
        "password1 goes on working until 2026-03-31",
      ]);
    });

    it("warns under the resource's name", async () => {
      stack.azure.emulator.faults.add({ path: "/oauth2/token", status: 403, times: Infinity });
      await stack.create(stack.inputs());
      expect(stack.plugin.log.at(-1)).to.deep.equal({
        severity: "warning",
        urn: URN,
        message: `the new password could not be verified by a login: ${stack.azure.loginServer} answers 403`,
      });
    });

    it("fails without any detail when nothing was made", async () => {
      await stack.azure.givenPassword("contoso-pull", "password2");
      const error = await failure(stack.create(stack.inputs()));
      expect(error.code).to.equal(grpcStatus.UNKNOWN);
      expect(error.details).to.match(/^token contoso-pull: both passwords of the token are taken/);
      expect(error.metadata.get("grpc-status-details-bin")).to.deep.equal([]);
    });

    it("tells the engine to keep what was made half-way", async () => {
      stack.azure.emulator.faults.add({ operation: "Tokens_Get", skip: 2, status: 403 });
      const error = await failure(stack.create(stack.inputs()));
      expect(error.details).to.match(/^token contoso-pull: password2 was generated but is not/);
      const [details] = error.metadata.get("grpc-status-details-bin");
      const carrier = Status.deserializeBinary(details as Buffer);
      expect(carrier.getMessage()).to.equal(error.details);
      const [detail] = carrier.getDetailsList();
      const made = detail?.unpack(
        proto.ErrorResourceInitFailed.deserializeBinary,
        "pulumirpc.ErrorResourceInitFailed",
      );
      expect(made?.getId()).to.equal(stack.id);
      expect(made?.getReasonsList()).to.deep.equal([error.details]);
      expect(made?.getRefreshBeforeUpdate()).to.equal(true);
      expect(properties(made?.getInputs())).to.deep.equal(stack.inputs());
      expect(stable(properties(made?.getProperties()))).to.deep.equal({
        username: "contoso-pull",
        enabled: true,
        scopeMapId: stack.inputs().scopeMapId,
        secretName: "contoso-registry-x7k2pd",
        secretVersion: null,
        isPublished: false,
        issuedAt: null,
        expiresAt: null,
        rotateOn: null,
        slots: [{ name: "password1", createdAt: "2026-03-01", generation: 0 }],
        currentSlot: "password2",
      });
    });
  });
});
