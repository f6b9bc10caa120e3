//! The server's answers, read by hand. A struct that grows in the contract does not compile here
//! until its new member is read.

mod signed_out;

use contract::api::authorization::{AccountChoices, Authorization, KnownAccount, Onward, SharedClaim};
use contract::api::challenge::{Challenge, ProofTask};
use contract::api::county::{Counties, County, CountyState, CountyVisit};
use contract::api::flow::{Flow, FlowKind, StepOutcome};
use contract::api::problem::{FieldError, Problem};
use contract::api::report::ReportReceipt;
use contract::api::school::{CountyName, DistrictName, SchoolDirectory, ZhuyinInitial};
use contract::api::service::{LocalText, Service, ServiceName, Services};
use contract::api::session::{Affiliation, Role, ServiceUse, Session, SessionServices};
use contract::api::site::{Brand, Device, Maintenance, Profile, Site, Way};
use contract::error::{ErrorCode, FieldErrorKind};
use contract::step::NextStep;

use crate::api::json::{FromJson, Json};

impl FromJson for Flow {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            id: json.text("id")?,
            kind: match json.text("kind")?.as_str() {
                "login" => FlowKind::Login,
                "recovery" => FlowKind::Recovery,
                "activation" => FlowKind::Activation,
                "lookup" => FlowKind::Lookup,
                _ => return None,
            },
            version: json.count("version")?,
            expires_in: json.count("expires_in")?,
            next: json.one("next")?,
            challenge: json.maybe("challenge")?,
            service: json.maybe("service")?,
            county: json.maybe("county")?,
            account: json.maybe("account")?,
        })
    }
}

impl FromJson for Counties {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { counties: json.list("counties")? })
    }
}

impl FromJson for County {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        let state = match json.text("state")?.as_str() {
            "working" => CountyState::Working,
            "slow" => CountyState::Slow,
            "down" => CountyState::Down,
            "not_offered" => CountyState::NotOffered,
            _ => return None,
        };
        Some(Self { code: json.text("code")?, name: json.one("name")?, state })
    }
}

impl FromJson for CountyVisit {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { continue_to: json.text("continue_to")? })
    }
}

impl FromJson for StepOutcome {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { next: json.one("next")? })
    }
}

impl FromJson for NextStep {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        match json.text("step")?.as_str() {
            "password" => Some(Self::Password),
            "identity" => Some(Self::Identity),
            "default_password" => Some(Self::DefaultPassword),
            "account" => Some(Self::Account),
            "code" => Some(Self::Code {
                resend_in: json.count("resend_in")?,
                resends_left: json.count("resends_left")?,
                tries_left: json.count("tries_left")?,
            }),
            "new_password" => Some(Self::NewPassword {
                account: json.text("account")?,
                name: json.text("name")?,
                role: Role::from_code(&json.text("role")?)?,
            }),
            "password_changed" => Some(Self::PasswordChanged {
                account: json.text("account")?,
                active: json.flag("active")?,
                next_change_in_hours: json.count("next_change_in_hours")?,
                valid_in_hours: json.count("valid_in_hours")?,
            }),
            "id_number" => Some(Self::IdNumber),
            "looked_up" => Some(Self::LookedUp { account: json.maybe("account")? }),
            "completed" => Some(Self::Completed { continue_to: json.text("continue_to")? }),
            _ => None,
        }
    }
}

impl FromJson for Challenge {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            id: json.text("id")?,
            image: json.text("image")?,
            width: json.count("width")?,
            height: json.count("height")?,
            proof: json.one("proof")?,
            refreshes_left: json.count("refreshes_left")?,
            expires_in: json.count("expires_in")?,
        })
    }
}

impl FromJson for ProofTask {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            nonce: json.text("nonce")?,
            salt: json.text("salt")?,
            cost: json.count("cost")?,
            key_prefix: json.text("key_prefix")?,
            counter_max: json.count("counter_max")?,
        })
    }
}

impl FromJson for Problem {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            r#type: json.text("type")?,
            title: json.text("title")?,
            status: u16::try_from(json.count("status")?).ok()?,
            instance: json.text("instance")?,
            code: json.one("code")?,
            errors: json.list("errors")?,
            retry_after: json.maybe("retry_after")?,
            flow: json.maybe("flow")?.map(Box::new),
        })
    }
}

impl FromJson for FieldError {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { pointer: json.text("pointer")?, rule: json.one("rule")? })
    }
}

impl FromJson for ErrorCode {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        let code = json.as_text()?;
        Self::ALL.iter().find(|known| known.code() == code).copied()
    }
}

