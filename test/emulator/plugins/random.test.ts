// The stand-in of random, over the protocol that the engine speaks with it.
import { expect } from "chai";
import { Plugin, PluginError, type Properties, secret, unknown } from "./plugin";

const STRING = "random:index/randomString:RandomString";
const PASSWORD = "random:index/randomPassword:RandomPassword";
const ID = "random:index/randomId:RandomId";

const DEFAULTS = {
  lower: true,
  upper: true,
  special: true,
  numeric: true,
  number: true,
  minLower: 0,
  minUpper: 0,
  minNumeric: 0,
  minSpecial: 0,
};

/** What the real plugin keeps beside the value: the id, and the version of the resource, where it is not 0. */
const kept = (id: unknown, version: number) => ({
  id,
  ...(version === 0 ? {} : { __meta: `{"schema_version":"${version}"}` }),
});

describe("pulumi-resource-random", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await Plugin.start("random");
  });
  after(() => plugin[Symbol.asyncDispose]());

  describe("check", () => {
    const refusals: { name: string; type: string; inputs: Properties; failures: string[] }[] = [
      {
        name: "a length of zero",
        type: STRING,
        inputs: { length: 0 },
        failures: ["length must be a whole number of at least 1"],
      },
      {
        name: "more required characters than the length holds",
        type: PASSWORD,
        inputs: { length: 3, minLower: 2, minSpecial: 2 },
        failures: ["length (3) must be at least minLower + minUpper + minNumeric + minSpecial (4)"],
      },
      {
        name: "no characters to choose from",
        type: STRING,
        inputs: { length: 3, lower: false, upper: false, number: false, special: false },
        failures: ["at least one of lower, upper, numeric and special must be true"],
      },
      {
        name: "an id without bytes",
        type: ID,
        inputs: { byteLength: 0.5 },
        failures: ["byteLength must be a whole number of at least 1"],
      },
    ];
    for (const { name, type, inputs, failures } of refusals) {
      it(`refuses ${name}`, async () => {
        expect(await plugin.check(type, inputs)).to.deep.equal({ inputs, failures });
      });
    }

    it("leaves inputs as they are, also while one is unknown", async () => {
      const inputs = { length: unknown, keepers: { day: secret("monday") } };
      expect(await plugin.check(STRING, inputs)).to.deep.equal({ inputs, failures: [] });
    });
  });

  describe("create", () => {
    it("fails for a type that it does not know", async () => {
      const error = await plugin.create("random:index/randomPet:RandomPet", {}).catch((e) => e);
      expect(error).to.be.instanceOf(PluginError);
      expect(error.message).to.equal(
        "the stand-in for random does not know random:index/randomPet:RandomPet; it knows random:index/randomId:RandomId, random:index/randomPassword:RandomPassword, random:index/randomString:RandomString",
      );
    });

    it("makes a string of the chosen characters, with the string as id", async () => {
      const inputs = { length: 6, upper: false, special: false };
      const { id, outputs } = await plugin.create(STRING, inputs);
      expect(id).to.match(/^[a-z0-9]{6}$/);
      expect(outputs).to.deep.equal({ ...DEFAULTS, ...inputs, ...kept(id, 2), result: id });
    });

    it("makes a password that is secret and not in the id", async () => {
      const inputs = {
        length: 12,
        minUpper: 3,
        minNumeric: 3,
        overrideSpecial: "%",
        minSpecial: 6,
      };
      const { id, outputs } = await plugin.create(PASSWORD, inputs);
      const { result, ...rest } = outputs;
      expect(id).to.equal("none");
      expect(rest).to.deep.equal({ ...DEFAULTS, ...inputs, ...kept("none", 3) });
      expect(result).to.deep.equal(secret((result as { value: string }).value));
      const characters = [...(result as { value: string }).value].sort().join("");
      expect(characters).to.match(/^%{6}[0-9]{3}[A-Z]{3}$/);
    });

    it("makes another value each time", async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, () => plugin.create(STRING, { length: 16 })),
      );
      expect(new Set(results.map(({ id }) => id)).size).to.equal(20);
    });

    it("shows the bytes of an id in every notation, after the prefix", async () => {
      const { id, outputs } = await plugin.create(ID, { byteLength: 5, prefix: "v-" });
      const bytes = Buffer.from(id, "base64url");
      expect(bytes.length).to.equal(5);
      expect(outputs).to.deep.equal({
        ...kept(id, 0),
        byteLength: 5,
        prefix: "v-",
        b64Url: `v-${id}`,
        b64Std: `v-${bytes.toString("base64")}`,
        hex: `v-${bytes.toString("hex")}`,
        dec: `v-${bytes.readUIntBE(0, 5)}`,
      });
    });

    it("shows unknowns in a preview, and a password as a secret", async () => {
      expect(await plugin.create(PASSWORD, { length: 9 }, { preview: true })).to.deep.equal({
        id: "",
        outputs: { ...DEFAULTS, length: 9, id: unknown, result: secret(unknown) },
      });
    });
  });

  describe("diff", () => {
    const cases: { name: string; news: Properties; detailed: Properties; replaces: string[] }[] = [
      { name: "no change", news: { length: 6 }, detailed: {}, replaces: [] },
      {
        name: "no change when a default is spelt out",
        news: { length: 6, special: true },
        detailed: {},
        replaces: [],
      },
      {
        name: "a replacement for another length",
        news: { length: 7 },
        detailed: { length: "UPDATE_REPLACE" },
        replaces: ["length"],
      },
      {
        name: "a replacement for a new keeper",
        news: { length: 6, keepers: { day: "monday" } },
        detailed: { keepers: "ADD_REPLACE" },
        replaces: ["keepers"],
      },
    ];
    for (const { name, news, detailed, replaces } of cases) {
      it(`sees ${name}`, async () => {
        const oldInputs = { length: 6 };
        const { outputs: olds } = await plugin.create(STRING, oldInputs);
        expect(await plugin.diff(STRING, { olds, oldInputs, news })).to.deep.equal({
          hasChanges: replaces.length > 0,
          replaces,
          deleteBeforeReplace: false,
          detailed,
        });
      });
    }
  });

  describe("read", () => {
    it("gives the state back on a refresh", async () => {
      const inputs = { length: 8 };
      const { id, outputs } = await plugin.create(PASSWORD, inputs);
      expect(await plugin.read(PASSWORD, id, { inputs, outputs })).to.deep.equal({
        id,
        inputs,
        outputs,
      });
    });

    it("imports a password as a secret", async () => {
      expect(await plugin.read(PASSWORD, "correct horse")).to.deep.equal({
        id: "none",
        inputs: { length: 13 },
        outputs: {
          ...DEFAULTS,
          ...kept("none", 3),
          length: 13,
          result: secret("correct horse"),
        },
      });
    });

    it("imports an id with its prefix", async () => {
      expect(await plugin.read(ID, "p,AQI")).to.deep.equal({
        id: "AQI",
        inputs: { byteLength: 2, prefix: "p" },
        outputs: {
          ...kept("AQI", 0),
          byteLength: 2,
          prefix: "p",
          b64Url: "pAQI",
          b64Std: "pAQI=",
          hex: "p0102",
          dec: "p258",
        },
      });
    });
  });

  it("refuses functions, and says so", async () => {
    const error = await plugin.invoke("random:index:getPet").catch((e) => e);
    expect(error.message).to.equal(
      "the stand-in for random does not offer random:index:getPet; it serves the resources and functions of its table only",
    );
  });
});
