use contract::language::Language;

use super::*;
use crate::words::{AttendantWords, BackWords, Words};

/// The page on which texts have no sounds yet.
const UNREAD: &str = "account.";

fn sentences() -> Vec<(&'static str, &'static str)> {
    let mut all = Words::of(Language::ZhTw).each();
    all.extend(BackWords::of(Language::ZhTw).each());
    all.extend(AttendantWords::of(Language::ZhTw).each());
    all
}

fn unread(text: &str) -> bool {
    let is_unread = |piece: &Piece| match piece {
        Piece::Plain(text) => text.chars().any(is_han),
        Piece::Read(..) => false,
    };
    pieces(text).iter().any(is_unread)
}

/// The text as it comes out again, to see that nothing is lost.
fn together(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Read(character, ..) => character.to_string(),
    };
    pieces.iter().map(text).collect()
}

#[test]
fn every_sentence_has_its_sounds() {
    let is_silent = |(name, text): &(&str, &str)| !name.starts_with(UNREAD) && unread(text);
    let silent: Vec<_> = sentences().into_iter().filter(is_silent).collect();
    assert!(
        silent.is_empty(),
        "{silent:#?} have no line in src/words/zhuyin.txt, or one with a character without its sound. \
         `python3 tests/tools/zhuyin.py` proposes the lines: read them aloud, then add them to the file"
    );
    for (_, text) in sentences() {
        assert_eq!(together(&pieces(text)), text);
    }
}

#[test]
fn every_line_is_a_sentence_of_ours() {
    let words: Vec<_> = sentences().into_iter().map(|(_, text)| text).collect();
    let stale: Vec<_> = SENTENCES.lines().filter(|line| !words.contains(&sentence(line).as_str())).collect();
    assert!(stale.is_empty(), "{stale:#?} in src/words/zhuyin.txt: no word says it any more, take it out");
}

#[test]
fn every_sound_is_one_of_mandarin() {
    for line in SENTENCES.lines() {
        let filled = sentence(line).replace(PLACE, "7");
        for piece in pieces(&filled) {
            if let Piece::Read(character, symbols, tone) = piece {
                assert!(is_syllable(symbols), "{character}{symbols}{tone} in {line}");
            }
        }
    }
}

#[test]
fn marks_stand_where_they_belong() {
    for line in SENTENCES.lines() {
        let mut rest = line;
        while let Some(han) = rest.find(is_han) {
            rest = rest[han..].split_at(rest[han..].chars().next().map_or(0, char::len_utf8)).1;
            let sound = &rest[..sound_length(rest)];
            let marks = sound.chars().filter(|c| "˙ˊˇˋ".contains(*c)).count();
            let at_end = sound.ends_with(['ˊ', 'ˇ', 'ˋ']);
            assert!(marks == usize::from(at_end || sound.starts_with('˙')), "{sound} in {line}");
        }
    }
}

/// The syllables of Mandarin in 注音: a beginning, one of ㄧㄨㄩ, an ending.
fn is_syllable(symbols: &str) -> bool {
    let rest = symbols.trim_start_matches(|c| matches!(c, 'ㄅ'..='ㄙ'));
    let beginning = &symbols[..symbols.len() - rest.len()];
    let (glide, ending) = match rest.chars().next() {
        Some(glide @ ('ㄧ' | 'ㄨ' | 'ㄩ')) => (Some(glide), &rest[glide.len_utf8()..]),
        _ => (None, rest),
    };
    let endings = match glide {
        None => "ㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦ",
        Some('ㄧ') => "ㄚㄛㄝㄞㄠㄡㄢㄣㄤㄥ",
        Some('ㄨ') => "ㄚㄛㄞㄟㄢㄣㄤㄥ",
        Some(_) => "ㄝㄢㄣㄥ",
    };
    let fits = |groups: &str| beginning.is_empty() || groups.contains(beginning);
    let goes_with = match glide {
        None => fits("ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄓㄔㄕㄖㄗㄘㄙ"),
        Some('ㄧ') => fits("ㄅㄆㄇㄉㄊㄋㄌㄐㄑㄒ"),
        Some('ㄨ') if ending.is_empty() => fits("ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄓㄔㄕㄖㄗㄘㄙ"),
        Some('ㄨ') => fits("ㄉㄊㄋㄌㄍㄎㄏㄓㄔㄕㄖㄗㄘㄙ"),
        Some(_) => fits("ㄋㄌㄐㄑㄒ"),
    };
    let is_whole = !ending.is_empty() || glide.is_some() || "ㄓㄔㄕㄖㄗㄘㄙ".contains(beginning);
    let is_one = |text: &str| text.chars().count() <= 1;
    !symbols.is_empty()
        && is_one(beginning)
        && is_one(ending)
        && (ending.is_empty() || endings.contains(ending))
        && goes_with
        && is_whole
}

#[test]
fn syllables_are_told_from_what_is_none() {
    for good in ["ㄓ", "ㄧ", "ㄦ", "ㄇㄚ", "ㄒㄩㄝ", "ㄓㄨㄤ", "ㄌㄩ", "ㄩㄢ", "ㄅㄨ", "ㄈㄨ", "ㄑㄧㄥ"]
    {
        assert!(is_syllable(good), "{good}");
    }
    for bad in
        ["", "ㄅ", "ㄐ", "ㄐㄚ", "ㄈㄧ", "ㄍㄧ", "ㄓㄩ", "ㄅㄨㄤ", "ㄧㄨ", "ㄚㄅ", "ㄅㄆㄚ", "ㄩㄤ", "ㄚㄛ"]
    {
        assert!(!is_syllable(bad), "{bad}");
    }
}

#[test]
fn a_character_is_read_as_its_word_is() {
    let sound = |text: &str, of: char| {
        let found = pieces(text).into_iter().find_map(|piece| match piece {
            Piece::Read(character, symbols, tone) if character == of => Some([symbols, tone].concat()),
            _ => None,
        });
        found.unwrap_or_default()
    };
    assert_eq!(sound("教育通行", '行'), "ㄒㄧㄥˊ");
    assert_eq!(sound("密碼看得到了。", '得'), "ㄉㄜ˙");
    assert_eq!(sound("帳號取得", '得'), "ㄉㄜˊ");
    assert_eq!(sound("重設密碼", '重'), "ㄔㄨㄥˊ");
    assert_eq!(sound("新密碼太長了，最多 20 個字", '長'), "ㄔㄤˊ");
}

#[test]
fn values_are_left_alone() {
    let text = "以教育雲端帳號登入，登入後前往「教育小站」。";
    let read = pieces(text);
    assert_eq!(together(&read), text);
    assert!(read.contains(&Piece::Plain("「教育小站」。".to_owned())), "{read:?}");
    assert_eq!(pieces("王小明"), [Piece::Plain("王小明".to_owned())]);
}

#[test]
fn a_value_that_is_a_sentence_is_read() {
    assert!(!unread("密碼錯了很多次，為了保護帳號先暫停登入。15 分鐘後再試一次。"));
    assert!(!unread("民國103年9月13日（西元2014年9月13日），現在 12 歲"));
    assert!(!unread("步驟 2（共 4 步）"));
}
