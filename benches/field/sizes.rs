//! The picture of the sizes: throughput over size, both logarithmic, with the limit.

use super::{outcome::Outcome, svg::Page};

/// Reader, class, the class of its line.
const LINES: [(&str, &str); 8] = [
    ("vector loads", "limit"),
    ("skim", "skim line"),
    ("sonic-rs get_many_unchecked", "sonic thin dashed"),
    ("parse", "parse line"),
    ("jiter", "jiter thin"),
    ("sonic-rs", "sonic thin"),
    ("simd-json, with the copy", "simd thin"),
    ("serde_json, checked UTF-8", "serde thin"),
];
const LEFT: f64 = 60.0;
const RIGHT: f64 = 700.0;
const TOP: f64 = 64.0;
const BOTTOM: f64 = 500.0;

pub(crate) fn draw(outcomes: &[Outcome]) -> String {
    let mut page = Page::new(930.0, 550.0);
    page.text(
        20.0,
        28.0,
        "title",
        "start",
        "Throughput over the size of the body",
    );
    page.text(
        20.0,
        47.0,
        "quiet",
        "start",
        "GB/s, compact lists; both axes are logarithmic",
    );
    let speeds = |name| {
        let speeds = outcomes.iter().enumerate();
        speeds.filter_map(move |(at, outcome): (usize, &Outcome)| {
            Some((at, outcome.gigabytes(outcome.row(name)?.timing.best)))
        })
    };
    let all = LINES.iter().flat_map(|(name, _)| speeds(name));
    let (low, high) = all.fold((f64::INFINITY, 0.0_f64), |(low, high), (_, speed)| {
        (low.min(speed), high.max(speed))
    });
    let (low, high) = (low.log10().floor(), high.log10().ceil());
    let x = |at| LEFT + (RIGHT - LEFT) * at as f64 / (outcomes.len().max(2) - 1) as f64;
    let y = |speed: f64| BOTTOM - (BOTTOM - TOP) * (speed.log10() - low) / (high - low);

    for (at, outcome) in outcomes.iter().enumerate() {
        page.line(&[(x(at), TOP), (x(at), BOTTOM)], "grid");
        page.text(x(at), BOTTOM + 20.0, "quiet", "middle", &outcome.name);
    }
    let mut decade = 10_f64.powf(low);
    while decade < 10_f64.powf(high) * 1.01 {
        for step in [1.0, 2.0, 5.0] {
            let speed = decade * step;
            if speed <= 10_f64.powf(high) * 1.01 {
                page.line(&[(LEFT, y(speed)), (RIGHT, y(speed))], "grid");
                page.text(
                    LEFT - 8.0,
                    y(speed) + 4.0,
                    "quiet",
                    "end",
                    &format!("{}", round(speed)),
                );
            }
        }
        decade *= 10.0;
    }

    let mut labels = Vec::new();
    for (name, class) in LINES {
        let points: Vec<_> = speeds(name).map(|(at, speed)| (x(at), y(speed))).collect();
        page.line(&points, class);
        if let Some(&(_, y)) = points.last() {
            labels.push((y, name, class));
        }
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = TOP;
    for (y, name, line) in labels {
        let at = y.max(free);
        page.line(&[(RIGHT, y), (RIGHT + 14.0, at)], line);
        let class = if matches!(name, "parse" | "skim") {
            "strong"
        } else {
            "quiet"
        };
        page.text(RIGHT + 19.0, at + 4.0, class, "start", name);
        free = at + 16.0;
    }
    page.finish()
}

fn round(speed: f64) -> f64 {
    (speed * 1000.0).round() / 1000.0
}
