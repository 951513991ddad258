//! The engine under a body that comes in pieces.
//!
//! Nearly all of a long body is *stretches* in which no name counts: what the members of `Response`
//! hold, and the members themselves up to a `RequestId` or an `Error`. Over such a stretch the
//! engine takes the portable reader from one of its states to another. The reader reads what is
//! left: the beginning of the body, the names that count, and what a piece ends in the middle of,
//! behind its last quote, bracket, comma, colon or whitespace. There, nothing but a string can be
//! open, and no escape and no character of that.
//!
//! What the grammar says is known at the end of a chunk, and of a wrong window of tokens nothing
//! but that it is wrong. A window that is wrong, or has a name that counts, or ends `Response`, is
//! given back to the portable reader from the end of the window before; and a chunk if there is
//! something wrong in its bytes.

use super::{Chars, Lex, Reader, Text, Use, nesting::Nesting};
use crate::{
    scan::{
        blocks::{self, Blocks},
        brackets::Levels,
        chunk::Chunk,
        engine::{self, Sink},
        finder::Stop,
        grammar::{BEFORE, Grammar, Last, MEMBERS},
    },
    shape::Place,
    simd::{BLOCK, Kernel},
};

/// A literal is read to the byte behind it. Where it may be cut, so many bytes are left behind a block.
const LITERAL: usize = "false,".len();

/// How far the engine came.
#[derive(Clone, Copy)]
pub(crate) struct Passed {
    /// How many bytes it passed over.
    pub(crate) bytes: usize,
    /// How many of the next ones are for the portable reader, whatever they are.
    pub(crate) left: usize,
}

/// The end of the last chunk or window that was right.
#[derive(Clone, Copy)]
struct Good {
    levels: Levels,
    /// Its last token, and the one before that in the same piece.
    token: usize,
    before: Option<usize>,
}

impl Good {
    /// The token before the last, which is a string, a number or a literal. What was before the
    /// piece is `first`.
    fn before(&self, piece: &[u8], first: Last) -> Last {
        self.before.and_then(|at| token(piece, at)).unwrap_or(first)
    }

    /// Whether the last token, a string, is the name of a member.
    fn is_name(&self, piece: &[u8], first: Last) -> bool {
        match self.before(piece, first) {
            Last::Brace => true,
            Last::Comma => self.levels.stack & 1 != 0,
            _ => false,
        }
    }

    /// Whether it is the name of one that may count.
    fn is_name_of_place(&self, piece: &[u8], first: Last) -> bool {
        self.levels.depth == MEMBERS && self.is_name(piece, first)
    }
}

/// The token that begins at a position, if it is complete there.
fn token(piece: &[u8], at: usize) -> Option<Last> {
    Some(match piece.get(at)? {
        b',' => Last::Comma,
        b':' => Last::Colon,
        b'{' => Last::Brace,
        b'[' => Last::Square,
        b'}' | b']' => Last::Value,
        _ => return None,
    })
}

/// Windows up to one that is wrong or in which a name counts.
struct Stretch {
    grammar: Grammar<Stop>,
    good: Option<Good>,
    /// The token behind these, if that is all right up to there.
    next: Option<usize>,
    /// Where the blocks of the window that did not go on end.
    end: usize,
}

impl Stretch {
    /// The tokens before this window were right, and left these brackets open.
    #[inline(always)]
    fn good<K: Kernel>(&mut self, k: K, chunk: &Chunk<'_, K>, window: usize, levels: Levels) {
        let position = |token| chunk.position(k, window + token);
        self.good = position(BEFORE - 1).map(|token| Good {
            levels,
            token,
            before: position(BEFORE - 2),
        });
    }
}

