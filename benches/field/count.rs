//! One operation over one set and nothing else, for callgrind to count its instructions.

use std::{fs, io, path::Path};

use super::{operation::Operation, set::Set};

/// A file for each set: each body with its length before it.
pub(crate) fn dump(sets: &[Set], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for set in sets {
        let mut file = Vec::new();
        for body in &set.bodies {
            file.extend_from_slice(&(body.len() as u64).to_le_bytes());
            file.extend_from_slice(body);
        }
        fs::write(folder.join(&set.name), file)?;
        println!("{} {} {}", set.name, set.bodies.len(), set.bytes());
    }
    Ok(())
}

pub(crate) fn run(path: &Path, operation: &Operation, passes: usize) -> io::Result<()> {
    let file = fs::read(path)?;
    let mut bodies = Vec::new();
    let mut rest = file.as_slice();
    while let Some((length, behind)) = rest.split_first_chunk() {
        let length = usize::try_from(u64::from_le_bytes(*length)).expect("it was a usize");
        let (body, behind) = behind.split_at(length);
        bodies.push(body);
        rest = behind;
    }
    for _ in 0..passes {
        operation.pass(&bodies);
    }
    Ok(())
}
