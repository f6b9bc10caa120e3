// What looks after a page, as a person meets it: the warning, 結束並清除, the bar.
import { PUPIL } from "./roster.mjs";

const zh = {
  title: "還在嗎？",
  left: (seconds) => `還有 ${seconds} 秒`,
  stay: "繼續使用",
  finish: "結束並清除",
  idle: "太久沒有動作，已經幫你登出並清除畫面。",
  cleared: "已經結束，輸入的內容都清除了。可以換下一個人使用。",
  own: "自己的裝置",
  shared: "共用電腦",
  kioskAt: (place) => `自助機：${place}`,
  leave: { title: "要離開嗎？", stay: "留在這一頁", go: "離開並清除" },
  outward: { title: "用自己的手機打開", close: "關閉" },
  lost: "目前連不到網路。",
  back: "網路恢復了。",
  print: /^這一頁不能列印/,
  keypad: { name: "數字鍵盤", erase: "刪除" },
};

const en = {
  title: "Are you still there?",
  left: (seconds) => `${seconds} seconds left`,
  stay: "Stay here",
  finish: "Finish and clear",
  idle: "Nothing happened for a while, so you were signed out and the page was cleared.",
  cleared: "Finished. What was typed is cleared, and the next person can begin.",
  own: "Your own device",
  shared: "Shared computer",
  kioskAt: (place) => `Kiosk: ${place}`,
  leave: { title: "Do you want to leave?", stay: "Stay on this page", go: "Leave and clear" },
  outward: { title: "Open it on your phone", close: "Close" },
  lost: "There is no network right now.",
  back: "The network is back.",
  print: /^This page cannot be printed/,
  keypad: { name: "Number keys", erase: "Delete" },
};

/** The attendant's words in the language of `words`. */
export const attendantWords = (words) => (words.language === "en" ? en : zh);

export const PLACE = "電腦教室 3";
/** Every browser of the tests is a school's own, in a room that has a name. */
export const KIOSK = { device: { kiosk_networks: [`127.0.0.0/8 ${PLACE}`, "::1/128"] } };
/** Without pictures to read, for tests that are about something else. */
export const calm = (settings) => ({ challenge: { policy: "off" }, ...settings });

export const MINUTE_MS = 60_000;
export const SHARED_IDLE_MS = 5 * MINUTE_MS;
export const KIOSK_IDLE_MS = 2 * MINUTE_MS;
export const WARNING_MS = 30_000;

export class Attendant {
  constructor(page, words) {
    const say = attendantWords(words);
    Object.assign(this, { page, say });
    this.warning = page.getByRole("dialog", { name: say.title });
    this.count = page.getByRole("timer");
    this.stay = page.getByRole("button", { name: say.stay });
    this.finish = page.getByRole("button", { name: say.finish });
    this.leaving = page.getByRole("dialog", { name: say.leave.title });
    this.outward = page.getByRole("dialog", { name: say.outward.title });
    this.keypad = page.getByRole("group", { name: say.keypad.name });
    this.device = page.locator("#device");
  }

  /** Lets wall clock and timers jump, as a computer does that slept, or that nobody touched. */
  pass(ms) {
    return this.page.clock.fastForward(ms);
  }
}

/** Signs in where no picture is asked for, and waits for the account page. */
export async function enter({ signIn, account }, person = PUPIL) {
  await signIn.open();
  await signIn.typeAccount(person);
  await signIn.submit.click();
  await account.greeting(person).waitFor();
}
