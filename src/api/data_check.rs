//! The answers of the data check, read by hand as the others are (`answers`).

use contract::api::data_check::{
    ClassTold, DataCheck, Finding, FindingKind, KnownSchool, LessonTold, Mender, TitlesTold, Weight,
};
use contract::api::session::Role;

use crate::api::json::{FromJson, Json};

impl FromJson for DataCheck {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            role: Role::from_code(&json.text("role")?)?,
            name: json.text("name")?,
            schoolid: json.maybe("schoolid")?,
            schools: json.list("schools")?,
            titles: json.list("titles")?,
            classinfo: json.list("classinfo")?,
            relation: json.list("relation")?,
            has_guid: json.flag("has_guid")?,
            findings: json.list("findings")?,
        })
    }
}

impl FromJson for KnownSchool {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { code: json.text("code")?, name: json.text("name")? })
    }
}

impl FromJson for TitlesTold {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { schoolid: json.text("schoolid")?, titles: json.list("titles")? })
    }
}

impl FromJson for ClassTold {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            schoolid: json.text("schoolid")?,
            year: json.maybe("year")?,
            semester: json.maybe("semester")?,
            grade: json.maybe("grade")?,
            classno: json.maybe("classno")?,
            classtitle: json.maybe("classtitle")?,
            seatno: json.maybe("seatno")?,
        })
    }
}

impl FromJson for LessonTold {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            schoolid: json.text("schoolid")?,
            year: json.maybe("year")?,
            semester: json.maybe("semester")?,
            grade: json.text("grade")?,
            classno: json.text("classno")?,
            subject: json.text("subject")?,
        })
    }
}

impl FromJson for Finding {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            kind: json.one("kind")?,
            weight: json.one("weight")?,
            mender: json.one("mender")?,
            value: json.maybe("value")?,
        })
    }
}

impl FromJson for FindingKind {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        let code = json.as_text()?;
        Self::ALL.iter().find(|known| known.code() == code).copied()
    }
}

impl FromJson for Weight {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        let code = json.as_text()?;
        Self::ALL.iter().find(|known| known.code() == code).copied()
    }
}

impl FromJson for Mender {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        let code = json.as_text()?;
        Self::ALL.iter().find(|known| known.code() == code).copied()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::answers::tests::reads_as_the_contract;

    #[test]
    fn data_checks() {
        let class = json!({
            "schoolid": "194898", "year": "115", "semester": "01", "grade": "5", "classno": "04",
            "classtitle": "五年四班", "seatno": "12",
        });
        let lesson = json!({
            "schoolid": "194898", "year": "115", "semester": "01", "grade": "5", "classno": "04",
            "subject": "數學",
        });
        let finding =
            json!({ "kind": "titles.several", "weight": "unusual", "mender": "county", "value": "2" });
        reads_as_the_contract::<ClassTold>(class.clone());
        reads_as_the_contract::<LessonTold>(lesson.clone());
        reads_as_the_contract::<Finding>(finding.clone());
        reads_as_the_contract::<DataCheck>(json!({
            "role": "teacher", "name": "測試師", "schoolid": "194898",
            "schools": [{ "code": "194898", "name": "測試國小" }],
            "titles": [{ "schoolid": "194898", "titles": ["教師", "導師"] }],
            "classinfo": [class], "relation": [lesson], "has_guid": true, "findings": [finding],
        }));
    }

    #[test]
    fn codes() {
        for kind in FindingKind::ALL {
            assert_eq!(FindingKind::from_json(&json!(kind)), Some(*kind));
        }
        for weight in Weight::ALL {
            assert_eq!(Weight::from_json(&json!(weight)), Some(*weight));
        }
        for mender in Mender::ALL {
            assert_eq!(Mender::from_json(&json!(mender)), Some(*mender));
        }
        assert_eq!(FindingKind::from_json(&json!("who.knows")), None);
    }
}
