// Where the pictures of the states are.

/** The approved ones, in the repository. */
export const APPROVED_FOLDER = "tests/states/approved";
/** Those of this run, beside the contact sheet that shows them. */
export const SHEET_FOLDER = "target/contact-sheet";

/** A state's name in a file's name. */
export const nameOf = ({ page, state }) => `${page === "/" ? "home" : page.slice(1).replaceAll("/", "--")}--${state}`;

export const approvedFile = (state, variant) => `${APPROVED_FOLDER}/${variant}/${nameOf(state)}.png`;

export const presentFile = (state, language, variant, kind) => `${SHEET_FOLDER}/${language}/${variant}/${nameOf(state)}.${kind}`;
