// The words by which a plan finds what has to be corrected before a run.

/** Stands before what stops one customer; a preview says it as a warning, so that everybody else is planned. */
export const CORRECT_FIRST = "correct first: ";
