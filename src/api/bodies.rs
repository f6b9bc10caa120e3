//! What the portal sends, written by hand for the same reason as answers are read by hand.

use contract::api::authorization::{ChosenAccount, Consent, ForgottenAccount};
use contract::api::challenge::ChallengeAnswer;
use contract::api::county::OpenCounty;
use contract::api::data_check::DataReport;
use contract::api::flow::{
    AccountStep, CodeStep, DefaultPasswordStep, FlowKind, IdNumberStep, IdentityStep, NewPasswordStep,
    OpenLogin, OpenRecovery, PasswordStep, ResendStep,
};
use contract::api::report::{Disavowal, NewReport};
use contract::api::school::SchoolKey;
use contract::api::session::{SignOut, Withdrawal};

use crate::api::json::JsonObject;

/// Opens a sign-in flow.
pub(super) fn open_login(body: &OpenLogin) -> JsonObject {
    let OpenLogin { service, authorization } = body;
    let members = [("service", service), ("authorization", authorization)];
    members.into_iter().fold(JsonObject::new(), |json, (name, value)| match value {
        Some(value) => json.text(name, value),
        None => json,
    })
}

/// The service whose agreement is taken back.
pub(super) fn withdrawal(body: &Withdrawal) -> JsonObject {
    JsonObject::new().text("service", &body.service)
}

/// Who signs out reads this language.
pub(super) fn sign_out(body: &SignOut) -> JsonObject {
    JsonObject::new().text("language", &body.language)
}

/// What the person says to a service's request.
pub(super) fn consent(body: Consent) -> JsonObject {
    JsonObject::new().plain("approve", yes_or_no(body.approve))
}

/// Which account somebody goes on with.
pub(super) fn chosen_account(body: &ChosenAccount) -> JsonObject {
    match &body.account {
        Some(account) => JsonObject::new().text("account", account),
        None => JsonObject::new(),
    }
}

/// The account that this device shall no longer know.
pub(super) fn forgotten_account(body: &ForgottenAccount) -> JsonObject {
    JsonObject::new().text("account", &body.account)
}

/// Account, password and the answer to the challenge.
pub(super) fn password_step(body: &PasswordStep) -> JsonObject {
    let PasswordStep { version, account, password, challenge, personal_device } = body;
    let json = at(*version)
        .text("account", account)
        .text("password", password)
        .plain("personal_device", yes_or_no(*personal_device));
    answered(json, challenge.as_ref())
}

/// How the person wants to prove who they are.
pub(super) fn open_recovery(body: OpenRecovery) -> JsonObject {
    JsonObject::new().text("proof", body.proof.code())
}

/// Which county, and for what.
pub(super) fn open_county(body: &OpenCounty) -> JsonObject {
    let OpenCounty { county, purpose, authorization, language, personal_device } = body;
    let purpose = match purpose {
        FlowKind::Login => "login",
        FlowKind::Recovery => "recovery",
        FlowKind::Activation => "activation",
        FlowKind::Lookup => "lookup",
    };
    let json = JsonObject::new()
        .text("county", county)
        .text("purpose", purpose)
        .text("language", language)
        .plain("personal_device", yes_or_no(*personal_device));
    match authorization {
        Some(authorization) => json.text("authorization", authorization),
        None => json,
    }
}

/// School, name, ID number, birthday and the answer to the challenge.
pub(super) fn identity_step(body: &IdentityStep) -> JsonObject {
    let IdentityStep { version, school, name, id_number, id_number_overruled, birthday, challenge } = body;
    let json = at(*version)
        .object("school", school_key(school))
        .text("name", name)
        .text("id_number", id_number)
        .plain("id_number_overruled", yes_or_no(*id_number_overruled))
        .text("birthday", birthday);
    answered(json, challenge.as_ref())
}

/// Account, default password and the answer to the challenge.
pub(super) fn default_password_step(body: &DefaultPasswordStep) -> JsonObject {
    let DefaultPasswordStep { version, account, default_password, challenge } = body;
    let json = at(*version).text("account", account).text("default_password", default_password);
    answered(json, challenge.as_ref())
}

/// The account that a code is sent for, and the answer to the challenge.
pub(super) fn account_step(body: &AccountStep) -> JsonObject {
    let AccountStep { version, account, language, challenge } = body;
    answered(at(*version).text("account", account).text("language", language), challenge.as_ref())
}

/// The code that was sent.
pub(super) fn code_step(body: &CodeStep) -> JsonObject {
    let CodeStep { version, code } = body;
    at(*version).text("code", code)
}

/// Asks for another code.
pub(super) fn resend_step(body: &ResendStep) -> JsonObject {
    let ResendStep { version, language } = body;
    at(*version).text("language", language)
}

/// The new password, twice.
pub(super) fn new_password_step(body: &NewPasswordStep) -> JsonObject {
    let NewPasswordStep { version, password, confirmation } = body;
    at(*version).text("password", password).text("confirmation", confirmation)
}

/// The ID number of a look-up and the answer to the challenge.
pub(super) fn id_number_step(body: &IdNumberStep) -> JsonObject {
    let IdNumberStep { version, id_number, id_number_overruled, challenge } = body;
    let json = at(*version)
        .text("id_number", id_number)
        .plain("id_number_overruled", yes_or_no(*id_number_overruled));
    answered(json, challenge.as_ref())
}

/// A report.
pub(super) fn report(body: &NewReport) -> JsonObject {
    let NewReport { page, school, message } = body;
    let json = JsonObject::new().text("page", page).text("message", message);
    match school {
        Some(school) => json.object("school", school_key(school)),
        None => json,
    }
}

