// What of the engine's preview is about one customer, and what about all.

import { expect } from "chai";
import { NOT_COMPARED } from "../../../access/syncMark";
import { engineWords } from "../../../cli/plan/engineWords";

/** How the engine begins what the guard finds wrong. */
const GUARD = "error: acr-credentials:index:AccessGuard resource 'access-guard' has a problem: ";

describe("the engine's words", () => {
  const urn = (type: string, name: string) =>
    `urn:pulumi:dev::customer-access::acr-credentials:index:${type}::${name}`;

  it("are sorted by whom they are about, and a warning is what to correct only where it says so", () => {
    const said = (
      severity: string,
      message: string,
      about = urn("TokenSecret", "contoso-secret"),
    ) => ({
      urn: about,
      severity,
      message,
    });
    const words = engineWords({
      steps: [
        {
          op: "update",
          urn: urn("TokenSecret", "contoso-secret"),
          changed: ["secretVersion"],
        },
        { op: "delete", urn: urn("SyncWebhooks", "tailspin-sync"), changed: [] },
      ],
      diagnostics: [
        said("warning", "warning: correct first: token contoso-pull exists\n"),
        said("warning", "correct first: token contoso-pull exists"),
        said("warning", "could not be read"),
        said("info", "locked out: password1"),
        said("info", "rotation due"),
        said("error", `${GUARD}this change is refused:\n  contoso`, urn("AccessGuard", "guard")),
        said("error", `${GUARD}finding registry v: 404`, urn("AccessGuard", "guard")),
        said("error", "no answer"),
        said("info", "a webhook for app/api is made\n", urn("SyncWebhooks", "fabrikam-sync")),
        said("info", `${NOT_COMPARED}403`, urn("SyncWebhooks", "northwind-sync")),
        said("warning", "correct first: there is no room", urn("SyncWebhooks", "fabrikam-sync")),
        said("warning", "the secrets stay", urn("SyncWebhooks", "fabrikam-sync")),
      ],
    });
    expect(words).to.deep.equal({
      syncsReached: new Set(["tailspin", "fabrikam", "northwind"]),
      customers: new Map([
        [
          "tailspin",
          {
            rotates: false,
            toCorrect: [],
            lockedOut: [],
            reasons: [],
            sync: ["ends, and its webhooks are deleted"],
          },
        ],
        [
          "contoso",
          {
            rotates: true,
            toCorrect: ["token contoso-pull exists"],
            lockedOut: ["password1"],
            reasons: ["rotation due"],
            sync: [],
          },
        ],
        [
          "fabrikam",
          {
            rotates: false,
            toCorrect: ["there is no room"],
            lockedOut: [],
            reasons: [],
            sync: ["a webhook for app/api is made"],
          },
        ],
      ]),
      failures: ["finding registry v: 404", "contoso-secret: no answer"],
      warnings: ["contoso-secret: could not be read", "fabrikam-sync: the secrets stay"],
    });
  });
});
