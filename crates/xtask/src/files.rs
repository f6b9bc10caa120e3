//! Walking and writing files.

use crate::outcome::{During as _, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// Every file under `folder`, sorted; empty where there is no such folder.
pub(crate) fn walk(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.as_ref().to_path_buf()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                true => open.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

/// The files under `folder` whose name ends in `.extension`.
pub(crate) fn walk_ending(folder: impl AsRef<Path>, extension: &str) -> Vec<PathBuf> {
    let mut files = walk(folder);
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files
}

/// Reads text and names the file when that fails.
pub(crate) fn read(path: impl AsRef<Path>) -> Outcome<String> {
    fs::read_to_string(&path).during(path.as_ref().display())
}

/// Writes a file, making its folder first.
pub(crate) fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Outcome {
    let path = path.as_ref();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).during(folder.display())?;
    }
    fs::write(path, content).during(path.display())
}

/// Writes a file so that a reader sees the whole of it or none.
pub(crate) fn write_whole(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Outcome {
    let path = path.as_ref();
    let draft = path.with_extension("draft");
    write(&draft, content)?;
    fs::rename(&draft, path).during(path.display())
}

/// Copies a file, making the folder it goes to.
pub(crate) fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Outcome {
    let bytes = fs::read(&from).during(from.as_ref().display())?;
    write(to, bytes)
}

/// An empty folder at this place, whatever was there before.
pub(crate) fn fresh_folder(path: impl AsRef<Path>) -> Outcome {
    let path = path.as_ref();
    if path.exists() {
        fs::remove_dir_all(path).during(path.display())?;
    }
    fs::create_dir_all(path).during(path.display())
}

/// Waits until no other process holds this file's lock; it is free again when the file is dropped.
pub(crate) fn lock(path: impl AsRef<Path>) -> Outcome<fs::File> {
    write(&path, "")?;
    let file = fs::File::open(&path).during(path.as_ref().display())?;
    file.lock().during(path.as_ref().display())?;
    Ok(file)
}

/// The last part of a path, as text.
pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
