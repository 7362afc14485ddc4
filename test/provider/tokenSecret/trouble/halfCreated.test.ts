// A first password that Azure may have made although the run failed: the resource is kept, and the next run finishes it in the same slot.

import { expect } from "chai";
import type { Fault } from "../../../../emulator/faults";
import { Unfinished } from "../../../../provider/protocol/resource";
import { failure, text } from "../outcome";
import { useSecretStack } from "../useSecretStack";

const GENERATE = "Registries_GenerateCredentials";
const ROLE =
  'give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry';

const WRITER =
  'give the identity the role "Key Vault Contributor" on the vault, or one of your own with Microsoft.KeyVault/vaults/secrets/write';

describe("TokenSecret: half-created", () => {
  const stack = useSecretStack();

  interface Refused {
    name: string;
    fault: Fault;
    message: string;
  }

  const outages: Refused[] = [
    {
      name: "Azure fails without an end",
      fault: {
        operation: GENERATE,
        status: 503,
        code: "ServiceUnavailable",
        message: "Down.",
        times: Infinity,
      },
      message:
        "generating password1 of token contoso-pull: 503 ServiceUnavailable: Down (request id ID); Azure failed; run again",
    },
    {
      name: "the connection breaks each time after the password was made",
      fault: { operation: GENERATE, reset: true, when: "after", times: Infinity },
      message:
        "generating password1 of token contoso-pull: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
    },
    {
      name: "Azure refuses to list the token after the password was made",
      fault: {
        operation: "Tokens_Get",
        skip: 1,
        status: 403,
        code: "AuthorizationFailed",
        message: "No.",
      },
      message: `token contoso-pull: password1 was generated but is not published: reading token contoso-pull: 403 AuthorizationFailed: No (request id ID); ${ROLE}; run again to generate it again`,
    },
    {
      name: "Azure refuses to name the login server after the password was made",
      fault: {
        operation: "Registries_Get",
        status: 403,
        code: "AuthorizationFailed",
        message: "No.",
      },
      message: `token contoso-pull: password1 was generated but is not published: reading registry vendorimages in resource group registry-access: 403 AuthorizationFailed: No (request id ID); ${ROLE}; run again to generate it again`,
    },
    {
      name: "Resource Manager refuses to write the secret",
      fault: {
        operation: "VaultSecrets_CreateOrUpdate",
        status: 403,
        code: "AuthorizationFailed",
        message: "No.",
      },
      message: `token contoso-pull: password1 was generated but is not published: writing secret contoso-registry-x7k2pd: 403 AuthorizationFailed: No (request id ID); ${WRITER}; run again to generate it again`,
    },
    {
      name: "the vault's writes fail without an end",
      fault: {
        operation: "VaultSecrets_CreateOrUpdate",
        status: 503,
        code: "ServiceUnavailable",
        message: "Down.",
        times: Infinity,
      },
      message:
        "token contoso-pull: password1 was generated but is not published: writing secret contoso-registry-x7k2pd: 503 ServiceUnavailable: Down (request id ID); Azure failed; run again; run again to generate it again",
    },
    {
      name: "the registry never accepts the new password",
      fault: { path: "/oauth2/token", status: 401, times: Infinity },
      message:
        "token contoso-pull: password1 was generated but is not published: the registry still refuses it after 90 seconds; the previous password stays in the vault; run again to generate it again",
    },
  ];
  for (const { name, fault, message } of outages) {
    it(`keeps the half-created resource when ${name}, and finishes it in the same slot`, async () => {
      stack.azure.emulator.faults.add(fault);
      const error = await failure(stack.up());
      expect(text(error)).to.equal(message);
      expect(error).to.be.instanceOf(Unfinished);
      expect(stack.state).to.deep.equal({
        id: stack.tokenId,
        inputs: stack.inputs(),
        outputs: {
          username: "contoso-pull",
          enabled: true,
          scopeMapId: stack.scopeMapId,
          secretName: "contoso-registry-x7k2pd",
          isPublished: false,
          slots: [],
          currentSlot: "password1",
        },
      });

      stack.azure.emulator.faults.clear();
      expect(await stack.up()).to.equal("updated");
      expect(stack.lines).to.deep.equal([
        "info: password1 was never stored: a new password in password1, which works until 2026-04-30",
      ]);
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
      expect(await stack.up()).to.equal("same");
    });
  }
});
