//! What the pictures share: a page that is readable in light and in dark.

use std::fmt::Write as _;

pub(crate) struct Page {
    width: f64,
    height: f64,
    body: String,
}

const STYLE: &str = "
  text { font: 12px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328 }
  .page { fill: #ffffff }
  .title { font-size: 16px; font-weight: 600 }
  .head { font-size: 13px; font-weight: 600 }
  .quiet { fill: #656d76 }
  .strong { font-weight: 600 }
  .grid { stroke: #d8dee4; fill: none }
  .parse { fill: #1f6feb; stroke: #1f6feb }
  .skim { fill: #1a9e77; stroke: #1a9e77 }
  .typed { fill: #8c959f; stroke: #8c959f }
  .trusting { fill: #d0d7de; stroke: #d0d7de }
  .serde { stroke: #bc4c00 }
  .simd { stroke: #8250df }
  .sonic { stroke: #9a6700 }
  .jiter { stroke: #bf3989 }
  .line { fill: none; stroke-width: 2.5 }
  .thin { fill: none; stroke-width: 1.25 }
  .dashed { stroke-dasharray: 2 3 }
  .limit { fill: none; stroke: #656d76; stroke-dasharray: 5 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .page { fill: #0d1117 }
    .quiet { fill: #8d96a0 }
    .grid { stroke: #30363d }
    .parse { fill: #58a6ff; stroke: #58a6ff }
    .skim { fill: #3fc79a; stroke: #3fc79a }
    .typed { fill: #8d96a0; stroke: #8d96a0 }
    .trusting { fill: #484f58; stroke: #484f58 }
    .serde { stroke: #f0883e }
    .simd { stroke: #b392f0 }
    .sonic { stroke: #d4a72c }
    .jiter { stroke: #f778ba }
    .line, .thin { fill: none }
    .limit { stroke: #8d96a0; fill: none }
  }
";

impl Page {
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            body: String::new(),
        }
    }

    pub(crate) fn text(&mut self, x: f64, y: f64, class: &str, anchor: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.push(format!(
            r#"<text x="{x:.1}" y="{y:.1}" class="{class}" text-anchor="{anchor}">{text}</text>"#
        ));
    }

    pub(crate) fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, class: &str) {
        self.push(format!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="2" class="{class}" stroke="none"/>"#
        ));
    }

    pub(crate) fn line(&mut self, points: &[(f64, f64)], class: &str) {
        let points: Vec<_> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        self.push(format!(
            r#"<polyline points="{}" class="{class}"/>"#,
            points.join(" ")
        ));
    }

    pub(crate) fn finish(self) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\">\n<style>{STYLE}</style>\n\
             <rect width=\"{width}\" height=\"{height}\" class=\"page\"/>\n{body}</svg>\n"
        )
    }

    fn push(&mut self, element: String) {
        let _ = writeln!(self.body, "{element}");
    }
}
