// The project's folder. Only this file determines it, because other files may run from a bundle.

/** The project's own folder, from which everything else is found; a bundle is loaded as if it were there. */
export const PROJECT_FOLDER = __dirname;
