//! JSON, read by the browser and taken apart by hand. The contract's serde code would do it in
//! one line, and cost a fifth of the module that everybody waits for; a test holds the two together.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A value that can be looked into.
pub(super) trait Json: Sized {
    /// A member that is there.
    fn member(&self, name: &str) -> Option<Self>;
    /// The value as text.
    fn as_text(&self) -> Option<String>;
    /// The value as a number that counts something.
    fn as_count(&self) -> Option<u32>;
    /// The value as yes or no.
    fn as_flag(&self) -> Option<bool>;
    /// The value as a list.
    fn as_list(&self) -> Option<Vec<Self>>;

    /// A member as text.
    fn text(&self, name: &str) -> Option<String> {
        self.member(name)?.as_text()
    }

    /// A member as a number that counts something.
    fn count(&self, name: &str) -> Option<u32> {
        self.member(name)?.as_count()
    }

    /// A member as yes or no.
    fn flag(&self, name: &str) -> Option<bool> {
        self.member(name)?.as_flag()
    }

    /// A member that the contract describes.
    fn one<T: FromJson>(&self, name: &str) -> Option<T> {
        T::from_json(&self.member(name)?)
    }

    /// A member that may be missing, but not malformed.
    #[expect(clippy::option_option, reason = "the outer one is for malformed")]
    fn maybe<T: FromJson>(&self, name: &str) -> Option<Option<T>> {
        match self.member(name) {
            Some(value) => T::from_json(&value).map(Some),
            None => Some(None),
        }
    }

    /// A member that is a list; a missing one is empty.
    fn list<T: FromJson>(&self, name: &str) -> Option<Vec<T>> {
        match self.member(name) {
            Some(value) => value.as_list()?.iter().map(T::from_json).collect(),
            None => Some(Vec::new()),
        }
    }
}

/// What can be read from JSON.
pub(super) trait FromJson: Sized {
    /// Reads the value; `None` for anything that is not by the contract.
    fn from_json<J: Json>(json: &J) -> Option<Self>;
}

impl FromJson for String {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        json.as_text()
    }
}

impl FromJson for u32 {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        json.as_count()
    }
}

/// Reads a text that came from the server.
pub(super) fn parse<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&JSON::parse(text).ok()?)
}

impl Json for JsValue {
    fn member(&self, name: &str) -> Option<Self> {
        let member = Reflect::get(self, &Self::from_str(name)).ok()?;
        (!member.is_undefined() && !member.is_null()).then_some(member)
    }

    fn as_text(&self) -> Option<String> {
        self.as_string()
    }

    fn as_count(&self) -> Option<u32> {
        let number = self.as_f64().filter(|number| *number >= 0.0)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        Some(number as u32)
    }

    fn as_flag(&self) -> Option<bool> {
        self.as_bool()
    }

    fn as_list(&self) -> Option<Vec<Self>> {
        self.dyn_ref::<Array>().map(Array::to_vec)
    }
}

/// An object that is being written.
pub(super) struct JsonObject(String);

impl JsonObject {
    /// An object without members.
    pub(super) fn new() -> Self {
        Self(String::from("{"))
    }

    /// Adds a text.
    pub(super) fn text(self, name: &str, value: &str) -> Self {
        let mut object = self.named(name);
        write_text(&mut object.0, value);
        object
    }

    /// Adds a number or yes or no.
    pub(super) fn plain(self, name: &str, value: &str) -> Self {
        let mut object = self.named(name);
        object.0 += value;
        object
    }

    /// Adds an object.
    pub(super) fn object(self, name: &str, value: Self) -> Self {
        self.plain(name, &value.close())
    }

    /// The finished text.
    pub(super) fn close(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn named(mut self, name: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        write_text(&mut self.0, name);
        self.0.push(':');
        self
    }
}

/// RFC 8259 §7.
fn write_text(json: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                json.push('\\');
                json.push(c);
            }
            '\0'..='\u{1F}' => {
                *json += "\\u00";
                json.push(char::from(HEX[c as usize >> 4]));
                json.push(char::from(HEX[c as usize & 15]));
            }
            _ => json.push(c),
        }
    }
    json.push('"');
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::Value;

    use super::*;

    impl Json for Value {
        fn member(&self, name: &str) -> Option<Self> {
            self.get(name).filter(|member| !member.is_null()).cloned()
        }

        fn as_text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }

        fn as_count(&self) -> Option<u32> {
            self.as_u64().and_then(|number| u32::try_from(number).ok())
        }

        fn as_flag(&self) -> Option<bool> {
            self.as_bool()
        }

        fn as_list(&self) -> Option<Vec<Self>> {
            self.as_array().cloned()
        }
    }

    #[test]
    fn every_character_survives_being_written() {
        let text: String = ('\0'..'\u{100}').chain("\u{2028}臺𠀀\"\\".chars()).collect();
        let json = JsonObject::new().text(&text, &text).plain("n", "7").close();
        let read: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read[&text], text.as_str());
        assert_eq!(read["n"], 7);
    }

    #[test]
    fn objects_stand_in_objects() {
        let inner = JsonObject::new().plain("b", "true");
        assert_eq!(JsonObject::new().object("a", inner).close(), r#"{"a":{"b":true}}"#);
        assert_eq!(JsonObject::new().close(), "{}");
    }
}
