// The invented people of the tests, and the files in which their school would hand them in.

export const SCHOOL = { code: "194898", name: "市立曉光示範國小", county: "臺中市", district: "西屯區", level: "國小" };

const inClass = { school_code: SCHOOL.code, year: "115", semester: "1", grade: "5", class: "04", state: "active" };
const pupil = { ...inClass, role: "pupil", birthday: "2015/10/3" };

/** Signs in as often as a test likes. */
export const PUPIL = {
  ...pupil, name: "江小語", id_number: "TEST-0001", seat: "12",
  account: "test.pupil", password: "lantern7river",
};

/** Signs in as often as a test likes. */
export const TEACHER = {
  ...inClass, name: "溫大亮", id_number: "TEST-0002", birthday: "1985/4/18", role: "teacher", titles: "導師",
  account: "test.teacher", password: "Walnut-Harp-58",
};

/** Mistypes; nobody else uses the account, so that nobody else is locked out by it. */
export const FORGETFUL = {
  ...pupil, name: "施小忘", id_number: "TEST-0003", seat: "13",
  account: "test.forgetful", password: "basket3cricket",
};

/** Gets locked out. */
export const LOCKED = {
  ...pupil, name: "鎖小門", id_number: "TEST-0004", seat: "14",
  account: "test.locked", password: "pillow6meadow",
};

/** Has an account that is disabled. */
export const DISABLED = {
  ...pupil, name: "停小用", id_number: "TEST-0005", seat: "15",
  account: "test.disabled", password: "saddle4mirror", state: "disabled",
};

export const EVERYBODY = [PUPIL, TEACHER, FORGETFUL, LOCKED, DISABLED];

/** What no address and no store of a browser may hold. */
export const PERSONAL = EVERYBODY.flatMap(({ name, id_number, birthday, account, password }) => [
  name, id_number, birthday, account, password,
]);

const PEOPLE_COLUMNS = [
  "name", "id_number", "birthday", "role", "school_code", "titles", "year", "semester",
  "grade", "class", "seat", "account", "password", "state",
];

function csv(columns, rows) {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? "").join(","));
  return [columns.join(","), ...lines, ""].join("\n");
}

export const schoolsFile = () => csv(["code", "name", "county", "district", "level"], [SCHOOL]);
export const peopleFile = () => csv(PEOPLE_COLUMNS, EVERYBODY);
