// Turns at writing: never two at once, in the order of arrival, and nobody waits for one who never comes.

import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { SecretTurns } from "../../components/secretTurns";

const WRITE_MS = 20;

class Written extends pulumi.CustomResource {
  constructor(name: string, value: pulumi.Input<string>) {
    super("test:index:Written", name, { value });
  }
}

/** Runs a program whose resources take a moment to be written, and gives what happened: `+a` begins, `-a` ends. */
async function happened(
  program: (turns: SecretTurns) => void,
  { preview = false } = {},
): Promise<string[]> {
  const moments: string[] = [];
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      async newResource({ name, inputs }) {
        moments.push(`+${name}`);
        await after(WRITE_MS, undefined);
        moments.push(`-${name}`);
        return { id: name, state: inputs };
      },
    },
    "project",
    "stack",
    preview,
  );
  program(new SecretTurns());
  await pulumi.runtime.disconnect();
  return moments;
}

function after<Value>(ms: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, ms, value));
}

describe("SecretTurns", () => {
  const declare = (turns: SecretTurns, name: string, value: Promise<string>) =>
    turns.oneByOne(pulumi.output(value), (inTurn) => new Written(name, inTurn));

  it("lets one after the other be written, in the order in which their values come", async () => {
    const moments = await happened((turns) => {
      declare(turns, "late", after(10, "3"));
      declare(turns, "first", Promise.resolve("1"));
      declare(turns, "second", Promise.resolve("2"));
    });
    expect(moments).to.deep.equal(["+first", "-first", "+second", "-second", "+late", "-late"]);
  });

  it("makes nobody wait in a preview, where nothing is written", async () => {
    const moments = await happened(
      (turns) => {
        declare(turns, "one", Promise.resolve("1"));
        declare(turns, "other", Promise.resolve("2"));
      },
      { preview: true },
    );
    expect(moments).to.deep.equal(["+one", "+other", "-one", "-other"]);
  });

  it("makes nobody wait for one whose value never comes", async () => {
    const moments = await happened((turns) => {
      turns.oneByOne(pulumi.output(new Promise(() => {})), () => new Written("elsewhere", ""));
      declare(turns, "contoso", Promise.resolve("1"));
    });
    expect(moments).to.have.members(["+elsewhere", "-elsewhere", "+contoso", "-contoso"]);
  });
});
