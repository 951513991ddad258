//! The bodies that are read: real ones from the wheel, and generated ones.

use super::{
    generator as make, json_text,
    rng::Rng,
    set::{Set, shuffle},
    wheel::Wheel,
};

/// How many bodies a small set rotates over: more than a branch predictor learns.
const ROTATION: usize = 1024;

/// The nine that goals are set for; without the wheel, those of them that are generated.
pub(crate) fn main(wheel: Option<&Wheel>) -> Vec<Set> {
    let mut sets = vec![failures(wheel)];
    if let Some(wheel) = wheel {
        sets.extend(real(wheel));
    }
    let rng = &mut Rng::new(7);
    sets.extend([
        Set::new(
            "base64",
            "a field of 1 MB",
            vec![make::base64(1_000_000, rng)],
        ),
        Set::new(
            "logs",
            "3,000 records of a log, JSON inside strings: an escape every few bytes, some Chinese",
            vec![make::logs(3000, rng)],
        ),
        Set::new(
            "numbers",
            "40,000 numbers of all shapes, in series",
            vec![make::numbers(40_000, rng)],
        ),
    ]);
    sets
}

fn failures(wheel: Option<&Wheel>) -> Set {
    let rng = &mut Rng::new(1);
    let mut codes: Vec<&str> = make::COMMON_CODES.to_vec();
    if let Some(wheel) = wheel {
        codes.extend(wheel.codes.iter().map(String::as_str));
    }
    let bodies = (0..ROTATION).map(|_| make::failure(&codes, rng)).collect();
    Set::new(
        "failures",
        "1,024 failures: real codes, varied messages, ids and member order",
        bodies,
    )
}

fn real(wheel: &Wheel) -> [Set; 5] {
    let rng = &mut Rng::new(2);
    let mut small = wheel.small(275);
    shuffle(&mut small, rng);
    let small = small.into_iter().take(ROTATION);
    let small = small.map(|body| json_text::vary(body, b"", rng)).collect();
    let mix = wheel.bodies.iter().map(|(_, body)| body.clone()).collect();

    let instances = wheel.instances();
    let mut list = |count| {
        let items = (0..count).map(|_: usize| {
            let instance = instances[rng.below(instances.len())];
            json_text::vary(instance, b"InstanceName", rng)
        });
        make::list("InstanceSet", items, &mut Rng::new(3))
    };
    let compact = list(100);
    let indented = json_text::indent(&compact, 4);
    [
        Set::new("small", "1,024 real small successes, compact", small),
        Set::new("mix", "all real bodies with a request id, compact", mix),
        Set::new("compact", "a list of 100 real instances", vec![compact]),
        Set::new("indented", "the same, indented", vec![indented]),
        Set::new("large", "a list of 5,000 real instances", vec![list(5000)]),
    ]
}

/// The small ones of these, as people and many libraries write them. The wheel has its bodies so.
pub(crate) fn spaced(main: &[Set]) -> Vec<Set> {
    let small = main
        .iter()
        .filter(|set| matches!(set.name.as_str(), "failures" | "small" | "mix"));
    let spaced = small.map(|set| {
        let bodies = set.bodies.iter().map(|body| json_text::indent(body, 4));
        let name = format!("{} indented", set.name);
        Set::new(name, "the same with four spaces a level", bodies.collect())
    });
    spaced.collect()
}

/// What might be a cliff: about 1 MB of each, spaces 4 MB.
pub(crate) fn cliffs() -> Vec<Set> {
    let rng = &mut Rng::new(4);
    let mut cliff = |name: &str, about, item: fn(&mut Rng) -> Vec<u8>, bytes: usize| {
        let body = make::list_until("Set", item, bytes, rng);
        Set::new(name, about, vec![body])
    };
    const MB: usize = 1 << 20;
    vec![
        cliff(
            "long numbers",
            "of 20 to 150 characters: most cross a block of 64",
            make::long_number,
            MB,
        ),
        cliff(
            "escapes",
            "strings of nothing but escapes",
            make::escapes,
            MB,
        ),
        cliff("deep", "120 levels, again and again", make::deep, MB),
        cliff(
            "spaces",
            "runs of whitespace of up to 100,000 characters",
            make::spaces,
            4 * MB,
        ),
        cliff("chinese", "strings of Chinese", make::chinese, MB),
        cliff(
            "mixed",
            "all of these and ordinary items in turn",
            make::mixed,
            MB,
        ),
    ]
}

/// Compact lists from 64 bytes to 16 MB, in steps of 4.
pub(crate) fn ladder(is_quick: bool) -> Vec<Set> {
    let rng = &mut Rng::new(5);
    let sizes = (0..10).map(|step| 64_usize << (2 * step));
    let sizes = sizes.filter(|&size| !is_quick || size <= 1 << 20);
    sizes
        .map(|size| {
            let count = ((1 << 20) / size).clamp(1, ROTATION);
            let bodies = (0..count).map(|_| make::sized(size, rng)).collect();
            Set::new(size_name(size), "compact lists", bodies)
        })
        .collect()
}

fn size_name(size: usize) -> String {
    match size {
        0..1024 => format!("{size} B"),
        1024..0x10_0000 => format!("{} KB", size >> 10),
        _ => format!("{} MB", size >> 20),
    }
}