impl FromJson for FieldErrorKind {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        let code = json.as_text()?;
        Self::ALL.iter().find(|known| known.code() == code).copied()
    }
}

impl FromJson for LocalText {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { zh: json.text("zh")?, en: json.text("en")? })
    }
}

impl FromJson for ServiceName {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { id: json.text("id")?, name: json.one("name")? })
    }
}

impl FromJson for Services {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { services: json.list("services")? })
    }
}

impl FromJson for Service {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            id: json.text("id")?,
            name: json.one("name")?,
            summary: json.one("summary")?,
            owner: json.one("owner")?,
            address: json.text("address")?,
            monogram: json.text("monogram")?,
            hue: u8::try_from(json.count("hue")?).ok()?,
        })
    }
}

impl FromJson for Site {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            ways: json.list("ways")?,
            hotlines: json.list("hotlines")?,
            mail: json.text("mail")?,
            hours: json.one("hours")?,
            maintenance: json.maybe("maintenance")?,
            brand: json.maybe("brand")?,
            device: json.one("device")?,
            signed_in: json.flag("signed_in").unwrap_or_default(),
        })
    }
}

impl FromJson for Device {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            profile: json.one("profile")?,
            idle_seconds: json.count("idle_seconds")?,
            warning_seconds: json.count("warning_seconds")?,
            keypad: json.flag("keypad")?,
            place: json.maybe("place")?,
        })
    }
}

impl FromJson for Profile {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(match json.as_text()?.as_str() {
            "personal" => Self::Personal,
            "shared" => Self::Shared,
            "kiosk" => Self::Kiosk,
            _ => return None,
        })
    }
}

impl FromJson for Brand {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { name: json.maybe("name")?, owner: json.one("owner")? })
    }
}

impl FromJson for Way {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(match json.as_text()?.as_str() {
            "password" => Self::Password,
            "county" => Self::County,
            "one_time_password" => Self::OneTimePassword,
            "mobile_certificate" => Self::MobileCertificate,
            "citizen_card" => Self::CitizenCard,
            "reset_password" => Self::ResetPassword,
            "find_account" => Self::FindAccount,
            "apply" => Self::Apply,
            "activate" => Self::Activate,
            _ => return None,
        })
    }
}

impl FromJson for Maintenance {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            starts_at: json.text("starts_at")?,
            ends_at: json.text("ends_at")?,
            active: json.flag("active")?,
            message: json.one("message")?,
        })
    }
}

impl FromJson for Session {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            account: json.text("account")?,
            name: json.text("name")?,
            role: Role::from_code(&json.text("role")?)?,
            affiliations: json.list("affiliations")?,
            signed_in_at: json.text("signed_in_at")?,
            last_sign_in_at: json.maybe("last_sign_in_at")?,
            idle_seconds: json.count("idle_seconds")?,
            expires_at: json.text("expires_at")?,
            personal_device: json.flag("personal_device")?,
        })
    }
}

impl FromJson for Affiliation {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            school_code: json.text("school_code")?,
            school_name: json.text("school_name")?,
            county: json.text("county")?,
            titles: json.list("titles")?,
            grade: json.maybe("grade")?,
            class: json.maybe("class")?,
            seat: json.maybe("seat")?,
        })
    }
}

impl FromJson for SessionServices {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { services: json.list("services")? })
    }
}

impl FromJson for ServiceUse {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            service: json.one("service")?,
            owner: json.one("owner")?,
            signed_in: json.flag("signed_in")?,
            is_told: json.flag("is_told")?,
            scopes: json.list("scopes")?,
        })
    }
}

impl FromJson for Authorization {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            service: json.one("service")?,
            owner: json.one("owner")?,
            account: json.text("account")?,
            scopes: json.list("scopes")?,
            claims: json.list("claims")?,
        })
    }
}

impl FromJson for SharedClaim {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { scope: json.text("scope")?, name: json.text("name")?, values: json.list("values")? })
    }
}

impl FromJson for Onward {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { continue_to: json.text("continue_to")? })
    }
}

impl FromJson for AccountChoices {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { service: json.one("service")?, accounts: json.list("accounts")? })
    }
}

impl FromJson for KnownAccount {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            account: json.text("account")?,
            name: json.text("name")?,
            signed_in: json.flag("signed_in")?,
        })
    }
}

