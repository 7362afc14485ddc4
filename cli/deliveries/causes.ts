// What an answer to a webhook means, in plain words, and what to do about it.

/** Why events are not accepted, for people. */
export interface Cause {
  readonly cause: string;
  readonly remedy: string;
}

/** An answer that is no 2xx. */
interface BadAnswer {
  /** @default - nothing was noted */
  readonly status?: number | undefined;
  /** Does it say that the sender's address is not let in? */
  readonly isForeignAddress: boolean;
}

/** Explains a bad answer to a customer's webhooks. */
export function causeOf(answer: BadAnswer, customer: string): Cause {
  const { status } = answer;
  const newUrl = `ask ${customer} for the present callback URL, put it into the vault with \`npm run sync-url -- ${customer}\`, and run \`pulumi up\``;
  if (answer.isForeignAddress || status === 403) {
    return {
      cause: "the workflow does not let in the registry's address (allowedCallers)",
      remedy: `ask ${customer} to allow the registry's addresses in allowedCallers, or to write any there: the header protects the workflow`,
    };
  }
  switch (status) {
    case undefined:
      return {
        cause: "no answer was noted",
        remedy: `run it again with --ping; if it stays like this, ask ${customer} whether the workflow is there`,
      };
    case 400:
      return {
        cause: "the workflow does not take the event: it is disabled, or expects another body",
        remedy: `ask ${customer} whether the workflow is enabled, and whether it is as it was deployed`,
      };
    case 401:
      return {
        cause:
          "the signature in the callback URL is not accepted, usually because its key was regenerated; a receiver of another kind may refuse the header",
        remedy: newUrl,
      };
    case 404:
    case 410:
      return {
        cause: "the workflow is not there: it was deleted, or made again with another URL",
        remedy: newUrl,
      };
    case 408:
    case 504:
      return {
        cause: "no answer came within the five seconds that a webhook waits",
        remedy: `ask ${customer} to answer before anything is imported, as a workflow without a Response action does; if theirs does, the event was lost on its way: wait for the next push`,
      };
    case 429:
      return {
        cause: "the workflow is throttled: too many runs wait, or its plan allows no more calls",
        remedy: `ask ${customer} to set no concurrency on the trigger; it cannot be switched off, so the workflow has to be made again`,
      };
    case 502:
    case 503:
      return {
        cause: "the address could not be reached, or what is there is out of order",
        remedy: `ask ${customer} whether the workflow runs, and whether the registry can reach it from the internet`,
      };
  }
  if (status < 400) {
    return { cause: "the address sends elsewhere, and a webhook does not follow", remedy: newUrl };
  }
  return {
    cause: status < 500 ? "the receiver refuses the event" : "the receiver failed",
    remedy: `ask ${customer} what their receiver says about it`,
  };
}

/** Does such an answer depend on what is sent, so that a ping may be answered well all the same? */
export function dependsOnEvent({ status }: Pick<BadAnswer, "status">): boolean {
  return [400, 408, 413, 422, 500, 504].includes(status ?? 0);
}
