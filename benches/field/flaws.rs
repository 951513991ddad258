//! What each reader leaves unchecked: found out, not claimed.

use super::{operation::Operation, table::Table};

/// What is wrong, and a body that has it. All but the last two have it in a part that is skipped.
const FLAWS: [(&str, &[u8]); 10] = [
    (
        "UTF-8",
        b"{\"Response\":{\"A\":\"\xff\",\"RequestId\":\"r\"}}",
    ),
    (
        r"`\u` digits",
        br#"{"Response":{"A":"\uzzzz","RequestId":"r"}}"#,
    ),
    ("escapes", br#"{"Response":{"A":"\x","RequestId":"r"}}"#),
    (
        "controls in strings",
        b"{\"Response\":{\"A\":\"\x01\",\"RequestId\":\"r\"}}",
    ),
    ("numbers", br#"{"Response":{"A":01,"RequestId":"r"}}"#),
    ("literals", br#"{"Response":{"A":trux,"RequestId":"r"}}"#),
    ("commas", br#"{"Response":{"A":[1,,2],"RequestId":"r"}}"#),
    ("brackets", br#"{"Response":{"A":[1},"RequestId":"r"}}"#),
    (
        "twice",
        br#"{"Response":{"RequestId":"r","RequestId":"s"}}"#,
    ),
    ("the end", br#"{"Response":{"RequestId":"r"}} x"#),
];
/// Right, but the request id is not the first text of that name.
const DECOY: &[u8] = br#"{"Response":{"A":{"RequestId":"decoy"},"RequestId":"r"}}"#;

pub(crate) fn table(operations: &[Operation]) -> Table {
    let heads = FLAWS.iter().map(|(name, _)| *name);
    let mut table = Table::new(["reader"].into_iter().chain(heads).chain(["nesting"]));
    for operation in operations {
        if operation.answer(DECOY).is_none() {
            continue;
        }
        let mark = |passes: bool| if passes { "passes" } else { "" };
        let marks = FLAWS.iter().map(|(_, body)| {
            let answer = operation.answer(body);
            mark(answer.flatten().is_some())
        });
        let decoy = operation.answer(DECOY).flatten();
        let is_fooled = decoy.is_none_or(|[id, ..]| id.as_deref() != Some("r"));
        let row = [operation.name.as_str()].into_iter().chain(marks);
        table.row(row.chain([if is_fooled { "fooled" } else { "" }]));
    }
    table
}
