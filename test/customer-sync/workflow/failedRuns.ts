// Runs for events after something went wrong: how the last one ends, and whether what it missed is copied later.
import { expect } from "chai";
import { pushImage } from "../../emulator/registry/signedImage";
import { useSyncedRegistries } from "./syncedRegistries";

const NEXT =
  "What changed in the last hours is copied by the next run that catches up; `npm run sync -- --apply` copies all of it at once.";

/** What came of a push after something went wrong. */
export interface Outcome {
  readonly status: string | undefined;
  readonly code: string | undefined;
  /** Without what all messages end with. */
  readonly message: string | undefined;
  /** What the customer has of the tag before that is mended. */
  readonly early: string;
  /** Whether the tag is copied once that is mended and the workflow has caught up. */
  readonly isHealed: boolean;
}

/** A run that failed, after which nothing is copied until the workflow catches up. */
export function failed(code: string, message: string): Outcome {
  return { status: "Failed", code, message, early: "404", isHealed: true };
}

/** Both registries for the tests of a describe, each of which begins with the same; and how to see what comes of a push. */
export function useFailedRuns() {
  const both = useSyncedRegistries();
  let beginning: () => void;
  before(() => {
    both.vendor.emulator.behaviours.pollSeconds = 60;
    beginning = both.vendor.emulator.checkpoint();
  });
  afterEach(() => {
    beginning();
    // The clock would else start runs that catch up.
    both.vendor.forgetRuns();
  });

  /** Pushes an image after something went wrong: what the last run says, and whether catching up heals once that is mended. */
  const outcome = async (spoil: () => unknown, mend: () => unknown = () => {}) => {
    await spoil();
    const { index } = await pushImage(both.pusher, "app/api", "1.0.2");
    await both.vendor.emulator.settle();
    const [run] = await both.workflows.runs("events");
    both.vendor.emulator.faults.clear();
    const early = await both.digest("1.0.2");
    const history = await both.workflows.history("events");
    for (const secret of both.secrets) expect(history).not.to.include(secret);
    await mend();
    await both.catchUp();
    const isHealed = (await both.digest("1.0.2")) === index;
    const { code, message } = (run?.error ?? {}) as { code?: string; message?: string };
    return {
      status: run?.status,
      code,
      message: message?.replace(` ${NEXT}`, ""),
      early,
      isHealed,
    };
  };
  return { both, outcome };
}

/** What a run says that could not read the password; the vault answered this status. */
export function noPassword(status: string): string {
  return `The vault does not give the password (status '${status}'). With 403, give the identity of this workflow the role Key Vault Secrets User on the secret, or the access policy Get on secrets; a new one has an effect after minutes. With 404, the secret is gone or disabled. With 429, with 5xx and without a status, the vault did not answer in time.`;
}
