//! The picture of the sets: a panel for each, a bar for each reader, longer is faster.

use super::{outcome::Outcome, svg::Page};

/// Reader, its name in the picture, its class.
const BARS: [(&str, &str, &str); 9] = [
    ("parse", "parse", "parse"),
    ("serde_json, checked UTF-8", "serde_json", "typed"),
    ("simd-json, with the copy", "simd-json", "typed"),
    ("sonic-rs", "sonic-rs", "typed"),
    ("jiter", "jiter", "typed"),
    ("skim", "skim", "skim"),
    ("sonic-rs get_many", "get_many", "trusting"),
    ("sonic-rs get_many_unchecked", "…_unchecked", "trusting"),
    (SEARCH, "memmem", "trusting"),
];
const SEARCH: &str = "memchr::memmem";
const COLUMNS: usize = 3;
const PANEL: (f64, f64) = (310.0, 222.0);
const TOP: f64 = 64.0;
const NAMES: f64 = 86.0;
const VALUES: f64 = 72.0;
const STEP: f64 = 19.0;

pub(crate) fn draw(outcomes: &[Outcome]) -> String {
    let rows = outcomes.len().div_ceil(COLUMNS);
    let width = COLUMNS as f64 * PANEL.0 + 30.0;
    let mut page = Page::new(width, TOP + rows as f64 * PANEL.1 + 10.0);
    page.text(
        20.0,
        28.0,
        "title",
        "start",
        "Request id, code and message of a response body",
    );
    page.text(
        20.0,
        47.0,
        "quiet",
        "start",
        "Longer is faster; each panel has its own scale. The upper five read the whole body, the lower four trust what they skip.",
    );
    for (at, outcome) in outcomes.iter().enumerate() {
        let x = 20.0 + (at % COLUMNS) as f64 * PANEL.0;
        let y = TOP + (at / COLUMNS) as f64 * PANEL.1;
        panel(&mut page, outcome, x, y);
    }
    page.finish()
}

fn panel(page: &mut Page, outcome: &Outcome, x: f64, y: f64) {
    let best = |name| Some(outcome.row(name)?.timing.best);
    // A search that knows no JSON would make all others look alike: its bar ends with the longest.
    let parsers = BARS.iter().filter(|(name, ..)| *name != SEARCH);
    let fastest = parsers.filter_map(|(name, ..)| best(name));
    let fastest = fastest.fold(f64::INFINITY, f64::min);
    let room = PANEL.0 - NAMES - VALUES - 10.0;
    page.text(
        x,
        y + 18.0,
        "head",
        "start",
        &format!("{}, {}", outcome.name, size(outcome.bytes)),
    );
    let mut y = y + 28.0;
    for (at, (name, label, class)) in BARS.iter().enumerate() {
        if at == 5 {
            y += 6.0;
        }
        let weight = if matches!(*class, "parse" | "skim") {
            "strong"
        } else {
            "quiet"
        };
        page.text(x + NAMES - 6.0, y + 12.0, weight, "end", label);
        if let Some(time) = best(name) {
            let length = (room * fastest / time).clamp(1.0, room);
            page.bar(x + NAMES, y + 2.0, length, STEP - 6.0, class);
            page.text(
                x + NAMES + length + 5.0,
                y + 12.0,
                weight,
                "start",
                &format!(
                    "{}{}",
                    if time < fastest { "» " } else { "" },
                    outcome.show(time)
                ),
            );
        } else {
            page.text(x + NAMES, y + 12.0, "quiet", "start", "refuses");
        }
        y += STEP;
    }
}

fn size(bytes: f64) -> String {
    match bytes {
        0.0..1e3 => format!("{bytes:.0} bytes"),
        1e3..1e6 => format!("{:.0} KB", bytes / 1e3),
        _ => format!("{:.1} MB", bytes / 1e6),
    }
}
