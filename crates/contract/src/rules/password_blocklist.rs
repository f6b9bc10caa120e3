//! Passwords that everybody tries first: common words, walks over the keyboard, repetitions.
//!
//! The list is small enough to travel with the portal; the server adds a longer one through
//! [`Context::is_listed`](crate::rules::password::Context::is_listed).

/// Common words without the digits and signs that people put around them, one a line.
const COMMON: &str = include_str!("password_common.txt");

/// Rows of the keyboard, plain and shifted, and its columns; walked in both directions.
const ROWS: [&str; 6] = [
    "1234567890-=",
    "!@#$%^&*()_+",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
];

/// The fewest characters that make a run, unless they are the same.
const RUN_LENGTH_MIN: usize = 3;

/// A password of this many runs and odd characters, or fewer, is none: `a1234567`, `Abc123!@#`.
const CHUNKS_MAX: usize = 3;

/// The longest unit whose repetition is none: `a1b2a1b2a1b2`.
const REPEATED_LENGTH_MAX: usize = 4;

/// Whether the password is among the first that somebody would try.
pub(crate) fn is_common(password: &str) -> bool {
    let lower: Vec<char> = password.chars().map(|c| c.to_ascii_lowercase()).collect();
    if lower.is_empty() {
        return false;
    }
    let unit = smallest_unit(&lower);
    let repeats = unit.len() < lower.len();
    (repeats && unit.len() <= REPEATED_LENGTH_MAX)
        || chunks(&lower) <= CHUNKS_MAX
        || has_common_word(unit)
        || has_common_word(&lower)
}

/// How many runs and odd characters it takes to write the text.
fn chunks(text: &[char]) -> usize {
    let mut count = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let run = run_length(rest);
        let is_double = matches!(rest, [a, b, ..] if a == b);
        let taken = match run {
            RUN_LENGTH_MIN.. => run,
            _ => 1 + usize::from(is_double),
        };
        rest = rest.get(taken..).unwrap_or_default();
        count += 1;
    }
    count
}

/// How far the text goes on as it begins: the same character, the next in the alphabet, or the
/// next on the keyboard.
fn run_length(text: &[char]) -> usize {
    let follow = |holds: &dyn Fn(char, char) -> bool| {
        let pairs = text.iter().zip(text.iter().skip(1));
        1 + pairs.take_while(|(a, b)| holds(**a, **b)).count()
    };
    let step = |a: char, b: char| i64::from(u32::from(b)) - i64::from(u32::from(a));
    let alike = [0, 1, -1].map(|wanted| follow(&|a, b| step(a, b) == wanted));
    let walked = ROWS.map(|row| {
        let back = |a, b| is_next(row, b, a);
        follow(&|a, b| is_next(row, a, b)).max(follow(&back))
    });
    alike.into_iter().chain(walked).max().unwrap_or(1)
}

fn is_next(row: &str, a: char, b: char) -> bool {
    row.chars().zip(row.chars().skip(1)).any(|pair| pair == (a, b))
}

/// The shortest beginning that, repeated, gives the whole text.
fn smallest_unit(text: &[char]) -> &[char] {
    let repeats = |length: &usize| {
        text.len().is_multiple_of(*length) && text.chunks(*length).all(|chunk| text.starts_with(chunk))
    };
    let length = (1..text.len()).find(repeats).unwrap_or(text.len());
    text.get(..length).unwrap_or(text)
}

/// Whether a common word is half of the text or more, plain or spelt with digits and signs.
fn has_common_word(text: &[char]) -> bool {
    let plain: String = text.iter().collect();
    let spelt: String = text.iter().map(|c| unleet(*c)).collect();
    let is_half = |word: &str| word.len() * 2 >= text.len();
    let has = |word: &str| plain.contains(word) || spelt.contains(word);
    COMMON.lines().any(|word| is_half(word) && has(word))
}

/// The letter that a digit or sign stands for in `p@ssw0rd`.
const fn unleet(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' => 't',
        _ => c,
    }
}
