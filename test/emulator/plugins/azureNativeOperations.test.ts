// How the stand-in for azure-native follows what takes longer: by header, or by the state that the resource itself shows.
import { expect } from "chai";
import { followToEnd } from "../../../emulator/plugins/azureNative/longRunning";
import type { Answer, Request } from "../../../emulator/plugins/azureNative/requests";
import type { PropertyMap } from "../../../emulator/plugins/wire";

const URL_OF_IT = "https://localhost:1/it?api-version=1";
const OPERATION = "https://localhost:1/operation";

interface Told {
  status?: number;
  body?: PropertyMap;
  headers?: Record<string, string>;
}

const state = (provisioningState: string) => ({ id: "/it", properties: { provisioningState } });

function answerOf({ status = 200, body = {}, headers = {} }: Told): Answer {
  const text = JSON.stringify(body);
  return { status, statusText: "", headers: new Headers(headers), body, text };
}

/** Follows a request whose first answer and polls are given. */
async function followed(method: Request["method"], first: Told, polls: Told[]) {
  const asked: string[] = [];
  const waits: number[] = [];
  const end = await followToEnd(
    { request: { method, url: URL_OF_IT }, answer: answerOf(first) },
    {
      async send({ method: verb, url }) {
        asked.push(`${verb} ${new URL(url).pathname}`);
        return answerOf(polls[asked.length - 1] ?? {});
      },
      async wait(milliseconds) {
        waits.push(milliseconds);
      },
    },
  ).catch((error: Error) => error.message);
  return { end, asked, waits };
}

describe("what takes longer", () => {
  const cases: {
    name: string;
    method?: Request["method"];
    first: Told;
    polls: Told[];
    expected: Awaited<ReturnType<typeof followed>>;
  }[] = [
    {
      name: "a 200 without a state is the end",
      first: { body: { id: "/it" } },
      polls: [],
      expected: { end: { id: "/it" }, asked: [], waits: [] },
    },
    {
      name: "a 200 with the state of one that is being made is not",
      first: { body: state("Creating") },
      polls: [{ body: state("Creating") }, { body: state("Succeeded") }],
      expected: { end: state("Succeeded"), asked: ["GET /it", "GET /it"], waits: [250, 250] },
    },
    {
      name: "a 201 without a state is asked for once more",
      first: { status: 201, body: { id: "/it" }, headers: { "retry-after": "2" } },
      polls: [{ body: { id: "/it" } }],
      expected: { end: { id: "/it" }, asked: ["GET /it"], waits: [2000] },
    },
    {
      name: "a 200 that says Failed is a failure",
      first: { body: state("Failed") },
      polls: [],
      expected: {
        end: 'Status=200 Message="{"id":"/it","properties":{"provisioningState":"Failed"}}"',
        asked: [],
        waits: [],
      },
    },
    {
      name: "one that is Canceled in the end is a failure",
      first: { status: 201, body: state("Creating") },
      polls: [{ body: state("Canceled") }],
      expected: {
        end: 'Status=200 Message="{"id":"/it","properties":{"provisioningState":"Canceled"}}"',
        asked: ["GET /it"],
        waits: [250],
      },
    },
    {
      name: "an operation is followed, and then the resource is read",
      first: {
        status: 201,
        body: state("Creating"),
        headers: { "azure-asyncoperation": OPERATION },
      },
      polls: [
        { body: { status: "InProgress" }, headers: { "retry-after": "1" } },
        { body: { status: "Succeeded" } },
        { body: state("Succeeded") },
      ],
      expected: {
        end: state("Succeeded"),
        asked: ["GET /operation", "GET /operation", "GET /it"],
        waits: [250, 1000],
      },
    },
    {
      name: "an operation that fails says why",
      first: { status: 202, headers: { "azure-asyncoperation": OPERATION } },
      polls: [{ body: { status: "Failed", error: { code: "Quota", message: "too many" } } }],
      expected: {
        end: 'Status=200 Code="Quota" Message="too many"',
        asked: ["GET /operation"],
        waits: [250],
      },
    },
    {
      name: "a write that follows Location is what is there in the end",
      first: { status: 202, headers: { location: OPERATION } },
      polls: [{ status: 202 }, { body: state("Succeeded") }],
      expected: {
        end: state("Succeeded"),
        asked: ["GET /operation", "GET /operation"],
        waits: [250, 250],
      },
    },
    {
      name: "one that is CANCELLED at its Location, however that is spelled, is a failure",
      first: { status: 202, headers: { location: OPERATION } },
      polls: [{ body: state("CANCELLED") }],
      expected: {
        end: 'Status=200 Message="{"id":"/it","properties":{"provisioningState":"CANCELLED"}}"',
        asked: ["GET /operation"],
        waits: [250],
      },
    },
    {
      name: "a deletion follows Location, which may move, and reads nothing afterwards",
      method: "DELETE",
      first: { status: 202, headers: { location: OPERATION } },
      polls: [
        { status: 202, headers: { location: "https://localhost:1/elsewhere" } },
        { status: 204 },
      ],
      expected: { end: {}, asked: ["GET /operation", "GET /elsewhere"], waits: [250, 250] },
    },
  ];
  for (const { name, method = "PUT", first, polls, expected } of cases) {
    it(`ends rightly: ${name}`, async () => {
      expect(await followed(method, first, polls)).to.deep.equal(expected);
    });
  }
});