impl FromJson for SchoolDirectory {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            counties: json.list("counties")?,
            districts: json.list("districts")?,
            codes: json.text("codes")?,
            names: json.text("names")?,
            levels: json.text("levels")?,
            county: json.list("county")?,
            district: json.list("district")?,
            without_personal_data: json.list("without_personal_data")?,
            zhuyin: json.list("zhuyin")?,
        })
    }
}

impl FromJson for CountyName {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { zh: json.text("zh")?, en: json.text("en")? })
    }
}

impl FromJson for DistrictName {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { county: json.count("county")?, zh: json.text("zh")?, en: json.text("en")? })
    }
}

impl FromJson for ZhuyinInitial {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { symbol: json.text("symbol")?, characters: json.text("characters")? })
    }
}

impl FromJson for ReportReceipt {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { reference: json.text("reference")? })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::fmt::Debug;

    use contract::api::session::{CountyLeft, SignedOut};
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    /// The contract's own code and ours read the same from `sample`, whole and with any one of
    /// its members left out.
    pub(in crate::api) fn reads_as_the_contract<T>(sample: Value)
    where
        T: FromJson + Serialize + DeserializeOwned + PartialEq + Debug,
    {
        let agree = |value: &Value| {
            let theirs = serde_json::from_value::<T>(value.clone()).ok();
            assert_eq!(T::from_json(value), theirs, "{value}");
            theirs
        };
        let whole = agree(&sample).expect("the sample is by the contract");
        assert_eq!(serde_json::to_value(&whole).expect("serialises"), sample, "an incomplete sample");
        for name in sample.as_object().into_iter().flat_map(|members| members.keys()) {
            let mut partial = sample.clone();
            partial.as_object_mut().map(|members| members.remove(name));
            // A missing list is empty for us: the contract does not send it where it may be.
            if !sample[name].is_array() {
                agree(&partial);
            }
        }
    }

    fn flow() -> Value {
        json!({
            "id": "f", "kind": "login", "version": 1, "expires_in": 900,
            "next": { "step": "password" },
            "challenge": {
                "id": "c", "image": "data:image/png;base64,AA==", "width": 180, "height": 56,
                "proof": { "nonce": "00", "salt": "11", "cost": 1000, "key_prefix": "ab", "counter_max": 99 },
                "refreshes_left": 10, "expires_in": 300,
            },
            "service": { "id": "adl", "name": { "zh": "因材網", "en": "Adaptive Learning" } },
            "account": "amy01",
        })
    }

    #[test]
    fn flows() {
        reads_as_the_contract::<Flow>(flow());
        reads_as_the_contract::<Challenge>(flow()["challenge"].clone());
        reads_as_the_contract::<ProofTask>(flow()["challenge"]["proof"].clone());
        reads_as_the_contract::<ServiceName>(flow()["service"].clone());
        reads_as_the_contract::<StepOutcome>(
            json!({ "next": { "step": "completed", "continue_to": "/account" } }),
        );
    }

    #[test]
    fn steps() {
        let steps = [
            json!({ "step": "password" }),
            json!({ "step": "identity" }),
            json!({ "step": "default_password" }),
            json!({ "step": "account" }),
            json!({ "step": "code", "resend_in": 60, "resends_left": 2, "tries_left": 5 }),
            json!({ "step": "new_password", "account": "amy01", "name": "測試生", "role": "pupil" }),
            json!({
                "step": "password_changed", "account": "amy01", "active": true,
                "next_change_in_hours": 24, "valid_in_hours": 0,
            }),
            json!({ "step": "id_number" }),
            json!({ "step": "looked_up", "account": "a***1" }),
            json!({ "step": "completed", "continue_to": "/account" }),
        ];
        for step in steps {
            reads_as_the_contract::<NextStep>(step);
        }
        for kind in ["login", "recovery", "activation", "lookup"] {
            let mut of_kind = flow();
            of_kind["kind"] = json!(kind);
            reads_as_the_contract::<Flow>(of_kind);
        }
    }

    #[test]
    fn schools() {
        reads_as_the_contract::<SchoolDirectory>(json!({
            "counties": [{ "zh": "臺南市", "en": "Tainan City" }],
            "districts": [{ "county": 0, "zh": "佳里區", "en": "Jiali District" }],
            "codes": "110405", "names": "國立北門農工", "levels": "s", "county": [0], "district": [1],
            "without_personal_data": [0], "zhuyin": [{ "symbol": "ㄅ", "characters": "北" }],
        }));
        reads_as_the_contract::<ReportReceipt>(json!({ "reference": "K7M2-P9QX" }));
    }

    #[test]
    fn problems() {
        let problem = json!({
            "type": "t", "title": "w", "status": 401, "instance": "r", "code": "auth.failed",
            "errors": [{ "pointer": "/account", "rule": "missing" }], "retry_after": 900, "flow": flow(),
        });
        reads_as_the_contract::<Problem>(problem);
    }

    #[test]
    fn codes() {
        for code in ErrorCode::ALL {
            assert_eq!(ErrorCode::from_json(&json!(code)), Some(*code));
        }
        for kind in FieldErrorKind::ALL {
            assert_eq!(FieldErrorKind::from_json(&json!(kind)), Some(*kind));
        }
        assert_eq!(ErrorCode::from_json(&json!("who.knows")), None);
    }

    #[test]
    fn sites() {
        let site = json!({
            "ways": [
                "password", "county", "one_time_password", "mobile_certificate", "citizen_card",
                "reset_password", "find_account", "apply", "activate",
            ],
            "hotlines": ["04-2222-0507"], "mail": "help@example.tw", "hours": { "zh": "週一", "en": "Monday" },
            "maintenance": {
                "starts_at": "2026-09-23T16:00:00+08:00", "ends_at": "2026-09-24T00:00:00+08:00",
                "active": true, "message": { "zh": "維護", "en": "Maintenance" },
            },
            "device": {
                "profile": "kiosk", "idle_seconds": 120, "warning_seconds": 30, "keypad": true,
                "place": "電腦教室 3",
            },
        });
        for profile in ["personal", "shared"] {
            reads_as_the_contract::<Device>(json!({
                "profile": profile, "idle_seconds": 300, "warning_seconds": 30, "keypad": false,
            }));
        }
        reads_as_the_contract::<Maintenance>(site["maintenance"].clone());
        reads_as_the_contract::<Site>(site);
    }

    #[test]
    fn services() {
        let text = |text: &str| json!({ "zh": text, "en": text });
        let service = json!({
            "id": "adl", "name": text("n"), "summary": text("s"), "owner": text("o"),
            "address": "https://adl.example.tw/", "monogram": "因", "hue": 7,
        });
        reads_as_the_contract::<Service>(service.clone());
        reads_as_the_contract::<Services>(json!({ "services": [service] }));
    }

    #[test]
    fn authorizations() {
        let name = json!({ "id": "adl", "name": { "zh": "因材網", "en": "Adaptive Learning" } });
        let claim = json!({ "scope": "profile", "name": "name", "values": ["測試生"] });
        reads_as_the_contract::<SharedClaim>(claim.clone());
        reads_as_the_contract::<Authorization>(json!({
            "service": name, "owner": { "zh": "中心", "en": "Centre" }, "account": "amy01",
            "scopes": ["openid", "profile"], "claims": [claim],
        }));
        let known = json!({ "account": "amy01", "name": "測試生", "signed_in": true });
        reads_as_the_contract::<KnownAccount>(known.clone());
        reads_as_the_contract::<AccountChoices>(json!({ "service": name, "accounts": [known] }));
        reads_as_the_contract::<Onward>(json!({ "continue_to": "/oidc/v1/azp/continue?authorization=a" }));
        let used = json!({
            "service": name, "owner": { "zh": "中心", "en": "Centre" }, "signed_in": true, "is_told": false,
            "scopes": ["openid"],
        });
        reads_as_the_contract::<ServiceUse>(used.clone());
        reads_as_the_contract::<SessionServices>(json!({ "services": [used] }));
        let county = json!({
            "name": { "zh": "臺中市", "en": "Taichung City" }, "sign_out": "https://c.example/out?state=en",
            "home": "https://c.example/",
        });
        reads_as_the_contract::<CountyLeft>(county.clone());
        reads_as_the_contract::<SignedOut>(json!({
            "told": [{ "zh": "步步學", "en": "Stepwise" }],
            "left": [{ "zh": "因材網", "en": "Adaptive Learning" }], "county": county,
        }));
    }

    #[test]
    fn sessions() {
        let place = json!({
            "school_code": "193501", "school_name": "測試國小", "county": "臺中市", "titles": ["學生"],
            "grade": "05", "class": "02", "seat": "07",
        });
        reads_as_the_contract::<Affiliation>(place.clone());
        reads_as_the_contract::<Session>(json!({
            "account": "amy01", "name": "測試生", "role": "pupil", "affiliations": [place],
            "signed_in_at": "2026-11-22T03:00:00Z", "last_sign_in_at": "2026-11-21T03:00:00Z",
            "idle_seconds": 1800, "expires_at": "2026-11-22T15:00:00Z", "personal_device": false,
        }));
    }
}
