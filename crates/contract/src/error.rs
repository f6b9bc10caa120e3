//! Stable error codes. Kinds cross the wire; words are chosen last, in the reader's language.

use serde::{Deserialize, Serialize};

/// An enum of which each value has a stable text.
macro_rules! codes {
    ($(#[doc = $text:literal])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[doc = $text])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text that crosses the wire.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        // By hand, because the derive does not see through this macro to the names on the wire.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
                let codes = Self::ALL.iter().map(|kind| kind.code());
                let text = concat!($($text,)*).trim();
                let schema = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
                schema.description(Some(text)).enum_values(Some(codes)).into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use codes;

codes! {
    /// Why a request was not carried out (the member `code` of a problem, RFC 9457 §3.2).
    ErrorCode {
        /// Account and password do not belong together. Says nothing about which is wrong.
        AuthFailed = "auth.failed",
        /// Too many wrong passwords for this account from here; `retry_after` says when to come back.
        AuthLocked = "auth.locked",
        /// The password was right, and the account is disabled.
        AccountDisabled = "account.disabled",
        /// What the person said of themselves belongs to nobody, or to nobody at this school. One answer
        /// for every reason.
        IdentityNotVerified = "identity.not_verified",
        /// This account's recovery is frozen, because its owner said that a change was not theirs.
        RecoveryFrozen = "recovery.frozen",
        /// The code is not the one that was sent last.
        CodeInvalid = "recovery.code_invalid",
        /// The code is older than ten minutes, was used, or was tried five times; ask for another.
        CodeExpired = "recovery.code_expired",
        /// No further code can be asked for in this flow, or not yet; `retry_after` says when.
        CodeTooMany = "recovery.code_too_many",
        /// The password does not meet a rule; `errors` names the rules.
        PasswordPolicy = "password.policy",
        /// The password is the present one or one of the three before it.
        PasswordReused = "password.reused",
        /// The password was changed less than a day ago; `retry_after` says when it can be again.
        PasswordTooSoon = "password.too_soon",
        /// The link in the message is unknown, used or too old.
        LinkInvalid = "link.invalid",
        /// EduPass is not connected with this county.
        UpstreamNotOffered = "upstream.not_offered",
        /// The county does not answer, or not in time; `retry_after` says when to come back.
        UpstreamUnavailable = "upstream.unavailable",
        /// The county's answer cannot be believed.
        UpstreamRejected = "upstream.rejected",
        /// The county did not sign the person in, or the person went back.
        UpstreamDenied = "upstream.denied",
        /// The way back from the county is unknown, used, too old or another browser's.
        UpstreamOver = "upstream.over",
        /// The county did not ask for its password again, which this journey needs.
        UpstreamNotFresh = "upstream.not_fresh",
        /// No account is linked with this county account.
        UpstreamNotLinked = "upstream.not_linked",
        /// The step needs an answered challenge.
        ChallengeRequired = "captcha.required",
        /// The challenge was answered wrongly; the problem carries a new one.
        ChallengeInvalid = "captcha.invalid",
        /// The challenge was used before or is older than five minutes; the problem carries a new one.
        ChallengeExpired = "captcha.expired",
        /// No new picture may be asked for in this flow; the proof of work still can.
        ChallengeExhausted = "captcha.exhausted",
        /// The proof of work does not hold; the problem carries a new task.
        ProofInvalid = "pow.invalid",
        /// No such flow in this browser.
        FlowNotFound = "flow.not_found",
        /// The flow is over its time; start again.
        FlowExpired = "flow.expired",
        /// The flow has moved on (another tab, a repeated request); the problem carries its present state.
        FlowStale = "flow.stale",
        /// The flow is at another step.
        FlowWrongState = "flow.wrong_state",
        /// Nobody is signed in.
        SessionNone = "session.none",
        /// The session ended by time.
        SessionExpired = "session.expired",
        /// Somebody is signed in already in this browser.
        SessionAlreadyAvailable = "session.already_available",
        /// The request did not come from our own pages.
        CsrfRejected = "csrf.rejected",
        /// Too many failures from this network; `retry_after` says when to come back.
        RateLimited = "rate.limited",
        /// The body could not be read, or a field is missing or too long; `errors` names them.
        RequestInvalid = "request.invalid",
        /// There is nothing at this address.
        RequestNotFound = "request.not_found",
        /// The address exists and does not answer to this method.
        RequestMethod = "request.method",
        /// The body is larger than any honest one.
        RequestTooLarge = "request.too_large",
        /// All workers are busy; `retry_after` says when to come back.
        ServerBusy = "server.busy",
        /// The service is closed for maintenance.
        ServerMaintenance = "server.maintenance",
        /// Something broke on our side; `instance` is what the hotline asks for.
        ServerError = "server.error",
    }
}

codes! {
    /// What is wrong with one field (the member `rule` of an entry in `errors`).
    FieldErrorKind {
        /// The field is empty.
        Missing = "missing",
        /// The field is longer than any real value.
        TooLong = "too_long",
        /// The field has characters that the value cannot have.
        Characters = "characters",
        /// An address with another domain than `@mail.edu.tw`.
        OtherDomain = "other_domain",
        /// The value has the wrong form.
        Malformed = "malformed",
        /// The check digit of an ID number is wrong; it can be sent all the same.
        CheckDigit = "check_digit",
        /// There is no such date.
        NotADate = "not_a_date",
        /// The date is yet to come.
        Future = "future",
        /// The date is too long ago, or the age is not one that fits.
        OutOfRange = "out_of_range",
        /// The year is one of the other calendar.
        OtherCalendar = "other_calendar",
        /// The year fits both calendars.
        Ambiguous = "ambiguous",
        /// The two entries differ.
        Differs = "differs",
        /// The new password is too short.
        LengthMin = "length_min",
        /// The new password is too long.
        LengthMax = "length_max",
        /// The new password lacks kinds of characters.
        Composition = "composition",
        /// The new password is a common one.
        Blocklist = "blocklist",
        /// The new password tells something about the person.
        Context = "context",
        /// There is no such school.
        Unknown = "unknown",
        /// The text has something that looks like an ID number or a birthday.
        PersonalData = "personal_data",
    }
}
