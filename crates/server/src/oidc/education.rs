//! The education resources (domain.md §1.7-1.10): what is told of a person stands in
//! `services/education.rs`; here is what differs by client.

pub mod answer;
pub mod directory;

use serde::Serialize;

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::oidc::subject;
use crate::services::county::guid::of_id_number;
use crate::services::education::{self, Education, Version};
use crate::services::refusal::Refusal;
use crate::store::account::Account;
use crate::store::oidc::client::{Client, GuidPolicy};

/// 基本教育資料.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Eduinfo {
    /// The person: some clients parse this as a userinfo answer.
    pub sub: String,
    /// The rest.
    #[serde(flatten)]
    pub education: Education,
}

/// A hash of the ID number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guid {
    /// 64 hexadecimal digits.
    pub guid: String,
}

/// A lasting name of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Personid {
    /// 64 hexadecimal digits.
    pub personid: String,
}

/// The person's eduinfo.
///
/// # Errors
/// When the database fails.
pub async fn eduinfo(
    app: &App,
    client: &Client,
    account: &Account,
    version: Version,
) -> Result<Eduinfo, Refusal> {
    let education = education::education(app, &account.person_id, version).await?;
    Ok(Eduinfo { sub: subject::of(app, client, &account.id), education })
}

/// The hash of the ID number that this client may have; none where it may have none.
///
/// # Errors
/// When the database fails or the ID number does not open.
pub async fn guid(app: &App, client: &Client, account: &Account) -> Result<Option<Guid>, Refusal> {
    let policy = client.registration.guid;
    if policy == GuidPolicy::None {
        return Ok(None);
    }
    let id = education::id_number(app, &account.person_id).await?;
    let id = id.ok_or_else(|| Refusal::internal("an ID number that does not open"))?;
    if policy == GuidPolicy::Plain {
        return Ok(Some(Guid { guid: of_id_number(&id) }));
    }
    let (sector, id) = (client.registration.sector.as_bytes(), id.to_uppercase());
    let tag = app.keys.lasting_tag(Purpose::Guid, &[b"guid", sector, id.as_bytes()]);
    Ok(Some(Guid { guid: hex(&tag) }))
}

/// A lasting name of the person in the client's sector, which says nothing about them.
///
/// # Errors
/// Never; the type is that of its neighbours.
pub async fn personid(app: &App, client: &Client, account: &Account) -> Result<Personid, Refusal> {
    let parts = [b"personid", client.registration.sector.as_bytes(), account.person_id.as_bytes()];
    Ok(Personid { personid: hex(&app.keys.lasting_tag(Purpose::Guid, &parts)) })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
