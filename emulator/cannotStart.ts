// A failure of the emulator that its user can correct.

/** Says why the emulator cannot start and what to do; the program shows it without a stack. */
export class CannotStart extends Error {}