impl<K: Kernel> Sink<K> for Stretch {
    #[inline(always)]
    fn chunk(&mut self, k: K, chunk: &Chunk<'_, K>, blocks: &Blocks, body: &[u8]) -> bool {
        let before = self.grammar;
        if blocks.is_wrong() {
            self.good(k, chunk, 0, before.levels());
            self.end = chunk.end();
            return false;
        }
        let mut is_careful = false;
        loop {
            for first in chunk.windows() {
                let levels = self.grammar.levels();
                self.grammar
                    .next(k, chunk, first, body, blocks.has_backslash());
                if is_careful {
                    self.grammar.check_zeros(chunk, body);
                    if !self.grammar.goes_on() {
                        self.good(k, chunk, first, levels);
                        self.next = chunk.position(k, first + BEFORE);
                        self.end = chunk.window_end(first);
                        return false;
                    }
                }
            }
            self.grammar.check_zeros(chunk, body);
            if self.grammar.goes_on() {
                break;
            }
            // Once more, to find the window.
            (self.grammar, is_careful) = (before, true);
        }
        if chunk.is_seen() {
            self.good(k, chunk, chunk.next_window(), self.grammar.levels());
        }
        true
    }
}

impl Reader {
    /// Passes over as much of a piece as it can. `None` from a state in which the engine cannot
    /// begin.
    #[inline(always)]
    pub(crate) fn pass<K: Kernel>(&mut self, k: K, piece: &[u8]) -> Option<Passed> {
        let (last, is_inside) = self.begins()?;
        if is_inside {
            let plain = plain(k, piece);
            // What is passed so is not given back, whatever follows.
            if plain > 0 {
                return Some(self.moved(plain));
            }
        }
        let levels = Levels {
            depth: u32::from(self.nesting.depth),
            stack: self.nesting.stack()?,
        };
        let most = self.nesting.max.min(Nesting::STACK);
        let grammar = Grammar::inside(levels, most, Stop::default());
        let mut blocks = Blocks::default();
        if is_inside {
            blocks.begin_inside();
        }
        if let Some(first) = piece.first_chunk() {
            // Else the chunk would be read twice.
            blocks.expect_escapes(k.equal(k.load(first), b'\\') != 0);
        }
        let mut stretch = Stretch {
            grammar,
            good: None,
            next: None,
            end: 0,
        };
        let (end, is_complete) = readable(k, piece);
        let read = engine::read(k, &mut blocks, last, piece, 0, end, &mut stretch);
        let Stretch {
            good, next, end, ..
        } = stretch;
        let Some(position) = read else {
            return Some(self.give_back(good, next, piece, last, end));
        };
        let passed = match (blocks.cut(), good) {
            (_, Some(good)) if good.is_name_of_place(piece, last) => {
                self.give_back(Some(good), None, piece, last, position)
            }
            // In a string that began before, or in this piece.
            (Some(cut), None) if is_inside => self.moved(characters(piece, position, cut)),
            (Some(cut), Some(good)) => {
                let at = characters(piece, position, cut);
                self.inside(&good, good.is_name(piece, last), at)
            }
            (None, Some(good)) if is_complete => self.behind(&good, piece, last, position),
            // Nothing but whitespace, behind a string that began before or not.
            (None, None) => {
                if is_inside {
                    self.lex = self.follows(last);
                }
                self.moved(position)
            }
            (_, good) => self.give_back(good, None, piece, last, position),
        };
        Some(passed)
    }

    /// The token before, and whether we are inside a string, if the engine can begin.
    #[inline(always)]
    fn begins(&self) -> Option<(Last, bool)> {
        let is_member = self.shape.place_at(self.nesting.depth).is_some();
        if !self.shape.is_in(Place::Response) {
            return None;
        }
        let last = match self.lex {
            Lex::Name => Last::Comma,
            Lex::NameOrClose => Last::Brace,
            Lex::ValueOrClose => Last::Square,
            Lex::CommaOrClose => Last::Value,
            // The value may be one that counts.
            Lex::Value | Lex::Colon if is_member => return None,
            Lex::Value if self.nesting.in_object => Last::Colon,
            Lex::Value => Last::Comma,
            Lex::Colon => Last::Name,
            Lex::Text if self.text.state == Chars::Plain => match self.text.use_as {
                Use::OtherName => return Some((Last::Name, true)),
                Use::OtherValue => return Some((Last::Value, true)),
                Use::Name(_) | Use::Value(_) => return None,
            },
            _ => return None,
        };
        Some((last, false))
    }

