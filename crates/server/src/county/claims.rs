//! What is looked for in a provider's answers.

use contract::rules::id_number::IdNumber;
use serde_json::Value;

/// The value at `path`, whose parts are names joined by dots. A list counts as its first entry, since
/// some providers write one where others write an object (domain.md §1.8).
#[must_use]
pub fn at<'a>(answer: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(answer, |value, name| {
        let value = value.as_array().map_or(Some(value), |list| list.first())?;
        value.get(name)
    })
}

/// The ID number at `path`; none where there is none that could be one.
#[must_use]
pub fn id_number(answer: &Value, path: &str) -> Option<IdNumber> {
    IdNumber::parse(at(answer, path)?.as_str()?).ok()
}

/// The `guid` at `path`, in small letters; none where there is none that could be one.
#[must_use]
pub fn guid(answer: &Value, path: &str) -> Option<String> {
    let text = at(answer, path)?.as_str()?.to_ascii_lowercase();
    (text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn finds_members_of_objects_and_of_lists() {
        let flat = json!({ "personid": "A123456789" });
        assert_eq!(id_number(&flat, "personid").unwrap().as_str(), "A123456789");
        let nested = json!({ "kh_profile": { "id": "a123456789" } });
        assert_eq!(id_number(&nested, "kh_profile.id").unwrap().as_str(), "A123456789");
        let list = json!({ "people": [{ "id": "A123456789" }] });
        assert!(id_number(&list, "people.id").is_some());
    }

    #[test]
    fn guid_is_64_hexadecimal_digits() {
        let answer = json!({ "guid": "AB".repeat(32), "short": "ab", "other": "zz".repeat(32) });
        assert_eq!(guid(&answer, "guid"), Some("ab".repeat(32)));
        assert!(guid(&answer, "short").is_none() && guid(&answer, "other").is_none());
    }

    #[test]
    fn what_is_no_id_number_is_none() {
        for answer in
            [json!({}), json!({ "id": null }), json!({ "id": 7 }), json!({ "id": "A123456780" }), json!([])]
        {
            assert!(id_number(&answer, "id").is_none(), "{answer}");
        }
    }
}
