//! The keys of a combobox.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The next row.
    Down,
    /// The row before.
    Up,
    /// The list, without a move.
    Open,
    /// This row.
    Accept,
    /// No list.
    Close,
}

impl Key {
    /// What the key of this name asks for, if anything.
    pub(super) fn read(name: &str, is_alt: bool) -> Option<Self> {
        Some(match (name, is_alt) {
            ("ArrowDown", true) => Self::Open,
            ("ArrowUp", true) | ("Escape", _) => Self::Close,
            ("ArrowDown", false) => Self::Down,
            ("ArrowUp", false) => Self::Up,
            ("Enter", _) => Self::Accept,
            _ => return None,
        })
    }
}

/// The row after a move; the list is a ring.
pub(super) const fn moved(key: Key, active: Option<usize>, count: usize) -> usize {
    match (key, active) {
        (Key::Up, None | Some(0)) => count - 1,
        (Key::Up, Some(at)) => at - 1,
        (_, None) => 0,
        (_, Some(at)) => (at + 1) % count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_a_ring() {
        assert_eq!(moved(Key::Down, None, 3), 0);
        assert_eq!(moved(Key::Down, Some(2), 3), 0);
        assert_eq!(moved(Key::Up, None, 3), 2);
        assert_eq!(moved(Key::Up, Some(0), 3), 2);
    }

    #[test]
    fn letters_are_no_keys() {
        assert_eq!(Key::read("a", false), None);
        assert_eq!(Key::read("ArrowDown", true), Some(Key::Open));
    }
}
