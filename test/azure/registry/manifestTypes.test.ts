// What a request for a manifest asks for, where a list names a type that somebody else has chosen.
import { expect } from "chai";
import { acceptedTypes } from "../../../azure/registry/manifestTypes";

describe("acceptedTypes", () => {
  it("adds a type that is none of the known, before the one for all", () => {
    const type = "application/vnd.example.thing.v1+json";
    expect(acceptedTypes(type)).to.equal(acceptedTypes().replace("*/*", `${type}, */*`));
  });

  for (const [what, listed] of [
    ["no type", "thing"],
    ["no header", "application/a\r\nb: c"],
    ["of any length", `application/${"a".repeat(1_000)}`],
    ["for all", "*/*"],
    ["known", "application/vnd.oci.image.index.v1+json"],
  ] as const) {
    it(`adds nothing that is ${what}`, () => {
      expect(acceptedTypes(listed)).to.equal(acceptedTypes());
    });
  }
});
