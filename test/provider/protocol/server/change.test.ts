// Read, update, delete and cancel over real gRPC, and that no secret leaves the process.

import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withoutEvents } from "../../tokenSecret/outcome";
import { properties } from "./plugin";
import { failure, URN, usePluginStack } from "./stack";

describe("the protocol of changes", () => {
  const stack = usePluginStack();

  describe("read", () => {
    it("fails as Azure does, and does not say that it is gone", async () => {
      stack.azure.emulator.faults.add({
        operation: "Tokens_Get",
        status: 404,
        code: "ResourceNotFound",
      });
      stack.azure.emulator.faults.add({
        operation: "Registries_Get",
        status: 403,
        code: "No",
        times: 9,
      });
      const error = await failure(stack.read());
      expect(error.details).to.match(
        /^reading registry vendorimages in resource group .*: 403 No:/,
      );
    });

    it("answers without an id when the token is gone", async () => {
      await stack.azure.arm("DELETE", "tokens/contoso-pull");
      const response = await stack.read();
      expect(response.toObject()).to.deep.include({ id: "", inputs: undefined });
    });

    it("imports by id", async () => {
      const response = await stack.read();
      expect(response.getId()).to.equal(stack.id);
      expect(response.getRefreshBeforeUpdate()).to.equal(true);
      expect(properties(response.getInputs())).to.deep.equal({
        tokenId: stack.id,
        scopeMapId: stack.inputs().scopeMapId,
      });
    });

    it("answers what is known where nothing changed", async () => {
      const outputs = await stack.created();
      const response = await stack.read({ inputs: stack.inputs(), outputs });
      expect(properties(response.getProperties())).to.deep.equal(outputs);
    });
  });

  describe("update", () => {
    it("fails with the whole reason, and keeps the state", async () => {
      const outputs = await stack.created();
      const error = await failure(stack.update(outputs, stack.inputs({ generation: 2 })));
      expect(error.details).to.equal(
        "token contoso-pull: generation 1 to 2: password1 is still promised until 2026-03-31, and password2 is in use; wait until 2026-03-31, or end the older one too with `revokeBefore: 2`",
      );
    });

    it("changes settings", async () => {
      const outputs = await stack.created();
      const response = await stack.update(outputs, stack.inputs({ enabled: false }));
      expect(response.getRefreshBeforeUpdate()).to.equal(true);
      expect(withoutEvents(properties(response.getProperties()))).to.deep.equal({
        ...withoutEvents(outputs),
        enabled: false,
        secretEnabled: false,
      });
      expect(stack.plugin.log.slice(-2)).to.deep.equal([
        { severity: "info", urn: URN, message: "the token is disabled; its passwords are kept" },
        { severity: "info", urn: URN, message: "the secret is disabled" },
      ]);
    });

    it("changes nothing in a preview", async () => {
      const outputs = await stack.created();
      await stack.update(outputs, stack.inputs({ enabled: false }), { preview: true });
      expect(await stack.accepts(stack.adopted)).to.equal(true);
    });
  });

  describe("delete", () => {
    it("removes what it made", async () => {
      const outputs = await stack.created();
      const password = await stack.handedOut();
      await stack.delete(outputs);
      expect(await stack.accepts(password)).to.equal(false);
      expect(await stack.handedOut()).to.equal("undefined");
      expect(await stack.accepts(stack.adopted)).to.equal(true);
    });
  });

  describe("the process", () => {
    it("says nothing of the environment and no password in anything that it prints or answers", async () => {
      const secrets = [stack.azure.emulator.environment.ARM_CLIENT_SECRET ?? "", stack.adopted];
      for (const secret of secrets) {
        expect(secret).not.to.equal("");
        expect(stack.plugin.output.join("\n")).not.to.include(secret);
      }
      expect(stack.plugin.output.join("\n")).not.to.include("+ACR");
    });

    it("stops between requests when cancelled, and ends with its input", async () => {
      const own = await stack.startPlugin();
      await own.call<Empty>((client, done) => client.cancel(new Empty(), done));
      const request = new proto.ReadRequest().setUrn(URN).setId(stack.id);
      const error = await failure(
        own.call<proto.ReadResponse>((client, done) => client.read(request, done)),
      );
      expect(error.details).to.equal("stopping: cancelled before the next request");
      await own.close();
      expect(own.process.exitCode).to.equal(0);
      expect(own.output).to.deep.equal([error.message, error.details, "[]"]);
    });
  });
});
