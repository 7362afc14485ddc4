// docs/troubles.md: each message in it is one that the code gives, and no message that is provoked here is missing in it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Fault } from "../../emulator/faults";
import { azureAccess } from "../../provider/azureAccess";
import { checkPlace } from "../../provider/place";
import { type Azure, startAzure } from "../emulator/plugins/azure";
import { useSyncStack } from "../provider/syncWebhooks/syncStack";
import { failure } from "../provider/tokenSecret/outcome";
import { changedAnswers } from "../provider/tokenSecret/trouble/changedAnswers";
import { useSecretStack } from "../provider/tokenSecret/useSecretStack";
import { provokedAdoptions } from "./adoptions";
import { withAzureCli } from "./azureCliOnPath";
import { azureNativeMessages } from "./azureNativeMessages";
import { behindProxy } from "./behindProxy";
import { CLOCKS } from "./clocks";
import {
  guarded,
  guardedEarlierVersion,
  guardedOlderState,
  guardedUnreadableProvenance,
} from "./guarded";
import { isListedAs, listedMessages } from "./messages";
import { FAULTS, REFUSALS } from "./refusals";
import { provokedSecrets } from "./secretTroubles";
import { provokedSyncs } from "./syncTroubles";
import { provokedWaits } from "./waits";

const listed = listedMessages(readFileSync(join(__dirname, "../../docs/troubles.md"), "utf8"));
type Where = {
  cloud?: string;
  /** A part of the program's own ids, and what stands there by mistake. @default - the place is the state's */
  mistyped?: readonly [string, string];
  env?: Record<string, string>;
};
const ENDLESS = Number.POSITIVE_INFINITY;
const NOBODY = { env: { ARM_CLIENT_SECRET: "" } };
const DUE = "2026-03-31T03:00:00Z";

