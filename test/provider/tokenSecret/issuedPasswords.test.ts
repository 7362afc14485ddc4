// The search for passwords in what the engine receives finds one anywhere.

import { expect } from "chai";
import { IssuedPasswords } from "./issuedPasswords";
import { useSecretStack } from "./useSecretStack";

describe("the search for passwords", () => {
  const stack = useSecretStack();
  const VALUE = 'pass/word+9"\\ACR';

  const planted: [where: string, said: unknown][] = [
    ["text", `generated ${VALUE}.`],
    ["outputs", { slots: [{ value: VALUE }] }],
    ["an error's cause", new Error("failed", { cause: new Error(VALUE) })],
    ["what an error carries", Object.assign(new Error("failed"), { made: { outputs: { VALUE } } })],
    ["base64", Buffer.from(VALUE).toString("base64")],
    ["base64 of a login", Buffer.from(`contoso-pull:${VALUE}`).toString("base64")],
    ["an address", `https://x/?password=${encodeURIComponent(VALUE)}`],
  ];
  for (const [where, said] of planted) {
    it(`finds one in ${where}`, () => {
      const issued = new IssuedPasswords();
      issued.values.push(VALUE);
      expect(issued.foundIn(["nothing", said])).to.deep.equal([VALUE]);
      expect(issued.foundIn(["nothing"])).to.deep.equal([]);
    });
  }

  it("knows every password that the registry has generated in a run, and hears the engine", async () => {
    stack.azure.emulator.behaviours.longRunningCredentials = true;
    stack.azure.emulator.behaviours.pollSeconds = 0;
    await stack.up();
    expect(stack.issued.values).to.include(await stack.secret.password());
    expect(JSON.stringify(stack.said)).to.include(String(stack.state?.outputs.secretVersion));
  });
});
