//! The other readers of the field, each used as its documentation would have it for this task:
//! request id, code and message of a body in a shared buffer.

#![allow(unsafe_code, reason = "`get_many_unchecked` is an unsafe function")]

use std::{cell::RefCell, hint::black_box, str, time::Instant};

use jiter::{Jiter, JiterResult, Peek};
use memchr::{memchr, memmem};
use serde_json::Value;
use sonic_rs::{JsonValueTrait, LazyValue, PointerTree};

use super::{
    operation::{Answer, Group, Operation, text},
    typed::{Body, Text},
};

pub(crate) fn operations() -> Vec<Operation> {
    vec![
        serde_str(),
        serde_slice(),
        serde_value(),
        simd_json_copied(),
        simd_json_in_place(),
        sonic_typed(),
        sonic_many(),
        sonic_many_unchecked(),
        jiter(),
        substring(),
    ]
}

fn serde_str() -> Operation {
    fn read(body: &[u8]) -> Option<Body<'_>> {
        serde_json::from_str(str::from_utf8(body).ok()?).ok()
    }
    Operation::new("serde_json, checked UTF-8", Group::Typed, |body| {
        black_box(&read(body));
    })
    .answers(|body| read(body).map(answer))
    .note(
        "serde_json",
        "`str::from_utf8`, then `from_str` into a borrowing struct",
    )
}

fn serde_slice() -> Operation {
    fn read(body: &[u8]) -> Option<Body<'_>> {
        serde_json::from_slice(body).ok()
    }
    Operation::new("serde_json", Group::Typed, |body| {
        black_box(&read(body));
    })
    .answers(|body| read(body).map(answer))
    .note("serde_json", "`from_slice` into a borrowing struct")
}

fn serde_value() -> Operation {
    fn read(body: &[u8]) -> Option<Value> {
        serde_json::from_slice(body).ok()
    }
    fn at(value: &Value, path: &str) -> Option<String> {
        Some(value.pointer(path)?.as_str()?.to_owned())
    }
    Operation::new("serde_json::Value", Group::Shown, |body| {
        black_box(&read(body));
    })
    .answers(|body| {
        let value = read(body)?;
        Some([
            at(&value, "/Response/RequestId"),
            text(at(&value, "/Response/Error/Code")),
            text(at(&value, "/Response/Error/Message")),
        ])
    })
    .note("serde_json", "`from_slice` into a tree, which is dropped")
}

fn simd_json_copied() -> Operation {
    let state = RefCell::new((Vec::new(), simd_json::Buffers::default()));
    Operation::new("simd-json, with the copy", Group::Typed, move |body| {
        let (copy, buffers) = &mut *state.borrow_mut();
        copy.clear();
        copy.extend_from_slice(body);
        let body = simd_json::serde::from_slice_with_buffers::<Body<'_>>(copy, buffers);
        black_box(&body);
    })
    .answers(simd_json_answer)
    .note(
        "simd-json",
        "writes into the body, so a copy of it is made, and counts; all buffers are reused",
    )
}

fn simd_json_answer(body: &[u8]) -> Option<Answer> {
    let mut copy = body.to_vec();
    simd_json::serde::from_slice(&mut copy).ok().map(answer)
}

fn simd_json_in_place() -> Operation {
    let state = RefCell::new((Vec::new(), simd_json::Buffers::default()));
    Operation::timed("simd-json, without it", Group::Shown, move |bodies| {
        let (copies, buffers) = &mut *state.borrow_mut();
        copies.clear();
        for body in bodies {
            copies.extend_from_slice(body);
        }
        let mut rest = copies.as_mut_slice();
        let start = Instant::now();
        for body in bodies {
            let (copy, behind) = rest.split_at_mut(body.len());
            let body = simd_json::serde::from_slice_with_buffers::<Body<'_>>(copy, buffers);
            black_box(&body);
            rest = behind;
        }
        start.elapsed()
    })
    .answers(simd_json_answer)
    .note("simd-json", "the same when the body may be destroyed")
}

fn sonic_typed() -> Operation {
    fn read(body: &[u8]) -> Option<Body<'_>> {
        sonic_rs::from_slice(body).ok()
    }
    Operation::new("sonic-rs", Group::Typed, |body| {
        black_box(&read(body));
    })
    .answers(|body| read(body).map(answer))
    .note("sonic-rs", "`from_slice` into a borrowing struct")
}

fn sonic_many() -> Operation {
    let (tree, same) = (paths(), paths());
    Operation::new("sonic-rs get_many", Group::Shown, move |body| {
        black_box(&sonic_rs::get_many(body, &tree));
    })
    .answers(move |body| sonic_rs::get_many(body, &same).ok().map(lazy_answer))
    .note("sonic-rs", "three paths; stops when it has them")
}

