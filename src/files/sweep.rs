//! Temporary files of runs that were killed.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::path::Path;

/// What stands between the name of a file and the number of the process that writes it.
const MARK: &str = ".dateline-";
/// How the name of a temporary file ends.
pub(super) const ENDING: &str = ".tmp";
/// Letters of the name of the file that the temporary one keeps: names of more than 255 bytes are refused by most systems.
const KEPT: usize = 40;

/// How the name of a temporary file begins: `.news.dateline.dateline-4711-`; letters by chance and `.tmp` follow.
pub(super) fn beginning(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().take(KEPT).collect();
    format!(".{name}{MARK}{}-", std::process::id())
}

fn is_temporary(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let process = name
        .strip_prefix('.')
        .and_then(|name| name.strip_suffix(ENDING))
        .and_then(|name| name.rsplit_once(MARK))
        .and_then(|(_, rest)| rest.split_once('-'));
    process.is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

/// Removes the temporary files in a folder whose process is gone. Each is locked by its process as long as that lives,
/// on this machine and in other containers too, where its number would say nothing.
pub(super) fn sweep(folder: &Path) {
    // Nothing here may keep a file from being written.
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten().filter(|e| is_temporary(&e.file_name())) {
        let path = entry.path();
        if fs::symlink_metadata(&path).is_ok_and(|m| m.is_file())
            && let Ok(file) = OpenOptions::new().write(true).open(&path)
            && file.try_lock().is_ok()
            && is_at(&file, &path)
        {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether the open file is still the one of that name.
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else {
            return false;
        };
        (open.dev(), open.ino()) == (named.dev(), named.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}
