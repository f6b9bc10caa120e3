//! Parameters as browsers and clients send them (`application/x-www-form-urlencoded`).

use std::collections::HashSet;
use std::fmt::Write as _;

/// More than any honest request has.
const PARAMETERS_MAX: usize = 200;

/// The parameters of one request, decoded, in the order they came in.
#[derive(Debug, Clone, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a query or a body. None where something is no UTF-8, or for too many of them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        if pairs.clone().nth(PARAMETERS_MAX).is_some() {
            return None;
        }
        let read = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        };
        pairs.map(read).collect::<Option<Vec<_>>>().map(Self)
    }

    /// A parameter's value. One without a value counts as absent (RFC 6749 §3.1).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }

    /// Whether a parameter came more than once, which none may (RFC 6749 §3.1).
    #[must_use]
    pub fn repeats(&self, name: &str) -> bool {
        self.0.iter().filter(|(known, _)| known == name).count() > 1
    }

    /// Whether any parameter came more than once.
    #[must_use]
    pub fn repeats_any(&self) -> bool {
        let mut seen = HashSet::with_capacity(self.0.len());
        !self.0.iter().all(|(name, _)| seen.insert(name))
    }

    /// The address of this path with the same parameters in its query.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        let pairs: Vec<_> = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        with_query(path, &pairs)
    }

    /// The words of a parameter, e.g. of `scope`.
    #[must_use]
    pub fn words(&self, name: &str) -> Vec<&str> {
        self.get(name)
            .map(|value| value.split(' ').filter(|word| !word.is_empty()).collect())
            .unwrap_or_default()
    }
}

/// Undoes percent-encoding, with `+` for a space.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                // The standard library takes a sign, too.
                let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
                u8::from_str_radix(std::str::from_utf8(&digits).ok().filter(|_| is_hex)?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Percent-encodes everything but RFC 3986's unreserved characters, so that every decoder reads the same.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// `uri` with these parameters added to its query.
#[must_use]
pub fn with_query(uri: &str, parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        parameters.iter().map(|(name, value)| [&encode(name), "=", &encode(value)].concat()).collect();
    if pairs.is_empty() {
        return uri.to_owned();
    }
    let joint = match uri.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    [uri, joint, &pairs.join("&")].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_read_again_letter_by_letter() {
        for text in ["a b+c%20", "測試&=", "~!@#$^*()_+`-={}|[]\\:\";'<>?,./"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
            let query = with_query("https://a.example/cb?x=1", &[("state", text)]);
            let parsed = Parameters::parse(query.split_once('?').unwrap().1).unwrap();
            assert_eq!((parsed.get("x"), parsed.get("state")), (Some("1"), Some(text)));
        }
    }

    #[test]
    fn empty_values_are_absent_and_repetitions_are_seen() {
        let parsed = Parameters::parse("nonce=&scope=openid+email&a=1&a=2").unwrap();
        assert_eq!((parsed.get("nonce"), parsed.words("scope")), (None, vec!["openid", "email"]));
        assert!(parsed.repeats("a") && parsed.repeats_any() && !parsed.repeats("scope"));
        assert!(Parameters::parse("state=%FF").is_none());
    }

    #[test]
    fn no_request_has_hundreds_of_parameters() {
        let many = |count: usize| (0..count).map(|at| format!("p{at}=")).collect::<Vec<_>>().join("&");
        assert!(Parameters::parse(&many(200)).is_some_and(|parsed| !parsed.repeats_any()));
        assert!(Parameters::parse(&many(201)).is_none());
    }

    #[test]
    fn percent_is_followed_by_digits_alone() {
        assert_eq!(decode("%4f%4F").as_deref(), Some("OO"));
        for text in ["%+f", "%-1", "% 1", "%4", "%", "%zz"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
