// The present day, and the one way to move it.

import { expect } from "chai";
import { isLoopback, now, today } from "../clock";

const MOVED = "2027-02-03T23:30:00-02:00";

describe("now", () => {
  for (const moved of ["tomorrow", "+010000-01-01T00:00:00Z"]) {
    it(`fails for ${moved}, which has no day, naming the variable`, () => {
      const env = { ARM_METADATA_HOSTNAME: "localhost:8443", CUSTOMER_ACCESS_NOW: moved };
      expect(() => now(env))
        .to.throw(Error)
        .with.property(
          "message",
          `CUSTOMER_ACCESS_NOW: "${moved}" is not an ISO 8601 instant; use for example 2026-11-21T09:00:00Z`,
        );
    });
  }

  const ignoring: [name: string, env: NodeJS.ProcessEnv][] = [
    ["nothing is set", {}],
    ["no metadata host is set", { CUSTOMER_ACCESS_NOW: MOVED }],
    [
      "the metadata host is Azure's",
      { CUSTOMER_ACCESS_NOW: MOVED, ARM_METADATA_HOSTNAME: "management.azure.com" },
    ],
    [
      "the metadata host only looks local",
      { CUSTOMER_ACCESS_NOW: MOVED, ARM_METADATA_HOSTNAME: "localhost.example.com" },
    ],
    ["the clock is not moved", { ARM_METADATA_HOSTNAME: "localhost:8443" }],
  ];
  for (const [name, env] of ignoring) {
    it(`is the computer's clock when ${name}`, () => {
      const before = Date.now();
      expect(now(env).getTime()).to.be.within(before, Date.now());
    });
  }

  it("is the moved instant where the cloud is this computer", () => {
    const env = { ARM_METADATA_HOSTNAME: "localhost:8443", CUSTOMER_ACCESS_NOW: MOVED };
    expect(now(env).toISOString()).to.equal("2027-02-04T01:30:00.000Z");
  });
});

describe("today", () => {
  it("is the day in UTC", () => {
    const env = { ARM_METADATA_HOSTNAME: "localhost:8443", CUSTOMER_ACCESS_NOW: MOVED };
    expect(today(env)).to.equal("2027-02-04");
  });
});

describe("isLoopback", () => {
  const hosts: [host: string | undefined, expected: boolean][] = [
    ["localhost", true],
    ["localhost:8443", true],
    ["https://localhost:8443", true],
    ["https://localhost:8443/", true],
    ["127.0.0.1:8443", true],
    ["[::1]:8443", true],
    [undefined, false],
    ["", false],
    ["localhost.example.com", false],
    ["notlocalhost", false],
    ["127.0.0.1.example.com", false],
    ["management.azure.com", false],
    ["https://management.azure.com/localhost", false],
    ["localhost@management.azure.com", false],
  ];
  for (const [host, expected] of hosts) {
    it(`says ${expected ? "yes" : "no"} to ${host ?? "nothing"}`, () => {
      expect(isLoopback(host)).to.equal(expected);
    });
  }
});
