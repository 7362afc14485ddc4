// Pages and cut answers instead of the registry's: neither a yes nor a no, and no login.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { isAllowed } from "../../../azure/registry/answers";
import { passwordIdentity } from "../../../azure/registry/identities";
import { listTags } from "../../../azure/registry/lists";
import { type Login, login } from "../../../azure/registry/login";
import { getManifest } from "../../../azure/registry/manifests";
import { RegistrySession } from "../../../azure/registry/session";
import { tryPush } from "../../../azure/registry/uploads";
import type { Fault } from "../../../emulator/faults";
import { useEmulator } from "../../emulator/useEmulator";
import { BETWEEN, outcomeOf, page, text, UNREADABLE } from "../foreign";

describe("an answer that is not the registry's", () => {
  const azure = useEmulator();
  let cloud: Cloud;
  let as: Login;

  before(async () => {
    const { environment, ca } = azure.emulator;
    cloud = await connectCloud(environment, { ca, retryDelayMs: 1 });
    const actions = ["content/read", "content/write", "metadata/read"];
    const password = await azure.givenToken(
      "contoso-pull",
      actions.map((action) => `repositories/app/api/${action}`),
    );
    as = { loginServer: azure.loginServer, username: "contoso-pull", password };
  });
  afterEach(() => azure.emulator.faults.clear());

  const outcome = (work: Promise<unknown>) => outcomeOf(work, azure);
  const notJson = (status: number) => `${status}: an unexpected answer (request id ID)`;

  const session = () => new RegistrySession(passwordIdentity(cloud.http, as));
  const image = { repository: "app/api", reference: "latest" };
  /** A request, what it does, and the message for an answer that cannot be read. */
  const asCustomer: [
    at: string,
    doing: string,
    unreadable: (status: number) => string,
    use: () => Promise<unknown>,
  ][] = [
    [
      "/manifests/",
      "pulling app/api:latest as contoso-pull",
      (status) =>
        status === 200 ? "the answer is not a manifest" : `${notJson(status)}; run again`,
      () => isAllowed(getManifest(session(), image)),
    ],
    [
      "/tags/list",
      "listing the tags of app/api as contoso-pull",
      (status) =>
        status === 200
          ? "the answer is not JSON (page 1: SERVER/v2/app/api/tags/list); run again; if it stays like this, ask whoever runs the registry"
          : `${notJson(status)}; run again`,
      () => isAllowed(listTags(session(), "app/api")),
    ],
    [
      "/blobs/uploads/",
      "pushing to app/api as contoso-pull",
      (status) => `${notJson(status)}; run again`,
      () => tryPush(session(), "app/api"),
    ],
  ];
  for (const [path, doing, unreadable, use] of asCustomer) {
    for (const status of [401, 403]) {
      it(`is neither a yes nor a no on a web page with ${status} while ${doing}`, async () => {
        azure.emulator.faults.add({ path, ...page(status) });
        expect(await outcome(use())).to.equal(
          `${doing}: ${status}: the answer is a web page, not an answer from Azure (request id ID); ${BETWEEN}`,
        );
      });
    }
    for (const [name, fault] of UNREADABLE) {
      it(`is neither a yes nor a no on ${name} while ${doing}`, async () => {
        azure.emulator.faults.add({ path, ...fault });
        expect(await outcome(use())).to.equal(`${doing}: ${unreadable(fault.status ?? 0)}`);
      });
    }
  }

  it("is no login", async () => {
    const reasons: [fault: Fault, result: { reason: string; status?: number | undefined }][] = [
      [
        page(200),
        {
          reason: `logging in at SERVER as contoso-pull: 200: the answer is a web page, not an answer from Azure (request id ID); ${BETWEEN}`,
        },
      ],
      ...[302, 401, 403].map((status): [Fault, { reason: string; status: number }] => [
        page(status),
        { reason: `SERVER answers ${status} with a web page`, status },
      ]),
      ...[...UNREADABLE.map(([, fault]) => fault), text("{}"), text('{"access_token":""}')].map(
        (fault): [Fault, { reason: string; status?: number | undefined }] => [
          fault,
          {
            reason: `SERVER answers ${fault.status}${fault.status === 200 ? " without an access token" : ""}`,
            status: fault.status,
          },
        ],
      ),
    ];
    for (const [fault, result] of reasons) {
      azure.emulator.faults.add({ path: "/oauth2/token", ...fault });
      expect(await outcome(login(cloud.http, as))).to.equal(
        JSON.stringify({ outcome: "unreachable", ...result }),
      );
    }
  });
});
