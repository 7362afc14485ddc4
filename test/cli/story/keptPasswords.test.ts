// The search with which the stories end: a password that is kept is found, wherever and however it is written.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { keptInPlain, keptPasswords } from "../../../cli/story/keptPasswords";
import { spellings } from "../../helpers/passwords";

describe("the search for passwords in what Pulumi keeps", () => {
  let backend: string;
  const state = ".pulumi/stacks/registry-customer-access/dev.json";
  const places = [
    state,
    `${state}.bak`,
    ".pulumi/history/registry-customer-access/dev/dev-1.checkpoint.json",
    ".pulumi/backups/registry-customer-access/dev/dev.1.json",
  ];
  // As Azure makes them, with everything that is written otherwise in a URL or in base64.
  const value = "a/b+c0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd+ACRC1234";
  const passwords = [value, "another"];

  beforeEach(() => {
    backend = mkdtempSync(join(tmpdir(), "kept-"));
    for (const place of places) plant(place, '{"resources":[]}');
  });
  afterEach(() => rmSync(backend, { recursive: true }));

  function plant(place: string, content: string | Buffer): void {
    mkdirSync(dirname(join(backend, place)), { recursive: true });
    writeFileSync(join(backend, place), content);
  }

  it("finds none where there is none", async () => {
    expect(await keptPasswords(backend, passwords)).to.equal(0);
  });

  for (const place of places) {
    it(`finds one in ${place}, also compressed, and as often as it stands there`, async () => {
      plant(place, `{"password":"${value}","before":"${value}"}`);
      expect(await keptPasswords(backend, passwords)).to.equal(2);
      plant(place, gzipSync(`{"password":"${value}"}`));
      expect(await keptPasswords(backend, passwords)).to.equal(1);
    });
  }

  for (const [index, written] of [
    ...new Set(spellings({ username: "contoso-pull", password: value })),
  ].entries()) {
    it(`finds one in spelling ${index + 1}`, async () => {
      plant(state, `{"password":"${written}"}`);
      expect(await keptPasswords(backend, passwords)).to.equal(1);
    });
  }

  it("counts what is encrypted, for nobody can search it", async () => {
    plant(state, '{"value":{"4dabf18193072939515e22adb298388d":"1b47","ciphertext":"v1:ab:cd"}}');
    expect(await keptPasswords(backend, passwords)).to.equal(1);
    expect(await keptInPlain(backend, passwords)).to.equal(0);
    plant(`${state}.bak`, value);
    expect(await keptInPlain(backend, passwords)).to.equal(1);
  });
});
