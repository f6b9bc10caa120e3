//! What the portal of a county, or the sign-in to a service, wears: colours, mark and words, as the portal's
//! build made them from `tokens/brands/` (docs/design.md).

use std::collections::HashMap;
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

/// Every brand that there is, and which of them is the deployment's own.
#[derive(Debug, Clone, Default)]
pub struct Brands {
    own: String,
    known: HashMap<String, Brand>,
}

impl Brands {
    /// Reads the brands from the folder that the portal's build wrote.
    ///
    /// # Errors
    /// [`PortalError::Brand`] with the names that there are, when none is called `own`;
    /// [`PortalError::BrandWords`] when the words of one are damaged.
    pub fn load(dist: &Path, own: &str) -> Result<Self, PortalError> {
        let folder = dist.join(FOLDER);
        let brands = names(&folder).into_iter().map(|name| Ok((name.clone(), read(&folder, name)?)));
        let brands = Self { own: own.to_owned(), known: brands.collect::<Result<_, PortalError>>()? };
        brands.ensure(own)?;
        Ok(brands)
    }

    /// That there is a brand of this name.
    ///
    /// # Errors
    /// [`PortalError::Brand`] with the names that there are.
    pub fn ensure(&self, name: &str) -> Result<(), PortalError> {
        if name == NATIONAL || self.known.contains_key(name) {
            return Ok(());
        }
        let mut known: Vec<_> = self.known.keys().cloned().collect();
        known.sort();
        Err(PortalError::Brand(name.to_owned(), known))
    }

    /// Every brand but the national one, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Brand> {
        self.known.values()
    }

    /// What is worn where a service asks for a sign-in, or nobody does: the service's own brand, else the
    /// deployment's; none for [`NATIONAL`]. A brand that is there no more is as none.
    #[must_use]
    pub fn worn(&self, of_service: Option<&str>) -> Option<&Brand> {
        let is_there = |name: &&str| self.ensure(name).is_ok();
        self.known.get(of_service.filter(is_there).unwrap_or(&self.own))
    }
}

fn read(folder: &Path, name: String) -> Result<Brand, PortalError> {
    let read = |ending: &str| {
        let path = folder.join([&name, ending].concat());
        std::fs::read_to_string(&path).map_err(|error| PortalError::File(path, error))
    };
    let words = serde_json::from_str(&read(".json")?).map_err(PortalError::BrandWords)?;
    Ok(Brand { sheet: read(".css")?, words, name })
}

/// The brands of a folder.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sheets = files.filter_map(|file| {
        let name = file.file_name();
        Some(name.to_str()?.strip_suffix(".css")?.to_owned())
    });
    sheets.collect()
}
