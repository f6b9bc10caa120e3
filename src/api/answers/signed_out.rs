//! What a sign-out ended, and what it could not reach.

use contract::api::session::{CountyLeft, SignedOut};

use crate::api::json::{FromJson, Json};

impl FromJson for SignedOut {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { told: json.list("told")?, left: json.list("left")?, county: json.maybe("county")? })
    }
}

impl FromJson for CountyLeft {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { name: json.one("name")?, sign_out: json.maybe("sign_out")?, home: json.maybe("home")? })
    }
}
