// What the stand-in for azure-native makes of single answers, each given to it in this process: what counts as there, as taken, and as gone.
import { expect } from "chai";
import { Arm } from "../../../emulator/plugins/azureNative/arm";
import type { Cloud } from "../../../emulator/plugins/azureNative/cloud";
import type { Credential } from "../../../emulator/plugins/azureNative/credential";
import {
  armFailure,
  isGone,
  serviceFailure,
} from "../../../emulator/plugins/azureNative/requestFailed";
import type { Answer, Request, Requests } from "../../../emulator/plugins/azureNative/requests";
import { RESOURCE_TYPES } from "../../../emulator/plugins/azureNative/types";
import type { VaultSecrets } from "../../../emulator/plugins/azureNative/vault";
import { Writes } from "../../../emulator/plugins/azureNative/writes";

const IT = { id: "/it", apiVersion: "1" };

interface Told {
  status: number;
  text?: string;
  headers?: Record<string, string>;
}

function answerOf({ status, text = "", headers = {} }: Told): Answer {
  const body = text === "" ? {} : JSON.parse(text);
  return { status, statusText: "Told", headers: new Headers(headers), body, text };
}

/** Resource Manager, which answers as configured, and the requests to it. */
function armWith(...told: Told[]): { arm: Arm; asked: string[] } {
  const asked: string[] = [];
  const requests = {
    async send({ method, url }: Request) {
      asked.push(`${method} ${new URL(url).pathname}`);
      return answerOf(told[asked.length - 1] ?? { status: 500 });
    },
    wait: async () => {},
  };
  const credential = { headersFor: async () => ({}) };
  const cloud = { resourceManager: "https://localhost:1", resourceManagerAudience: "" };
  const arm = new Arm(
    requests as unknown as Requests,
    credential as unknown as Credential,
    cloud as Cloud,
  );
  return { arm, asked };
}

const said = (work: Promise<unknown>) =>
  work.then(
    () => "",
    (error: Error) => error.message,
  );

describe("what azure-native makes of an answer", () => {
  const looks: [Told, string][] = [
    [{ status: 404 }, ""],
    [{ status: 204 }, ""],
    [{ status: 200 }, ""],
    [{ status: 200, text: '{"id":"/it"}' }, "cannot create already existing resource '/it'"],
    [{ status: 403, text: "{}" }, "cannot check existence of resource '/it': status code 403, {}"],
  ];
  for (const [told, complaint] of looks) {
    it(`before a creation: ${told.status} ${told.text ?? "without a body"}`, async () => {
      expect(await said(armWith(told).arm.requireAbsence(IT))).to.equal(complaint);
    });
  }

  it("follows a write that was accepted, also of a type whose writes are done at once", async () => {
    const { arm, asked } = armWith({ status: 202 }, { status: 200, text: '{"id":"/it"}' });
    const written = await arm.put(IT, {}, { longRunning: false });
    expect(await written.end()).to.deep.equal({ id: "/it" });
    expect(asked).to.deep.equal(["PUT /it", "GET /it"]);
  });

  it("treats only a 404 as deleted, with any code", () => {
    const text = '{"error":{"code":"NotFound","message":"No."}}';
    const outcomes = [404, 400].map((status) => isGone(armFailure(answerOf({ status, text }))));
    expect(outcomes).to.deep.equal([true, false]);
  });

  const words: [Told, string][] = [
    [
      {
        status: 409,
        text: '{"error":{"code":"Inner","message":"No."}}',
        headers: { "x-ms-error-code": "Header" },
      },
      'Status=409 Code="Header" Message="No."',
    ],
    [{ status: 400, text: '{"code":"Bare"}' }, 'Status=400 Code="Bare" Message="{"code":"Bare"}"'],
  ];
  for (const [told, message] of words) {
    it(`says ${message}`, () => {
      expect(armFailure(answerOf(told)).message).to.equal(message);
    });
  }

  it("says of a vault's answer that it has neither code nor body", () => {
    const request: Request = { method: "GET", url: "https://localhost:1/secrets/it" };
    const line = "-".repeat(80);
    expect(serviceFailure(request, answerOf({ status: 502 })).message.split("\n")).to.deep.equal([
      "GET https://localhost:1/secrets/it",
      line,
      "RESPONSE 502: 502 Told",
      "ERROR CODE UNAVAILABLE",
      line,
      "Response contained no body",
      line,
      "",
    ]);
  });

  it("warns when what it wrote cannot be read", async () => {
    const type = RESOURCE_TYPES["azure-native:containerregistry:ScopeMap"];
    if (type === undefined) throw new Error("there is no such row");
    const warnings: string[] = [];
    const writes = new Writes({
      arm: armWith({ status: 200, text: '{"id":"/it"}' }, { status: 404 }).arm,
      vaultSecrets: {} as VaultSecrets,
      warn: async (urn, message) => {
        warnings.push(`${urn}: ${message}`);
      },
      wait: async () => {},
    });
    await writes.write(type, "/it", { urn: "urn", inputs: {}, verb: "Create" });
    expect(warnings).to.deep.equal([
      "urn: Failed to read resource after Create. Please report this issue.\nVerbose logs contain more information, see https://www.pulumi.com/docs/support/troubleshooting/#verbose-logging.",
    ]);
  });
});
