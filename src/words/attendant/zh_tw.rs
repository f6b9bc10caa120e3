//! Chinese, as a teacher in Taiwan would say it to a pupil.

use super::*;

pub(super) const WORDS: AttendantWords = AttendantWords {
    warning: Warning {
        title: "還在嗎？",
        text: "好一陣子沒有動作了。時間到就會登出，並清除畫面上的資料。",
        text_own: "好一陣子沒有動作了。時間到就會登出。",
        left: "還有 {} 秒",
        said: "還有 {} 秒。按任何一個鍵就能繼續。",
        hint: "按任何一個鍵，或點一下畫面，就能繼續。",
        stay: "繼續使用",
    },
    bar: Bar { name: "這部裝置", finish: "結束並清除", finishing: "正在結束並清除…" },
    leave: Leave {
        title: "要離開嗎？",
        text: "離開的話，輸入的內容會全部清除。",
        stay: "留在這一頁",
        go: "離開並清除",
    },
    outward: OutwardWords {
        title: "用自己的手機打開",
        text: "自助機不會打開其他網站。用手機掃描，或在自己的裝置輸入網址。",
        close: "關閉",
    },
    network: NetworkWords {
        lost: "目前連不到網路。",
        lost_text: "輸入的內容都還在，連上以後會自動再試。",
        call: "要找人幫忙就打教育雲端帳號客服專線 {}。",
        back: "網路恢復了。",
    },
    print: Print {
        note: "這一頁不能列印。這部電腦是大家共用的，印出來的資料可能會被別人看到。"
    },
    keypad: KeypadWords { name: "數字鍵盤", erase: "刪除" },
};