    /// Goes on from the end of the last good window, or from the `next` token if that is known.
    /// What stands before `end` is for the portable reader.
    #[inline(never)]
    fn give_back(
        &mut self,
        good: Option<Good>,
        next: Option<usize>,
        piece: &[u8],
        first: Last,
        end: usize,
    ) -> Passed {
        let moved = match (good, next) {
            (None, None) => Passed { bytes: 0, left: 0 },
            (None, Some(next)) => {
                self.lex = self.follows(first);
                self.moved(next)
            }
            (Some(good), next) => {
                let last = token(piece, good.token);
                match next {
                    Some(next) if last.is_none() && !good.is_name_of_place(piece, first) => {
                        self.behind(&good, piece, first, next)
                    }
                    _ => {
                        self.enter(good.levels);
                        let before = last.unwrap_or_else(|| good.before(piece, first));
                        self.lex = self.follows(before);
                        // What is not known to be complete is read again.
                        self.moved(good.token + usize::from(last.is_some()))
                    }
                }
            }
        };
        Passed {
            left: end.saturating_sub(moved.bytes),
            ..moved
        }
    }

    /// Goes on at `at`, behind the last token, which is complete.
    fn behind(&mut self, good: &Good, piece: &[u8], first: Last, at: usize) -> Passed {
        let value = if good.is_name(piece, first) && piece.get(good.token) == Some(&b'"') {
            Last::Name
        } else {
            Last::Value
        };
        self.enter(good.levels);
        self.lex = self.follows(token(piece, good.token).unwrap_or(value));
        self.moved(at)
    }

    /// What comes behind a token.
    const fn follows(&self, last: Last) -> Lex {
        match last {
            Last::Comma => self.nesting.member(),
            Last::Brace | Last::Square => self.nesting.inside(),
            Last::Colon => Lex::Value,
            Last::Name => Lex::Colon,
            Last::Value => self.nesting.value_end(),
        }
    }

    /// Goes on at `at`, in the string that is the last token.
    fn inside(&mut self, good: &Good, is_name: bool, at: usize) -> Passed {
        self.enter(good.levels);
        self.lex = Lex::Text;
        let use_as = if is_name {
            Use::OtherName
        } else {
            Use::OtherValue
        };
        self.text = Text::new(use_as, self.position(good.token + 1));
        self.moved(at)
    }

    /// Goes on at `at`, in the same state.
    fn moved(&mut self, at: usize) -> Passed {
        self.base = self.position(at);
        Passed { bytes: at, left: 0 }
    }

    fn enter(&mut self, Levels { depth, stack }: Levels) {
        self.nesting.set(depth as u16, stack);
        self.shape.no_member();
    }
}

/// How many bytes there are of plain characters, by whole blocks and what the last one leaves.
#[inline(always)]
fn plain<K: Kernel>(k: K, piece: &[u8]) -> usize {
    let plain = blocks::plain(k, piece);
    match piece.get(plain..) {
        Some(tail) if tail.len() < BLOCK => {
            let block = k.load_tail(tail);
            let is_plain = k.unusual(block) | k.equal(block, b'"') == 0;
            if is_plain { piece.len() } else { plain }
        }
        _ => plain,
    }
}

/// Up to where the engine reads a piece; and whether nothing but a string can be open there. If all
/// of the last 64 bytes may be one number or one character, it reads whole blocks.
#[inline(always)]
fn readable<K: Kernel>(k: K, piece: &[u8]) -> (usize, bool) {
    if let Some(last) = piece.last_chunk() {
        let block = k.load(last);
        let others = k.others(k.classes(block), k.equal(block, b'"'));
        if others != !0 {
            return (piece.len() - others.leading_ones() as usize, true);
        }
    }
    (piece.len().saturating_sub(LITERAL) / BLOCK * BLOCK, false)
}

/// Where the last character before `end` begins, of which `cut` bytes or a part of its UTF-8 stand
/// there; `end` if that is not so.
fn characters(piece: &[u8], end: usize, cut: usize) -> usize {
    if cut > 0 {
        return end.saturating_sub(cut);
    }
    for back in 1..4 {
        let at = end.saturating_sub(back);
        let len = match piece.get(at) {
            Some(0xc0..0xe0) => 2,
            Some(0xe0..0xf0) => 3,
            Some(0xf0..) => 4,
            Some(0x80..0xc0) => continue,
            _ => return end,
        };
        return if len > back { at } else { end };
    }
    end
}
