// Answers of Azure that cannot be used: nothing is taken from them by guess, and what they hold is not repeated.

import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { openRegistryTokens, type RegistryTokens } from "../../azure/tokens/registryTokens";
import { useEmulator } from "../emulator/useEmulator";

describe("openRegistryTokens", () => {
  const azure = useEmulator();
  let cloud: Cloud;

  before(async () => {
    const { environment, ca } = azure.emulator;
    cloud = await connectCloud(environment, { ca, retryDelayMs: 1 });
    await azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]);
  });

  const tokenId = () => `${azure.registryId}/tokens/contoso-pull`;

  /** The tokens of a cloud in which each answer is passed through a change. */
  const tokensWith = (change: (body: Record<string, unknown>) => unknown): RegistryTokens =>
    openRegistryTokens({
      ...cloud,
      http: {
        ...cloud.http,
        clientOptions: {
          ...cloud.http.clientOptions,
          additionalPolicies: [{ policy: changingAnswers(change), position: "perRetry" }],
        },
      },
    });

  const generate = (tokens: RegistryTokens) => tokens.generatePassword(tokenId(), "password2");
  const unusable: {
    name: string;
    change: (body: Record<string, unknown>) => unknown;
    ask: (tokens: RegistryTokens) => Promise<unknown>;
    message: string;
  }[] = [
    {
      name: "a generated password without its value",
      change: (body) => ({ ...body, passwords: [{ name: "password2" }] }),
      ask: generate,
      message:
        "generating password2 of token contoso-pull: the answer holds no value for password2; run again; the slot is generated again",
    },
    {
      name: "the value of the other slot",
      change: (body) => ({ ...body, passwords: [{ name: "password1", value: "wrong-slot" }] }),
      ask: generate,
      message:
        "generating password2 of token contoso-pull: the answer holds no value for password2; run again; the slot is generated again",
    },
    {
      name: "no passwords at all",
      change: () => ({}),
      ask: generate,
      message:
        "generating password2 of token contoso-pull: the answer holds no value for password2; run again; the slot is generated again",
    },
    {
      name: "a password of another user",
      change: (body) => ({ ...body, username: "fabrikam-pull" }),
      ask: generate,
      message:
        'generating password2 of token contoso-pull: the answer is for user "fabrikam-pull", not for this token; nothing was stored; check the token\'s id and run again',
    },
    {
      name: "a token without a name",
      change: () => ({ properties: {} }),
      ask: (tokens) => tokens.get(tokenId()),
      message: "reading token contoso-pull: the answer has no name; run again",
    },
    {
      name: "a change of a token that names none",
      change: () => ({ properties: {} }),
      ask: (tokens) => tokens.update(tokenId(), { enabled: true }),
      message: "updating token contoso-pull: the answer has no name; run again",
    },
    {
      name: "a registry without a name",
      change: () => ({ location: "westeurope", sku: { name: "Standard" } }),
      ask: (tokens) => tokens.loginServer(tokenId()),
      message:
        "reading registry vendorimages in resource group registry-access: the answer has no name; run again",
    },
    {
      name: "a registry without a login server",
      change: () => ({ name: "vendorimages", location: "westeurope", sku: { name: "Standard" } }),
      ask: (tokens) => tokens.loginServer(tokenId()),
      message: "reading registry vendorimages: the answer has no loginServer",
    },
  ];
  for (const { name, change, ask, message } of unusable) {
    it(`fails on ${name}`, async () => {
      const thrown = await ask(tokensWith(change)).catch((error: Error) => error);
      expect(thrown).to.be.instanceOf(Error).with.property("message", message);
    });
  }

  it("reads a token that lost its scope map, so that it can be bound again", async () => {
    const tokens = tokensWith(() => ({ name: "contoso-pull", properties: { status: "enabled" } }));
    expect(await tokens.get(tokenId())).to.deep.equal({
      id: tokenId(),
      name: "contoso-pull",
      scopeMapId: "",
      enabled: true,
      passwords: [],
    });
  });

  it("picks the value by the slot's name, wherever it is in the answer", async () => {
    const tokens = tokensWith((body) => ({
      ...body,
      passwords: [{ name: "password1" }, { name: "password2", value: "by-name" }],
    }));
    expect(await generate(tokens)).to.deep.equal({ username: "contoso-pull", value: "by-name" });
  });

  it("lists a password without a date too, for its slot is not free", async () => {
    const properties = {
      scopeMapId: `${azure.registryId}/scopeMaps/contoso-pull`,
      credentials: { passwords: [{ name: "password1" }] },
    };
    const tokens = tokensWith(() => ({ name: "contoso-pull", properties }));
    expect((await tokens.get(tokenId()))?.passwords).to.deep.equal([
      { name: "password1", createdAt: "1970-01-01T00:00:00.000Z" },
    ]);
  });

  it("lists passwords by name, and leaves out what it does not know", async () => {
    const creationTime = "2026-03-01T10:00:00.1234567+00:00";
    const expiry = "2026-05-01T00:00:00.0000000+00:00";
    const passwords = [
      { name: "password2", creationTime, expiry },
      { name: "password3", creationTime },
      { name: "password1", creationTime },
    ];
    const scopeMapId = `${azure.registryId}/scopeMaps/contoso-pull`;
    const properties = { scopeMapId, status: "disabled", credentials: { passwords } };
    const tokens = tokensWith(() => ({ name: "contoso-pull", properties }));
    expect(await tokens.get(tokenId())).to.deep.equal({
      id: tokenId(),
      name: "contoso-pull",
      scopeMapId,
      enabled: false,
      passwords: [
        { name: "password1", createdAt: "2026-03-01T10:00:00.123Z" },
        {
          name: "password2",
          createdAt: "2026-03-01T10:00:00.123Z",
          expiresAt: "2026-05-01T00:00:00.000Z",
        },
      ],
    });
  });
});

function changingAnswers(change: (body: Record<string, unknown>) => unknown): PipelinePolicy {
  return {
    name: "changingAnswers",
    async sendRequest(request, next) {
      const response = await next(request);
      const body = JSON.parse(response.bodyAsText ?? "{}") as Record<string, unknown>;
      return { ...response, bodyAsText: JSON.stringify(change(body)) };
    },
  };
}
