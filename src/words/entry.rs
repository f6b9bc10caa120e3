//! The sentences around services: what one asks for, with which account, and which ones somebody uses.
//! A table of their own, so that nobody downloads them who only signs in.

mod en;
mod zh_tw;

use contract::language::Language;

use crate::words::Words;

words! {
    /// All words of these pages in one language.
    EntryWords:
    /// What a service asks for.
    consent: Consent {
        heading, lead, lead_owner, waiting, account, other_account, agree, refuse, sending, later, nothing, yes, no,
        over, over_text, to_services, doubt,
    }
    /// What each scope opens.
    scope: ScopeWords {
        openid, openid_text, profile, email, openid2, openid2_text, eduinfo, relation, relation_text, guid,
        guid_text, personid, personid_text, educloudroles, other,
    }
    /// What each claim is.
    claim: ClaimWords {
        sub, name, given_name, family_name, preferred_username, email, email_verified, open2_id, roles,
        school, titles, year, semester, grade, class, class_title, seat, subject, guid, personid,
    }
    /// Which account somebody goes on with.
    choose: ChooseAccount {
        heading, lead, waiting, here, needs_password, another, forget, forgotten, sending,
    }
    /// The services that somebody uses.
    mine: MyServices {
        title, lead, waiting, none, signed_in, not_signed_in, not_told, agreed, withdraw, withdrawn, sending,
        check_title, check_lead,
    }
    /// What a sign-out ended, and what it could not reach.
    left: LeftBehind {
        heading, text, list, told, done, county, county_text, county_out, county_by_hand, county_home,
    }
}

impl EntryWords {
    /// The words of `language`.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhTw => &zh_tw::WORDS,
            Language::En => &en::WORDS,
        }
    }
}

/// What a scope is called.
pub(crate) fn scope_title(words: &Words, scope: &str) -> &'static str {
    let say = &EntryWords::of(words.language).scope;
    match scope {
        "openid" => say.openid,
        "profile" => say.profile,
        "email" => say.email,
        "openid2" => say.openid2,
        "eduinfo" => say.eduinfo,
        "relation" => say.relation,
        "guid" => say.guid,
        "personid" => say.personid,
        "educloudroles" => say.educloudroles,
        _ => say.other,
    }
}

/// What a scope is for, where its values do not say so themselves; else empty.
pub(crate) fn scope_text(words: &Words, scope: &str) -> &'static str {
    let say = &EntryWords::of(words.language).scope;
    match scope {
        "openid" => say.openid_text,
        "openid2" => say.openid2_text,
        "relation" => say.relation_text,
        "guid" => say.guid_text,
        "personid" => say.personid_text,
        _ => "",
    }
}

/// Claims in the order in which people read them; what is not among them comes last.
const CLAIMS: [&str; 21] = [
    "sub",
    "name",
    "family_name",
    "given_name",
    "preferred_username",
    "email",
    "email_verified",
    "open2_id",
    "educloudroles",
    "schoolid",
    "titles.titles",
    "year",
    "semester",
    "grade",
    "classno",
    "classtitle",
    "seatno",
    "subject",
    "relation",
    "guid",
    "personid",
];

/// A claim without the list that it stands in, e.g. `grade` of `classinfo.grade`.
fn in_list(claim: &str) -> &str {
    ["classinfo.", "relation."].into_iter().find_map(|list| claim.strip_prefix(list)).unwrap_or(claim)
}

/// Where a claim stands among others.
pub(crate) fn claim_place(claim: &str) -> usize {
    CLAIMS.iter().position(|known| *known == in_list(claim)).unwrap_or(CLAIMS.len())
}

/// What a claim that is shared for a scope is called; its own name where it is not known here. `None`
/// for what only repeats another one.
pub(crate) fn shared_label(words: &Words, scope: &str, claim: &str) -> Option<String> {
    let say = &EntryWords::of(words.language).claim;
    let known = match in_list(claim) {
        "sub" if scope != "openid" => return None,
        // The school's code stands once for all places.
        "titles.schoolid" => return None,
        "schoolid" if claim != "schoolid" => return None,
        "sub" => say.sub,
        "name" => say.name,
        "given_name" => say.given_name,
        "family_name" => say.family_name,
        "preferred_username" => say.preferred_username,
        "email" => say.email,
        "email_verified" => say.email_verified,
        "open2_id" => say.open2_id,
        "educloudroles" => say.roles,
        "schoolid" => say.school,
        "titles.titles" => say.titles,
        "year" => say.year,
        "semester" => say.semester,
        "grade" => say.grade,
        "classno" => say.class,
        "classtitle" => say.class_title,
        "seatno" => say.seat,
        "subject" => say.subject,
        "relation" => scope_title(words, "relation"),
        "guid" => say.guid,
        "personid" => say.personid,
        _ => return Some(claim.to_owned()),
    };
    Some(known.to_owned())
}

/// The scopes in the order in which a person reads them.
const SCOPES: [&str; 9] =
    ["profile", "educloudroles", "eduinfo", "relation", "email", "openid", "openid2", "personid", "guid"];

/// Where a scope stands among others.
pub(crate) fn scope_place(scope: &str) -> usize {
    SCOPES.iter().position(|known| *known == scope).unwrap_or(SCOPES.len())
}