fn sonic_many_unchecked() -> Operation {
    let (tree, same) = (paths(), paths());
    Operation::new(
        "sonic-rs get_many_unchecked",
        Group::Trusting,
        move |body| {
            // SAFETY: the bodies of the sets are right.
            black_box(&unsafe { sonic_rs::get_many_unchecked(body, &tree) });
        },
    )
    .answers(move |body| {
        // SAFETY: it wants a right body; on a wrong one it answers anything, within the slice.
        let found = unsafe { sonic_rs::get_many_unchecked(body, &same) };
        found.ok().map(lazy_answer)
    })
    .note(
        "sonic-rs",
        "three paths; trusts what it skips, and is an `unsafe fn`",
    )
}

fn paths() -> PointerTree {
    let mut tree = PointerTree::new();
    tree.add_path(["Response", "RequestId"]);
    tree.add_path(["Response", "Error", "Code"]);
    tree.add_path(["Response", "Error", "Message"]);
    tree
}

fn jiter() -> Operation {
    Operation::new("jiter", Group::Typed, |body| {
        let _ = black_box(walk(body, |_, text| {
            black_box(text);
        }));
    })
    .answers(|body| {
        let mut answer = Answer::default();
        walk(body, |field, text| answer[field] = Some(text.to_owned())).ok()?;
        let [id, code, message] = answer;
        Some([id, text(code), text(message)])
    })
    .note(
        "jiter",
        "walks the members and skips the values of the others with `next_skip`",
    )
}

/// Calls `found` with 0 for the request id, 1 for the code, 2 for the message.
fn walk(body: &[u8], mut found: impl FnMut(usize, &str)) -> JiterResult<()> {
    let mut jiter = Jiter::new(body);
    let mut root = jiter.next_object()?.map(|name| name == "Response");
    while let Some(is_response) = root {
        if is_response {
            let mut member = jiter.next_object()?.map(member);
            while let Some(name) = member {
                match name {
                    Some(Member::RequestId) => string(&mut jiter, 0, &mut found)?,
                    Some(Member::Error) if jiter.peek()? == Peek::Object => {
                        let mut name = jiter.next_object()?.map(field);
                        while let Some(field) = name {
                            match field {
                                Some(field) => string(&mut jiter, field, &mut found)?,
                                None => jiter.next_skip()?,
                            }
                            name = jiter.next_key()?.map(self::field);
                        }
                    }
                    _ => jiter.next_skip()?,
                }
                member = jiter.next_key()?.map(self::member);
            }
        } else {
            jiter.next_skip()?;
        }
        root = jiter.next_key()?.map(|name| name == "Response");
    }
    jiter.finish()
}

enum Member {
    RequestId,
    Error,
}

fn member(name: &str) -> Option<Member> {
    match name {
        "RequestId" => Some(Member::RequestId),
        "Error" => Some(Member::Error),
        _ => None,
    }
}

fn field(name: &str) -> Option<usize> {
    match name {
        "Code" => Some(1),
        "Message" => Some(2),
        _ => None,
    }
}

fn string(
    jiter: &mut Jiter<'_>,
    field: usize,
    found: &mut impl FnMut(usize, &str),
) -> JiterResult<()> {
    match jiter.peek()? {
        Peek::Null => jiter.known_null(),
        _ => {
            found(field, jiter.next_str()?);
            Ok(())
        }
    }
}

fn substring() -> Operation {
    let (finder, same) = (finder(), finder());
    let mut operation = Operation::new("memchr::memmem", Group::Shown, move |body| {
        black_box(search(&finder, body));
    })
    .answers(move |body| {
        let id = search(&same, body)?;
        Some([Some(String::from_utf8_lossy(id).into_owned()), None, None])
    })
    .note(
        "memchr",
        "the text behind the first `\"RequestId\"`; knows no nesting, no escapes, no errors",
    );
    operation.id_only = true;
    operation
}

fn finder() -> memmem::Finder<'static> {
    memmem::Finder::new(br#""RequestId""#)
}

fn search<'a>(finder: &memmem::Finder<'_>, body: &'a [u8]) -> Option<&'a [u8]> {
    let behind = &body[finder.find(body)? + finder.needle().len()..];
    let value = behind.trim_ascii_start().strip_prefix(b":")?;
    let value = value.trim_ascii_start().strip_prefix(b"\"")?;
    Some(&value[..memchr(b'"', value)?])
}

fn answer(body: Body<'_>) -> Answer {
    let owned = |text: Option<Text<'_>>| text.map(|text| text.0.into_owned());
    let error = body.response.error;
    let (code, message) = error.map_or((None, None), |error| (error.code, error.message));
    [
        owned(body.response.request_id),
        text(owned(code)),
        text(owned(message)),
    ]
}

fn lazy_answer(found: Vec<Option<LazyValue<'_>>>) -> Answer {
    let mut texts = found
        .into_iter()
        .map(|value| Some(value?.as_str()?.to_owned()));
    let mut next = || texts.next().flatten();
    [next(), text(next()), text(next())]
}
