// The failure that whoever starts the emulator can put right.

/** Says why the emulator cannot start and what to do; the program shows it without a stack. */
export class CannotStart extends Error {}
