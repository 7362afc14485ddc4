// What a program is told of tokens and scope maps that it is to take over.

import { expect } from "chai";
import { absence } from "../../provider/absence";
import { azureAccess } from "../../provider/azureAccess";
import { useEmulator } from "../emulator/useEmulator";

describe("absence", () => {
  const azure = useEmulator();

  it("names what does not exist and what cannot be read, and nothing that is there", async () => {
    const { environment, ca } = azure.emulator;
    const { signal } = new AbortController();
    const ids = [
      "/scopeMaps/_repositories_pull",
      "/scopeMaps/contoso-pull",
      "/scopeMaps/fabrikam-pull",
      "/tokens/contoso-pull",
    ].map((end) => `${azure.registryId}${end}`);
    const fault = { path: "/scopeMaps/fabrikam-pull", status: 403, code: "AuthorizationFailed" };
    azure.emulator.faults.add({ ...fault, message: "No." });
    const ask = absence(azureAccess(environment, { ca, signal, retryDelayMs: 1 }));
    const { absent } = await ask({ ids });
    for (const each of absent) each.words = each.words.replace(/request id [-\da-f]{36}/, "ID");
    expect(absent.sort((one, other) => (one.id < other.id ? -1 : 1))).to.deep.equal([
      {
        id: ids[1],
        isMissing: true,
        words:
          "there is no scope map contoso-pull to take over; take scopeMap out of `adopt`, and it is made",
      },
      {
        id: ids[2],
        isMissing: false,
        words:
          'whether there is a scope map fabrikam-pull to take over could not be read (reading scope map fabrikam-pull: 403 AuthorizationFailed: No (ID); give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry)',
      },
      {
        id: ids[3],
        isMissing: true,
        words: "there is no token contoso-pull to take over; take `adopt` out, and it is made",
      },
    ]);
  });
});
