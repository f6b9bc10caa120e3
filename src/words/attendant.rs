//! The sentences of what looks after a page: the warning before everything ends, 結束並清除, the network
//! that is gone. A table of their own, fetched with the attendant.

mod en;
mod zh_tw;

use contract::language::Language;

words! {
    /// All words of the attendant in one language.
    AttendantWords:
    /// Before the time is up.
    warning: Warning { title, text, text_own, left, said, hint, stay, }
    /// The bar at the foot of the window.
    bar: Bar { name, finish, finishing, }
    /// Going back out of a journey.
    leave: Leave { title, text, stay, go, }
    /// An address that a kiosk does not open.
    outward: OutwardWords { title, text, close, }
    /// The network that is gone.
    network: NetworkWords { lost, lost_text, call, back, }
    /// What a printer gets.
    print: Print { note, }
    /// Keys on the screen.
    keypad: KeypadWords { name, erase, }
}

impl AttendantWords {
    /// The words of `language`.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhTw => &zh_tw::WORDS,
            Language::En => &en::WORDS,
        }
    }
}
