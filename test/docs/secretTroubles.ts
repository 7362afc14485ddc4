// Provokes the messages about secrets and the vault, as a document quotes them.

import type { Fault } from "../../emulator/faults";
import type { Properties } from "../../provider/protocol/resource";
import { failure } from "../provider/tokenSecret/outcome";
import type { SecretStack } from "../provider/tokenSecret/secretStack";

/** Each with a name, against a stack without a secret. */
export function provokedSecrets(
  stack: SecretStack,
): [name: string, provoke: () => Promise<string | string[]>][] {
  const { ENDLESS, PUT, ARM_PATCH, VAULT_PATCH, DELETE, RECOVER } = REQUESTS;
  const fault = (rest: Fault) => stack.azure.emulator.faults.add({ times: ENDLESS, ...rest });
  const up = async (change?: Properties) => (await failure(stack.up(change))).message;
  /** What a run says of the secret; that the password stays is said beside it. */
  const lines = async (change?: Properties) => {
    await stack.up(change);
    const said = stack.lines.map((line) => line.replace(/^\w+: /, ""));
    return said.filter((line) => /\bsecrets?\b/.test(line));
  };
  const suspendAgainst = async (...faults: Fault[]) => {
    await stack.up();
    faults.forEach(fault);
    return up({ enabled: false });
  };
  const firstAgainst = (rest: Fault) => {
    fault({ operation: PUT, ...rest });
    return up();
  };
  /** The same in a preview, whose warning is found by a plan. */
  const alsoPreviewed = async () => {
    const said = await up();
    await stack.up({}, { isPreview: true });
    return [said, ...stack.lines.map((line) => line.replace(/^\w+: /, ""))];
  };
  const refused = { operation: ARM_PATCH, status: 405, code: "MethodNotAllowed" };
  const forbidden = { status: 403, code: "Forbidden" };
  return [
    ["no role for writing", () => firstAgainst({ status: 403, code: "AuthorizationFailed" })],
    ["somebody else's writes", () => firstAgainst({ status: 409, code: "ConflictError" })],
    [
      "a name that was deleted",
      async () => {
        await stack.secret.write("somebody's");
        await stack.secret.delete();
        fault({ operation: RECOVER, status: 404, code: "SecretNotFound" });
        return up();
      },
    ],
    [
      "no right to change a status",
      () => suspendAgainst(refused, { operation: VAULT_PATCH, ...forbidden }),
    ],
    [
      "a vault's firewall",
      () =>
        suspendAgainst(refused, {
          ...forbidden,
          operation: VAULT_PATCH,
          body: JSON.stringify({
            error: {
              code: "Forbidden",
              message: "No.",
              innererror: { code: "ForbiddenByFirewall" },
            },
          }),
        }),
    ],
    [
      "a vault out of reach",
      () => suspendAgainst(refused, { operation: VAULT_PATCH, reset: true }),
    ],
    [
      "a PATCH that makes a version",
      async () => {
        stack.azure.emulator.behaviours.secretPatch = "newVersion";
        return suspendAgainst();
      },
    ],
    [
      "a status that stays",
      () => {
        const id = `https://vault/secrets/${stack.secret.name}/0`;
        const nothing = { status: 200, body: JSON.stringify({ id, attributes: {} }) };
        return suspendAgainst(
          { operation: ARM_PATCH, ...nothing },
          { operation: VAULT_PATCH, ...nothing },
        );
      },
    ],
    [
      "a deletion that is forbidden",
      async () => {
        await stack.up();
        fault({ operation: DELETE, ...forbidden });
        return (await failure(stack.offboard())).message;
      },
    ],
    [
      "a recovery that is forbidden",
      async () => {
        await stack.up();
        await stack.secret.delete();
        fault({ operation: RECOVER, ...forbidden });
        return up();
      },
    ],
    [
      "a secret that was deleted",
      async () => {
        await stack.up();
        await stack.secret.delete();
        return lines();
      },
    ],
    [
      "a secret that was disabled",
      async () => {
        await stack.up();
        await stack.secret.change({ attributes: { enabled: false } });
        return lines();
      },
    ],
    [
      "tags that were taken away",
      async () => {
        await stack.up();
        await stack.secret.change({ tags: {} });
        return lines();
      },
    ],
    [
      "another stack's secret",
      async () => {
        await stack.up({ owner: "x1another2stack3", stack: "registry-customer-access/other" });
        stack.state = undefined;
        return alsoPreviewed();
      },
    ],
    [
      "two runs at once",
      async () => {
        const release = stack.azure.emulator.intercept(async ({ phase, entry }) => {
          if (phase === "before" || entry.operation !== PUT) return;
          release();
          await stack.secret.write("of the other run", { IssuedAt: "2026-03-01T12:00:01Z" });
        });
        return up();
      },
    ],
    [
      "an old vault that keeps its secret",
      async () => {
        await stack.up({ vaultId: stack.azure.vaultId.replace(/[^/]+$/, "vendor-next") });
        fault({ operation: DELETE, ...forbidden });
        return lines();
      },
    ],
  ];
}

const REQUESTS = {
  ENDLESS: Number.POSITIVE_INFINITY,
  PUT: "VaultSecrets_CreateOrUpdate",
  ARM_PATCH: "VaultSecrets_Update",
  VAULT_PATCH: "Secrets_UpdateVersion",
  DELETE: "Secrets_Delete",
  RECOVER: "DeletedSecrets_Recover",
};
