//! The command line.

use std::{env, path::PathBuf};

#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Started by `cargo bench`, not by a test run over all targets.
    pub(crate) is_bench: bool,
    pub(crate) is_quick: bool,
    /// Only sets whose name contains this.
    pub(crate) filter: String,
    /// Where to write what is printed, and the pictures.
    pub(crate) record: Option<PathBuf>,
    /// The name of this build in the record.
    pub(crate) build: String,
    /// Where to write the sets, for `count`.
    pub(crate) dump: Option<PathBuf>,
    /// A dumped set, the name of an operation, how many passes: nothing else is done.
    pub(crate) count: Option<(PathBuf, String, usize)>,
}

impl Arguments {
    pub(crate) fn read() -> Result<Self, String> {
        let mut arguments = Self {
            build: "generic".to_owned(),
            ..Self::default()
        };
        let mut rest = env::args().skip(1);
        while let Some(name) = rest.next() {
            let mut value = || rest.next().ok_or(format!("{name} needs a value"));
            match name.as_str() {
                "--bench" => arguments.is_bench = true,
                "--quick" => arguments.is_quick = true,
                "--filter" => arguments.filter = value()?,
                "--record" => arguments.record = Some(value()?.into()),
                "--as" => arguments.build = value()?,
                "--dump" => arguments.dump = Some(value()?.into()),
                "--count" => {
                    let (path, operation, passes) = (value()?, value()?, value()?);
                    let passes = passes.parse().map_err(|_| "passes are a number")?;
                    arguments.count = Some((path.into(), operation, passes));
                }
                _ => {
                    return Err(format!(
                        "{name}? There are --quick, --filter SET, --record DIR, --as BUILD, \
                         --dump DIR, --count FILE OPERATION PASSES"
                    ));
                }
            }
        }
        Ok(arguments)
    }
}
