//! Plain English.

use super::*;

pub(super) const WORDS: AttendantWords = AttendantWords {
    warning: Warning {
        title: "Are you still there?",
        text: "Nothing has happened for a while. When the time is up, you are signed out and the page is cleared.",
        text_own: "Nothing has happened for a while. When the time is up, you are signed out.",
        left: "{} seconds left",
        said: "{} seconds left. Press any key to go on.",
        hint: "Press any key or tap the screen to go on.",
        stay: "Stay here",
    },
    bar: Bar { name: "This device", finish: "Finish and clear", finishing: "Finishing and clearing…" },
    leave: Leave {
        title: "Do you want to leave?",
        text: "If you leave, everything you typed is cleared.",
        stay: "Stay on this page",
        go: "Leave and clear",
    },
    outward: OutwardWords {
        title: "Open it on your phone",
        text: "A kiosk opens no other sites. Scan the code, or type the address on your own device.",
        close: "Close",
    },
    network: NetworkWords {
        lost: "There is no network right now.",
        lost_text: "What you typed is still here. We try again as soon as it is back.",
        call: "To get help, call the hotline: {}.",
        back: "The network is back.",
    },
    print: Print {
        note: "This page cannot be printed. This computer is shared, and others may see what comes out of the printer.",
    },
    keypad: KeypadWords { name: "Number keys", erase: "Delete" },
};