describe("docs/troubles.md", () => {
  const stack = useSecretStack();
  const sync = useSyncStack();
  let azureNative: Azure;
  const given = new Set<string>();

  before(async () => {
    azureNative = await startAzure();
  });
  after(() => azureNative.close());

  /** What the check of the place says. */
  async function place(change: Where): Promise<string> {
    const { azure } = stack;
    const { emulator } = azure;
    const [right, wrong] = change.mistyped ?? ["", ""];
    const registryId = azure.registryId.replace(right, wrong);
    const vaultId = azure.vaultId.replace(right, wrong);
    const env = { ...emulator.environment, ...change.env };
    const { signal } = new AbortController();
    const { cloud } = azureAccess(env, { ca: emulator.ca, signal, retryDelayMs: 1 });
    const named = change.cloud ?? emulator.environment.ARM_METADATA_HOSTNAME;
    const isProgramsOwn = async () => change.mistyped !== undefined;
    const sought = { cloud: named ?? "", registryId, vaultId };
    return (await failure(checkPlace(sought, { env, cloud, isProgramsOwn }))).message;
  }

  const fault = (operation: string, rest: Fault) =>
    stack.azure.emulator.faults.add({ operation, times: ENDLESS, message: "No.", ...rest });
  const login = (status: number) =>
    stack.azure.emulator.faults.add({ path: "/oauth2/token", status, times: ENDLESS });
  const placeAgainst = (operation: string, status: number, code = "ResourceNotFound") => {
    fault(operation, { status, code });
    return place({});
  };
  const ups = async (...changes: Record<string, unknown>[]) => {
    for (const change of changes) await stack.up(change);
  };
  const up = async (change = {}) => (await failure(stack.up(change))).message;
  const upAgainst = (rest: Fault) => {
    fault("Registries_GenerateCredentials", rest);
    return up();
  };
  const upWith = (change: (body: string) => string) => {
    stack.connect({}, { client: changedAnswers(change) });
    return up();
  };

  const lines = async () => {
    await stack.up();
    return stack.lines.map((line) => line.replace(/^\w+: /, ""));
  };

  const provoked: [name: string, provoke: () => Promise<string | string[]>][] = [
    ["a missing registry", () => placeAgainst("Registries_Get", 404)],
    ["a missing vault", () => placeAgainst("Vaults_Get", 404)],
    ["another cloud", () => place({ cloud: "public" })],
    ["no tenant", () => place({ env: { ARM_TENANT_ID: "" } })],
    ["a proxy on the way to Pulumi", behindProxy],
    ["no identity at all", () => withAzureCli("no az", () => place(NOBODY))],
    ["nobody logged in", () => withAzureCli("az without a login", () => place(NOBODY))],
    ["no OIDC token", () => place({ env: { ARM_CLIENT_SECRET: "", ARM_USE_OIDC: "true" } })],
    ["a wrong secret", () => place({ env: { ARM_CLIENT_SECRET: "wrong" } })],
    ["a token that is refused", () => placeAgainst("Registries_Get", 401, "AuthenticationFailed")],
    ["no role on the vault", () => placeAgainst("Vaults_Get", 403, "AuthorizationFailed")],
    ...REFUSALS.map(({ of, status, code }): [string, () => Promise<string>] => [
      `${status} ${code}`,
      () =>
        of === "place" ? placeAgainst("Registries_Get", status, code) : upAgainst({ status, code }),
    ]),
    ...Object.entries(FAULTS).map(([name, rest]): [string, () => Promise<string>] => [
      name,
      () => upAgainst(rest),
    ]),
    ...CLOCKS,
    ["a name that is mistyped", () => place({ mistyped: ["vendorimages", "vendorimage"] })],
    ["a mistyped resource group", () => place({ mistyped: ["registry-access", "registy-access"] })],
    ["a mistyped subscription", () => place({ mistyped: ["11111111-", "11111112-"] })],
    ["another name altogether", () => place({ mistyped: ["vendorimages", "elsewhere"] })],
    ["many who lose access", async () => guarded({ contoso: "suspended", fabrikam: "suspended" })],
    ["an entry that is gone", async () => guarded({ contoso: "active" })],
    ["a stack of an earlier version", guardedEarlierVersion],
    ["a state that was restored", guardedOlderState],
    ["a variable that says nothing readable", guardedUnreadableProvenance],
    ...provokedAdoptions(stack),
    ...provokedSecrets(stack),
    ...provokedSyncs(sync),
    ...provokedWaits(stack),
    ["an answer without the slot", () => upWith(() => "{}")],
    ["an answer for another user", () => upWith((body) => body.replace("contoso", "fabrikam"))],
    ["an answer that is cut off", () => upWith((body) => body.slice(0, -9))],
    [
      "a cancelled run",
      async () => {
        stack.cancelled.abort();
        return up();
      },
    ],
    [
      "a token that is not listed",
      async () => {
        fault("Tokens_Get", { skip: 1, status: 403 });
        return up();
      },
    ],
    [
      "a password that is refused",
      async () => {
        login(401);
        return up();
      },
    ],
    [
      "a password that is still handed out",
      async () => {
        await stack.up();
        const tokenId = `${stack.azure.registryId}/tokens/contoso-2`;
        await stack.kind.check({}, stack.inputs({ tokenId }), stack.call());
        return (await failure(stack.delete())).message;
      },
    ],
    [
      "a registry out of reach",
      async () => {
        login(403);
        return lines();
      },
    ],
    [
      "a token that is gone",
      async () => {
        await stack.azure.arm("DELETE", "tokens/contoso-pull");
        return up();
      },
    ],
    [
      "a token without a free slot",
      async () => {
        await stack.azure.givenPassword("contoso-pull", "password1");
        await stack.azure.givenPassword("contoso-pull", "password2");
        return up({ adoptsToken: true });
      },
    ],
    ["a third password", () => ups({}, { generation: 2 }).then(() => up({ generation: 3 }))],
    [
      "an end of access that was taken back, when a rotation is due",
      async () => {
        await ups({}, { notAfter: "2026-04-20" }, {});
        stack.azure.emulator.clock.set(DUE);
        return lines();
      },
    ],
    ["a lowered generation", () => ups({ generation: 2 }).then(() => up({ generation: 1 }))],
    [
      "a password regenerated outside Pulumi",
      async () => {
        await stack.up();
        await stack.azure.givenPassword("contoso-pull", "password1");
        return lines();
      },
    ],
    [
      "passwords removed outside Pulumi",
      async () => {
        await stack.up();
        await stack.byHand("PATCH", "tokens/contoso-pull", { credentials: { passwords: [] } });
        return lines();
      },
    ],
    [
      "the previous password regenerated outside Pulumi",
      async () => {
        await stack.up();
        stack.azure.emulator.clock.set(DUE);
        await stack.up();
        await stack.azure.givenPassword("contoso-pull", "password1");
        return lines();
      },
    ],
    ["azure-native's own", () => azureNativeMessages(azureNative)],
  ];
  for (const [name, provoke] of provoked) {
    it(`quotes the message about ${name}`, async () => {
      for (const message of [await provoke()].flat()) {
        const rows = listed.filter((row) => isListedAs(row, message));
        expect(rows, message).to.not.deep.equal([]);
        for (const row of rows) given.add(row);
      }
    });
  }

  it("holds nothing else", () => {
    expect(listed.filter((row) => !given.has(row))).to.deep.equal([]);
  });
});
