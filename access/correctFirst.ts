// The prefix with which a plan marks what must be corrected before a run.

/**
 * The prefix of a problem that stops one customer; a preview prints it as a warning, so that all others are planned.
 */
export const CORRECT_FIRST = "correct first: ";
