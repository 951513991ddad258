//! Bodies with something at the edge of a chunk: of the 1,024 bytes that the engine reads at a time.

use super::rng::Rng;

/// How many bytes are read at a time.
const CHUNK: usize = 1024;

/// Members, each of which comes to stand with each of its bytes at the edge.
const PARTS: &[&str] = &[
    r#""a":[0,-0,10,-7,1.5,-0.25e+10,1E5,0e-1,12345678901234567890]"#,
    r#""a":[100,0]"#,
    r#""a":[true,false,null,true]"#,
    r#""a":true"#,
    r#""a":"\n\\\"\\\\","b":"\\","c":"\\\"""#,
    r#""a":"\u0041\ud83d\ude00\u4e2D","b":"\u00e9""#,
    r#""a":"é中😀é","é":"中","😀":"\n中""#,
    r#""a":[[],{},[[{"b":[{}]}]],{"c":{},"d":[]}]"#,
    r#""a":{"b":{"c":1},"d":[{"RequestId":"deeper"},"RequestId"]}"#,
    r#""a" : [ 1 , "b" ] , "c" : { }"#,
    r#""a":"","b":"x","":{"":""}"#,
    r#""RequestId":"r","a":1"#,
    r#""Error":{"Code":"A.B","Message":"m\n中"}"#,
    r#""RequestId" : null , "Error" : null"#,
    r#""Request\u0049d":"r\n","Errors":[]"#,
    // No backslash behind it.
    r#""Request\u0049d":"r""#,
];

/// What may stand wrong, or just otherwise, near the edge.
const BYTES: &[u8] = b"\"\\\"\\00x1,:}]{[ .-+eutRE\x01\x80\xc3\xed\xff";

/// How many bodies with such a byte there are for each without.
const SPOILED: usize = 3;

/// Gives bodies to `check`, between `start` and `end`, where members may stand, and the position of
/// the edge. Chunks begin behind `start`.
pub(crate) fn each(start: &str, end: &str, mut check: impl FnMut(&[u8], usize)) {
    let mut rng = Rng::new(64);
    for chunks in [1, 2] {
        let edge = start.len() + chunks * CHUNK;
        for part in PARTS {
            for before_edge in 0..=part.len() {
                for filler in FILLERS {
                    let mut body = start.as_bytes().to_vec();
                    filler.push(&mut body, edge - before_edge);
                    body.extend_from_slice(part.as_bytes());
                    if !rng.one_in(4) {
                        let len = body.len() + rng.below(200) + 30;
                        body.push(b',');
                        FILLERS[rng.below(FILLERS.len())].push(&mut body, len);
                        body.pop();
                    }
                    body.extend_from_slice(end.as_bytes());
                    check(&body, edge);
                    for _ in 0..SPOILED {
                        let at = (edge - 6 + rng.below(12)).min(body.len() - 1);
                        let right = body[at];
                        body[at] = BYTES[rng.below(BYTES.len())];
                        check(&body, edge);
                        body[at] = right;
                    }
                }
            }
        }
    }
}

/// A member of any length: its start, what is repeated, and its end around plain characters.
struct Filler(&'static str, &'static str, [&'static str; 2]);

const FILLERS: &[Filler] = &[
    // Plain, which may be passed over.
    Filler(r#""f":""#, "x", ["", r#"","#]),
    Filler(r#""f":""#, r"\n12345\\6789", ["", r#"","#]),
    Filler(r#""f":""#, "中12", ["", r#"","#]),
    // More tokens than a window has.
    Filler(r#""f":["#, "[],1,", ["\"", r#""],"#]),
    Filler(r#""f":["#, r#"{"a":-1.5,"b":true},"#, ["\"", r#""],"#]),
];

impl Filler {
    /// Appends it, up to `end`.
    fn push(&self, body: &mut Vec<u8>, end: usize) {
        let Self(start, unit, [open, close]) = self;
        body.extend_from_slice(start.as_bytes());
        let left = end - body.len() - open.len() - close.len();
        body.extend_from_slice(unit.repeat(left / unit.len()).as_bytes());
        body.extend_from_slice(open.as_bytes());
        body.resize(end - close.len(), b'x');
        body.extend_from_slice(close.as_bytes());
    }
}
