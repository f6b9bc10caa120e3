//! What the portal of a county wears: colours, mark and words, as the portal's build made them from
//! `tokens/brands/` (docs/design.md).

use std::path::Path;

use contract::api::site::Brand as Words;

use crate::portal::PortalError;

/// The brand of a deployment that chose none.
pub const NATIONAL: &str = "national";
/// Where the portal's build puts brands, inside its folder.
pub(crate) const FOLDER: &str = "brands";

/// A brand that is not the national one.
#[derive(Debug, Clone)]
pub struct Brand {
    /// Its name, as the setting and its style sheet spell it.
    pub name: String,
    /// Its style sheet, with its mark inside.
    pub sheet: String,
    /// Who it is.
    pub words: Words,
}

impl Brand {
    /// Reads a brand from the folder that the portal's build wrote; none for [`NATIONAL`].
    ///
    /// # Errors
    /// [`PortalError::Brand`] with the names that there are, when there is none of this name;
    /// [`PortalError::BrandWords`] when its words are damaged.
    pub fn load(dist: &Path, name: &str) -> Result<Option<Self>, PortalError> {
        if name == NATIONAL {
            return Ok(None);
        }
        let folder = dist.join(FOLDER);
        let known = names(&folder);
        if !known.iter().any(|known| known == name) {
            return Err(PortalError::Brand(name.to_owned(), known));
        }
        let read = |ending: &str| {
            let path = folder.join([name, ending].concat());
            std::fs::read_to_string(&path).map_err(|error| PortalError::File(path, error))
        };
        let words = serde_json::from_str(&read(".json")?).map_err(PortalError::BrandWords)?;
        Ok(Some(Self { name: name.to_owned(), sheet: read(".css")?, words }))
    }
}

/// The brands of a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sheets = files.filter_map(|file| {
        let name = file.file_name();
        Some(name.to_str()?.strip_suffix(".css")?.to_owned())
    });
    let mut names: Vec<_> = sheets.collect();
    names.sort();
    names
}
