//! Whether the readers agree, before any of them is timed.

use super::{operation::Operation, set::Set, table::Table};

/// Who else than the first operation answers differently, and how often.
pub(crate) struct Disagreement {
    pub(crate) operation: String,
    pub(crate) is_ours: bool,
    pub(crate) set: String,
    pub(crate) refused: usize,
    pub(crate) wrong: usize,
    pub(crate) of: usize,
}

impl Disagreement {
    /// Whether so many bodies were refused that a time would mean nothing.
    pub(crate) const fn is_refusal(&self) -> bool {
        self.refused * 20 > self.of
    }
}

/// Compares all operations on all bodies of the set with `truth`.
pub(crate) fn compare(truth: &Operation, operations: &[Operation], set: &Set) -> Vec<Disagreement> {
    let right: Vec<_> = set
        .bodies
        .iter()
        .map(|body| truth.answer(body).flatten())
        .collect();
    let mut found = Vec::new();
    for operation in operations {
        let (mut refused, mut wrong) = (0, 0);
        for (body, right) in set.bodies.iter().zip(&right) {
            match (operation.answer(body), right) {
                (None, _) => {}
                (Some(None), _) => refused += 1,
                (Some(Some(answer)), Some(right)) => {
                    let fields = if operation.id_only { 1 } else { 3 };
                    wrong += usize::from(answer[..fields] != right[..fields]);
                }
                (Some(Some(_)), None) => wrong += 1,
            }
        }
        if refused + wrong > 0 {
            found.push(Disagreement {
                operation: operation.name.clone(),
                is_ours: operation.is_ours(),
                set: set.name.clone(),
                refused,
                wrong,
                of: set.bodies.len(),
            });
        }
    }
    found
}

pub(crate) fn table(found: &[Disagreement]) -> Table {
    let mut table = Table::new(["reader", "set", "wrong answers", "refused", "of bodies"]);
    for one in found {
        table.row([
            one.operation.clone(),
            one.set.clone(),
            one.wrong.to_string(),
            one.refused.to_string(),
            one.of.to_string(),
        ]);
    }
    table
}
