// Handshake, parameter and configuration over real gRPC: what comes before the first resource.

import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Properties, properties, struct } from "./plugin";
import { failure, usePluginStack } from "./stack";

describe("the protocol of configuration", () => {
  const stack = usePluginStack();

  it("accepts secrets and previews updates", async () => {
    const request = new proto.ConfigureRequest().setAcceptsecrets(true);
    const response = await stack.plugin.call<proto.ConfigureResponse>((client, done) =>
      client.configure(request, done),
    );
    expect(response.getAcceptsecrets()).to.equal(true);
    expect(response.getSupportspreview()).to.equal(true);
  });

  it("shakes hands and takes the log's address again", async () => {
    const request = new proto.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1");
    const response = await stack.plugin.call<proto.ProviderHandshakeResponse>((client, done) =>
      client.handshake(request, done),
    );
    expect(response.getAcceptSecrets()).to.equal(true);
    await stack.plugin.call<Empty>((client, done) =>
      client.attach(new PluginAttach().setAddress("127.0.0.1:1"), done),
    );
    const info = await stack.plugin.call<PluginInfo>((client, done) =>
      client.getPluginInfo(new Empty(), done),
    );
    expect(info.getVersion()).to.equal("0.1.0");
  });

  const parameterize = (change: Properties) => {
    const { environment } = stack.azure.emulator;
    const place = {
      cloud: environment.ARM_METADATA_HOSTNAME,
      registryId: stack.azure.registryId,
      vaultId: stack.azure.vaultId,
      ...change,
    };
    const value = new proto.ParameterizeRequest.ParametersValue()
      .setName("acr-credentials")
      .setVersion("0.1.0")
      .setValue(Buffer.from(JSON.stringify(place)));
    const request = new proto.ParameterizeRequest().setValue(value);
    return stack.plugin.call<proto.ParameterizeResponse>((client, done) =>
      client.parameterize(request, done),
    );
  };

  it("refuses a place that is another one, in a line of its own", async () => {
    const error = await failure(parameterize({ cloud: "public" }));
    expect(error.details).to.match(/^\nthis stack is in the cloud public, but the environment /);
  });

  it("accepts the place where it is, under the name that it is given", async () => {
    const response = await parameterize({});
    expect(response.toObject()).to.deep.equal({ name: "acr-credentials", version: "0.1.0" });
  });

  it("takes every configuration as it is", async () => {
    const check = new proto.CheckRequest().setNews(struct({ version: "0.1.0" }));
    const checked = await stack.plugin.call<proto.CheckResponse>((client, done) =>
      client.checkConfig(check, done),
    );
    expect(properties(checked.getInputs())).to.deep.equal({ version: "0.1.0" });
    const compared = await stack.plugin.call<proto.DiffResponse>((client, done) =>
      client.diffConfig(new proto.DiffRequest(), done),
    );
    expect(compared.getChanges()).to.equal(proto.DiffResponse.DiffChanges.DIFF_NONE);
  });

  it("names itself and its version", async () => {
    const schema = await stack.plugin.call<proto.GetSchemaResponse>((client, done) =>
      client.getSchema(new proto.GetSchemaRequest(), done),
    );
    expect(JSON.parse(schema.getSchema())).to.deep.equal({
      name: "acr-credentials",
      version: "0.1.0",
    });
  });
});
