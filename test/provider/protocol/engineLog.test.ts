// Lines for the engine's log arrive one after the other, in the order in which they were written.
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceResponse, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type EngineLog, engineLog } from "../../../provider/protocol/engineLog";

describe("the engine's log", () => {
  let engine: Server;
  let log: EngineLog;
  let seen: string[];
  let root: string | undefined;

  beforeEach(async () => {
    seen = [];
    engine = new Server();
    const service: UntypedServiceImplementation = {
      log({ request }: ServerUnaryCall<LogRequest, Empty>, callback: sendUnaryData<Empty>) {
        seen.push(`began ${request.getMessage()}`);
        setImmediate(() => {
          seen.push(`ended ${request.getMessage()}`);
          callback(null, new Empty());
        });
      },
    };
    service.getRootResource = (
      _call: unknown,
      callback: sendUnaryData<GetRootResourceResponse>,
    ) => {
      const response = new GetRootResourceResponse();
      if (root !== undefined) callback(null, response.setUrn(root));
      else callback({ code: status.UNIMPLEMENTED });
    };
    for (const name of Object.keys(EngineService)) service[name] ??= () => {};
    engine.addService(EngineService, service);
    const port = await new Promise<number>((resolve, reject) => {
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    log = engineLog();
    log.attach(`127.0.0.1:${port}`);
  });
  afterEach(() => {
    log.close();
    engine.forceShutdown();
  });

  it("gets a line only when it has taken the one before", async () => {
    for (const message of ["1", "2", "3"]) log.log("info", "urn", message);
    await log.delivered();
    expect(seen).to.deep.equal(
      ["1", "2", "3"].flatMap((each) => [`began ${each}`, `ended ${each}`]),
    );
  });

  it("gets the same line once, and the same words for another resource or severity again", async () => {
    log.log("info", "urn", "1");
    log.log("info", "urn", "1");
    log.log("info", "other", "1");
    log.log("warning", "urn", "1");
    await log.delivered();
    expect(seen.filter((line) => line === "began 1")).to.have.length(3);
  });

  it("loses what it does not take, and goes on", async () => {
    engine.forceShutdown();
    log.log("info", "urn", "1");
    log.log("info", "urn", "2");
    await log.delivered();
    expect(seen).to.deep.equal([]);
  });

  it("knows from the engine whether the program has begun, and takes no answer for no", async () => {
    const begun: boolean[] = [];
    for (const urn of ["", "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", undefined]) {
      root = urn;
      begun.push(await log.hasProgramBegun());
    }
    expect(begun).to.deep.equal([false, true, false]);
    expect(await engineLog().hasProgramBegun()).to.equal(false);
  });
});
