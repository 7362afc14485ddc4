// Required by mocha in every test process: closes resources that several files share at the end of the process.

/**
 * What has to be closed. A mocha worker, which runs one file after the other and is ended from outside, never calls it.
 */
export const atEnd: (() => Promise<void>)[] = [];

export const mochaHooks = {
  /** Runs after all tests of the process; in a worker, after each file. */
  async afterAll(): Promise<void> {
    if (process.env.MOCHA_WORKER_ID !== undefined) return;
    for (const close of atEnd.splice(0)) await close();
  },
};