/// A report of one's own data.
pub(super) fn data_report(body: &DataReport) -> JsonObject {
    let DataReport { message } = body;
    JsonObject::new().text("message", message)
}

/// Says that a change was not one's own.
pub(super) fn disavowal(body: &Disavowal) -> JsonObject {
    let Disavowal { token } = body;
    JsonObject::new().text("token", token)
}

fn at(version: u32) -> JsonObject {
    JsonObject::new().plain("version", &version.to_string())
}

fn answered(json: JsonObject, challenge: Option<&ChallengeAnswer>) -> JsonObject {
    match challenge {
        Some(answer) => json.object("challenge", challenge_answer(answer)),
        None => json,
    }
}

const fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}

fn school_key(body: &SchoolKey) -> JsonObject {
    let SchoolKey { code, level } = body;
    JsonObject::new().text("code", code).text("level", level.code())
}

fn challenge_answer(body: &ChallengeAnswer) -> JsonObject {
    let ChallengeAnswer { id, digits, proof } = body;
    let mut json = JsonObject::new().text("id", id);
    if let Some(digits) = digits {
        json = json.text("digits", digits);
    }
    match proof {
        Some(proof) => json.plain("proof", &proof.to_string()),
        None => json,
    }
}

#[cfg(test)]
mod tests {
    use contract::api::flow::RecoveryProof;
    use contract::api::school::SchoolLevel;

    use super::*;

    #[test]
    fn the_server_reads_what_is_sent() {
        for (digits, proof) in [(Some("035".to_owned()), None), (None, Some(7)), (None, None)] {
            let challenge = Some(ChallengeAnswer { id: "c".into(), digits, proof });
            let step = PasswordStep {
                version: 3,
                account: "amy01".into(),
                password: "\"臺\\\n".into(),
                challenge,
                personal_device: true,
            };
            let json = password_step(&step).close();
            assert!(serde_json::from_str::<PasswordStep>(&json).expect("by the contract") == step);
        }
    }

    fn reads<T: serde::de::DeserializeOwned + PartialEq>(json: JsonObject, sent: &T) {
        let json = json.close();
        assert!(serde_json::from_str::<T>(&json).expect("by the contract") == *sent, "{json}");
    }

    #[test]
    fn the_server_reads_every_step() {
        let challenge = Some(ChallengeAnswer { id: "c".into(), digits: Some("035".into()), proof: None });
        let school = SchoolKey { code: "193501".into(), level: SchoolLevel::SeniorHigh };
        for (challenge, id_number_overruled) in [(challenge, true), (None, false)] {
            let body = IdentityStep {
                version: 1,
                school: school.clone(),
                name: "王‧小明".into(),
                id_number: "A123456789".into(),
                id_number_overruled,
                birthday: "2001/1/1".into(),
                challenge: challenge.clone(),
            };
            reads(identity_step(&body), &body);
            let body = DefaultPasswordStep {
                version: 1,
                account: "amy01".into(),
                default_password: "K7M2-P9QX".into(),
                challenge: challenge.clone(),
            };
            reads(default_password_step(&body), &body);
            let body = AccountStep {
                version: 1,
                account: "amy01".into(),
                language: "en".into(),
                challenge: challenge.clone(),
            };
            reads(account_step(&body), &body);
            let id_number = "A123456789".into();
            let body = IdNumberStep { version: 1, id_number, id_number_overruled, challenge };
            reads(id_number_step(&body), &body);
        }
        let body = CodeStep { version: 1, code: "123456".into() };
        reads(code_step(&body), &body);
        let body = ResendStep { version: 1, language: "en".into() };
        reads(resend_step(&body), &body);
        let body = NewPasswordStep { version: 1, password: "a\"b".into(), confirmation: "c".into() };
        reads(new_password_step(&body), &body);
        for purpose in [FlowKind::Login, FlowKind::Recovery, FlowKind::Activation, FlowKind::Lookup] {
            let (county, authorization) = ("66000000".into(), Some("a".into()));
            let language = "en".into();
            let body = OpenCounty { county, purpose, authorization, language, personal_device: true };
            reads(open_county(&body), &body);
        }
        for proof in RecoveryProof::ALL {
            reads(open_recovery(OpenRecovery { proof }), &OpenRecovery { proof });
        }
        for school in [None, Some(school)] {
            let body = NewReport { page: "/".into(), school, message: "x".into() };
            reads(report(&body), &body);
        }
        let body = DataReport { message: "座號".into() };
        reads(data_report(&body), &body);
        let body = Disavowal { token: "t".into() };
        reads(disavowal(&body), &body);
        let body = SignOut { language: "en".into() };
        reads(sign_out(&body), &body);
        let body = Withdrawal { service: "adl".into() };
        reads(withdrawal(&body), &body);
        for approve in [true, false] {
            reads(consent(Consent { approve }), &Consent { approve });
        }
        for account in [None, Some("amy01".to_owned())] {
            let body = ChosenAccount { account };
            reads(chosen_account(&body), &body);
        }
        let body = ForgottenAccount { account: "amy01".into() };
        reads(forgotten_account(&body), &body);
    }

    #[test]
    fn a_flow_opens_with_and_without_a_service() {
        for (service, authorization) in [(None, None), (Some("adl".to_owned()), Some("id".to_owned()))] {
            let body = OpenLogin { service, authorization };
            let json = open_login(&body).close();
            assert_eq!(serde_json::from_str::<OpenLogin>(&json).expect("by the contract"), body);
        }
    }
}
