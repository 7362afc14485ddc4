// Without stack traces: none for what is declared meanwhile, all of them afterwards.

import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { withoutStackTraces } from "../../components/withoutStackTraces";

type Register = (request: RegisterResourceRequest, done: unknown) => unknown;

/** How many frames the SDK sends for each resource, by its name. */
async function sentFrames(program: () => void): Promise<Record<string, number>> {
  const frames: Record<string, number> = {};
  await pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) });
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("there is no monitor to record from");
  const register = monitor.registerResource.bind(monitor) as Register;
  Object.assign(monitor, {
    registerResource: ((request, done) => {
      frames[request.getName()] = request.getStacktrace()?.getFramesList().length ?? 0;
      return register(request, done);
    }) satisfies Register,
  });
  program();
  await pulumi.runtime.disconnect();
  return frames;
}

class Component extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Component", name);
  }
}

describe("withoutStackTraces", () => {
  it("lets the SDK send none for what is declared meanwhile", async () => {
    const frames = await sentFrames(() => {
      withoutStackTraces(() => new Component("meanwhile"));
      new Component("afterwards");
    });
    expect(frames.meanwhile).to.equal(0);
    expect(frames.afterwards).to.be.greaterThan(0);
  });

  it("gives what was declared, and restores the limit", () => {
    const limit = Error.stackTraceLimit;
    expect(withoutStackTraces(() => 7)).to.equal(7);
    expect(Error.stackTraceLimit).to.equal(limit);
    Error.stackTraceLimit = limit + 1;
    expect(Error.stackTraceLimit).to.equal(limit + 1);
    Error.stackTraceLimit = limit;
  });

  it("passes on what is thrown, with its message, and restores the limit", () => {
    const limit = Error.stackTraceLimit;
    const fail = () => {
      throw new RangeError("too many customers");
    };
    expect(() => withoutStackTraces(fail)).to.throw(RangeError, "too many customers");
    expect(Error.stackTraceLimit).to.equal(limit);
    expect(new Error("afterwards").stack).to.include("withoutStackTraces.test.ts");
  });
});
