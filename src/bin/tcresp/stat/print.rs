//! The numbers for a person, with bars, and for a program.

use std::io::{self, Write};

use comfy_table::Color;
use serde_json::{Map, Value, json};
use tencentcloud_response::{ErrorCode, Verdict};

use super::count::{Count, sorted};
use crate::{
    safe,
    term::{self, Look, fit, width},
};

/// A line of a section.
struct Line {
    name: String,
    count: u64,
    color: Color,
}

pub(crate) fn text(out: &mut dyn Write, count: &Count, top: usize, look: Look) -> io::Result<()> {
    let all = count.responses;
    let failed = count.of(Verdict::Failure);
    writeln!(
        out,
        "{}: {failed} failed ({}), {} not right ({})",
        look.bold(&term::plural(all, "response")),
        percent(failed, all),
        count.not_right(),
        percent(count.not_right(), all),
    )?;
    writeln!(
        out,
        "{} with a RequestId ({}), {} from a healthy region ({})",
        count.with_request_id,
        percent(count.with_request_id, all),
        count.region_healthy,
        percent(count.region_healthy, all),
    )?;
    let verdicts = (Verdict::ALL.iter().copied()).filter(|&verdict| count.of(verdict) > 0);
    let verdicts = verdicts.map(|verdict| Line {
        name: verdict.to_string(),
        count: count.of(verdict),
        color: term::color(verdict),
    });
    let codes = count.top_codes(top);
    let codes_title = if codes.len() < count.code_count() {
        format!("Top {} of {} codes", codes.len(), count.code_count())
    } else {
        "Codes".into()
    };
    let codes = codes.into_iter().map(|(code, count)| Line {
        name: if code.is_empty() {
            "(no code)".into()
        } else {
            safe::line(code)
        },
        count,
        color: failure_color(ErrorCode::new(code).class().as_str()),
    });
    let classes = count
        .classes
        .iter()
        .map(|(class, &count)| (class.as_str(), count));
    let classes = sorted(classes).into_iter().map(|(name, count)| Line {
        name: name.into(),
        count,
        color: failure_color(name),
    });
    let reasons = count.reasons.iter().map(|(&name, &count)| (name, count));
    let reasons = sorted(reasons).into_iter().map(|(name, count)| Line {
        name: name.into(),
        count,
        color: term::color(Verdict::Malformed),
    });
    let sections = [
        ("Verdicts".to_owned(), verdicts.collect::<Vec<_>>()),
        (codes_title, codes.collect()),
        ("Classes".to_owned(), classes.collect()),
        ("Not right, by reason".to_owned(), reasons.collect()),
    ];
    // One width for all, so that the bars of all sections can be compared.
    let names = sections.iter().flat_map(|(_, lines)| lines);
    let longest = names.map(|line| width(&line.name)).max().unwrap_or(0);
    let name = longest.min(look.width.saturating_sub(30).max(12));
    for (title, lines) in &sections {
        section(out, title, lines, all, name, look)?;
    }
    Ok(())
}

fn failure_color(class: &str) -> Color {
    term::color(if class == "dry_run" {
        Verdict::DryRun
    } else {
        Verdict::Failure
    })
}

fn section(
    out: &mut dyn Write,
    title: &str,
    lines: &[Line],
    all: u64,
    name: usize,
    look: Look,
) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", look.bold(title))?;
    let digits = all.to_string().len();
    // Two before the name, two before the count, "100.0 %" and two on each side of it.
    let room = look.width.saturating_sub(name + digits + 15).clamp(4, 60);
    for line in lines {
        let shown = fit(&line.name, name);
        let gap = " ".repeat(name - width(&shown).min(name));
        writeln!(
            out,
            "  {shown}{gap}  {:>digits$}  {:>7}  {}",
            line.count,
            percent(line.count, all),
            look.paint(&bar(line.count, all, room), line.color),
        )?;
    }
    Ok(())
}

fn percent(part: u64, all: u64) -> String {
    format!("{:.1} %", share(part, all) * 100.0)
}

fn share(part: u64, all: u64) -> f64 {
    if all == 0 {
        0.0
    } else {
        part as f64 / all as f64
    }
}

/// A bar in eighths of a column; whatever is there at all is seen.
fn bar(part: u64, all: u64, room: usize) -> String {
    let eighths = ((share(part, all) * (room * 8) as f64).round() as usize).max(1);
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"].get(eighths % 8);
    "█".repeat(eighths / 8) + rest.copied().unwrap_or_default()
}

pub(crate) fn json(out: &mut dyn Write, count: &Count, top: usize) -> io::Result<()> {
    let all = count.responses;
    let failed = count.of(Verdict::Failure);
    let verdicts: Map<_, _> = Verdict::ALL
        .iter()
        .map(|&verdict| (verdict.to_string(), count.of(verdict).into()))
        .collect();
    let classes: Map<String, Value> = count
        .classes
        .iter()
        .map(|(class, &count)| (class.to_string(), count.into()))
        .collect();
    let codes: Vec<_> = count
        .top_codes(top)
        .into_iter()
        .map(|(code, count)| json!({ "code": code, "count": count }))
        .collect();
    let numbers = json!({
        "responses": all,
        "failures": failed,
        "failure_rate": share(failed, all),
        "not_right": count.not_right(),
        "not_right_rate": share(count.not_right(), all),
        "with_request_id": count.with_request_id,
        "region_healthy": count.region_healthy,
        "region_healthy_rate": share(count.region_healthy, all),
        "verdicts": verdicts,
        "classes": classes,
        "codes": count.code_count(),
        "top_codes": codes,
        "reasons": count.reasons,
    });
    writeln!(out, "{}", safe::json(&numbers.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{bar, percent};

    #[test]
    fn bars_and_shares() {
        assert_eq!(bar(1, 2, 10), "█████");
        assert_eq!(bar(1, 1, 3), "███");
        assert_eq!(bar(1, 16, 10), "▋");
        assert_eq!(bar(1, 1_000_000, 10), "▏");
        assert_eq!(percent(1, 3), "33.3 %");
        assert_eq!(percent(0, 0), "0.0 %");
    }
}
