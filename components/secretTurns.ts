// Lets the secrets of a vault be written one after the other.

import * as pulumi from "@pulumi/pulumi";

/**
 * Turns at writing into one vault, in the order in which the values arrive.
 *
 * Resource Manager may refuse writes of secrets of one vault that overlap, with 409 ConflictError, and azure-native does
 * not repeat them: https://github.com/pulumi/pulumi-azure-native/issues/1013.
 */
export class SecretTurns {
  #last: Promise<void> = Promise.resolve();

  /**
   * Declares a resource that is registered when its value is known and everybody before it is done.
   *
   * Only the value waits, so a turn is taken by nobody whose value never comes, and no dependency is recorded. In a
   * preview nothing is written and nobody waits.
   */
  oneByOne<Value, Written extends pulumi.Resource>(
    value: pulumi.Output<Value>,
    declare: (value: pulumi.Output<Value>) => Written,
  ): Written {
    if (pulumi.runtime.isDryRun()) return declare(value);
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const written = declare(
      value.apply(async (known) => {
        await this.#turn(over);
        return known;
      }),
    );
    // A resource that failed has its URN as well; it stays away only where the engine has ended, for everybody.
    written.urn.apply(end);
    return written;
  }

  #turn(over: Promise<void>): Promise<void> {
    const before = this.#last;
    this.#last = before.then(() => over);
    return before;
  }
}
