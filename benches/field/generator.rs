//! Bodies that are the same in every run and look like real ones.

use super::rng::Rng;

/// Codes that every service returns, and some that many do.
pub(crate) const COMMON_CODES: &[&str] = &[
    "AuthFailure.InvalidSecretId",
    "AuthFailure.MFAFailure",
    "AuthFailure.SecretIdNotFound",
    "AuthFailure.SignatureExpire",
    "AuthFailure.SignatureFailure",
    "AuthFailure.TokenFailure",
    "AuthFailure.UnauthorizedOperation",
    "DryRunOperation",
    "FailedOperation",
    "InternalError",
    "InvalidAction",
    "InvalidParameter",
    "InvalidParameterValue",
    "LimitExceeded",
    "MissingParameter",
    "NoSuchVersion",
    "RequestLimitExceeded",
    "RequestLimitExceeded.UinLimitExceeded",
    "ResourceInUse",
    "ResourceInsufficient",
    "ResourceNotFound",
    "ResourceUnavailable",
    "ResourcesSoldOut",
    "ServiceUnavailable",
    "UnauthorizedOperation",
    "UnknownParameter",
    "UnsupportedOperation",
    "UnsupportedRegion",
];

/// `#` is a digit, `@` a lower-case letter.
const MESSAGES: &[&str] = &[
    "The provided credentials could not be validated. Please ensure your signature is correct.",
    "The SecretId is not found, please ensure that your SecretId is correct.",
    "The request rate of the current action has exceeded ## requests per second. Slow down.",
    "The instance `ins-@#@@#@@#` does not exist or does not belong to account 10000###### in this region.",
    "The value `@@@@-#` of parameter `Filters.#.Name` is not supported.",
    "Missing the required parameter `Placement.Zone`; see the API documentation of this action.",
    "An internal error has occurred. Retry your request, but if the problem persists, contact us with the request id.",
    "you are not authorized to perform operation (cvm:DescribeInstances) resource (qcs::cvm:ap-guangzhou:uin/1000########:instance/ins-@@#@##@@) has no permission",
    "Disk `disk-@#@@###@` is attached to `ins-@@##@@##`; detach it before the operation.",
    "Insufficient balance. Top up your account and try again, or contact your administrator.",
    "The specified instance type S#.LARGE## is sold out in ap-shanghai-#, please choose another zone or another type.",
    "The token has expired: now ##########, expired at ##########.",
    "Parameter \\\"Limit\\\" must be in [1, 100], got ####.",
    "unmarshal failed: invalid character '@' after object key:value pair\\nat line ##",
    "\u{8bf7}\u{6c42}\u{7684}\u{8d44}\u{6e90} vpc-@@##@@## \u{4e0d}\u{5b58}\u{5728}\u{ff0c}\u{8bf7}\u{68c0}\u{67e5}\u{540e}\u{91cd}\u{8bd5}\u{3002}",
    "This operation is not allowed while the status is PENDING, task ########.",
];

const TEXT: &str = "\u{5ba2}\u{6237}\u{7aef}\u{8fde}\u{63a5}\u{8d85}\u{65f6}\u{670d}\u{52a1}\u{5668}\u{5b9e}\u{4f8b}\u{4e91}\u{786c}\u{76d8}\u{8bf7}\u{6c42}\u{5931}\u{8d25}\u{91cd}\u{8bd5}\u{6210}\u{529f}\u{7f51}\u{7edc}\u{5b89}\u{5168}\u{7ec4}";

pub(crate) fn failure(codes: &[&str], rng: &mut Rng) -> Vec<u8> {
    let code = format!(r#""Code":"{}""#, rng.pick(codes));
    let message = format!(r#""Message":"{}""#, fill(rng.pick(MESSAGES), rng));
    let (first, second) = if rng.one_in(4) {
        (message, code)
    } else {
        (code, message)
    };
    let error = format!(r#""Error":{{{first},{second}}}"#);
    let id = request_id(rng);
    let (first, second) = if rng.one_in(4) {
        (id, error)
    } else {
        (error, id)
    };
    format!(r#"{{"Response":{{{first},{second}}}}}"#).into_bytes()
}

fn request_id(rng: &mut Rng) -> String {
    let (a, b) = (rng.next(), rng.next());
    format!(
        r#""RequestId":"{:08x}-{:04x}-{:04x}-{:04x}-{:012x}""#,
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff,
    )
}

fn fill(pattern: &str, rng: &mut Rng) -> String {
    let fill = |letter| match letter {
        '#' => char::from(b'1' + rng.below(9) as u8),
        '@' => char::from(b'a' + rng.below(26) as u8),
        letter => letter,
    };
    pattern.chars().map(fill).collect()
}

/// A body with a list of `items`.
pub(crate) fn list(name: &str, items: impl Iterator<Item = Vec<u8>>, rng: &mut Rng) -> Vec<u8> {
    let mut body = Vec::new();
    let mut count = 0;
    for item in items {
        body.extend_from_slice(if count == 0 { b"" } else { b"," });
        body.extend_from_slice(&item);
        count += 1;
    }
    let head = format!(r#"{{"Response":{{"{name}":["#);
    let tail = format!(r#"],"TotalCount":{count},{}}}}}"#, request_id(rng));
    body.splice(0..0, head.into_bytes());
    body.extend_from_slice(tail.as_bytes());
    body
}

/// A body with a list of items of at least `bytes` altogether.
pub(crate) fn list_until(
    name: &str,
    item: fn(&mut Rng) -> Vec<u8>,
    bytes: usize,
    rng: &mut Rng,
) -> Vec<u8> {
    let mut items = Vec::new();
    let mut sum = 0;
    while sum < bytes {
        let item = item(rng);
        sum += item.len() + 1;
        items.push(item);
    }
    list(name, items.into_iter(), rng)
}

/// A compact success of `size` bytes, or 62 if that is more: a list, tags for what is left of the
/// size, a text for what is left then. As in real lists, the items have the same members.
pub(crate) fn sized(size: usize, rng: &mut Rng) -> Vec<u8> {
    let frame = list("Set", [].into_iter(), rng).len() + r#""Name":"","Tags":[],"#.len();
    if size < frame {
        return format!(r#"{{"Response":{{{}}}}}"#, request_id(rng)).into_bytes();
    }
    let members = rng.next();
    let mut items = Vec::new();
    let mut sum = frame;
    loop {
        let item = item_of(members, rng);
        if sum + item.len() + 8 > size {
            break;
        }
        sum += item.len() + 1;
        items.push(item);
    }
    let mut body = list("Set", items.into_iter(), rng);
    let mut tags = Vec::new();
    let mut missing = size.saturating_sub(body.len() + r#""Name":"","Tags":[],"#.len());
    while missing > 40 {
        let tag = fill(r#"{"Key":"@@@@-#","Value":"@@@@@@"}"#, rng);
        missing -= tag.len() + 1;
        tags.push(tag);
    }
    let name: String = "ap-guangzhou ".chars().cycle().take(missing).collect();
    let head = format!(r#""Name":"{name}","Tags":[{}],"#, tags.join(","));
    let at = r#"{"Response":{"#.len();
    body.splice(at..at, head.into_bytes());
    body
}

/// Something that a list holds: members of many kinds, some of them nested.
fn item(rng: &mut Rng) -> Vec<u8> {
    let members = rng.next();
    item_of(members, rng)
}

/// The members whose bit in `members` is set; one in 100 differs.
fn item_of(members: u64, rng: &mut Rng) -> Vec<u8> {
    const MEMBERS: &[&str] = &[
        r#""InstanceId":"ins-@#@@#@@#""#,
        r#""InstanceName":"web-@@@@@-##""#,
        r#""InstanceState":"RUNNING""#,
        r#""CPU":#"#,
        r#""Memory":##"#,
        r#""Placement":{"Zone":"ap-guangzhou-#","ProjectId":####,"HostIds":[]}"#,
        r#""PrivateIpAddresses":["10.#.##.#","172.16.#.##"]"#,
        r#""CreatedTime":"2024-1#-0#T1#:0#:00Z""#,
        r#""ExpiredTime":null"#,
        r#""Tags":[{"Key":"team","Value":"@@@@@@"},{"Key":"env","Value":"@@@@"}]"#,
        r#""SystemDisk":{"DiskType":"CLOUD_SSD","DiskId":"disk-@@##@@##","DiskSize":##}"#,
        r#""IsolatedSource":"NOTISOLATED""#,
        r#""Price":{"UnitPrice":0.###,"Discount":-#.##e-#}"#,
        r#""DisableApiTermination":false"#,
        r#""Description":"@@@ @@@@@@ @@ @@@@@@@@ @@@@ \"@@@@\" @@@""#,
        r#""Uuid":"@##@#@##-####-4@@#-@###-@@##@#@@#@##""#,
    ];
    let mut text = String::from("{");
    for (bit, member) in MEMBERS.iter().enumerate() {
        let is_wanted = (members | (members >> 16)) >> bit & 1 == 1;
        if is_wanted == rng.one_in(100) {
            continue;
        }
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&fill(member, rng));
    }
    text.push('}');
    text.into_bytes()
}

pub(crate) fn base64(bytes: usize, rng: &mut Rng) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = (0..bytes).map(|_| char::from(LETTERS[rng.below(64)]));
    let text: String = text.collect();
    format!(
        r#"{{"Response":{{"Content":"{text}",{}}}}}"#,
        request_id(rng)
    )
    .into_bytes()
}

pub(crate) fn logs(count: usize, rng: &mut Rng) -> Vec<u8> {
    let items = (0..count).map(|_| log(rng)).collect::<Vec<_>>();
    list("Results", items.into_iter(), rng)
}

fn log(rng: &mut Rng) -> Vec<u8> {
    let record = fill(
        r#"{\"level\":\"info\",\"trace\":\"@#@##@@#\",\"cost\":#.##,\"tags\":[\"@@@\",\"@@\"],\"msg\":\""#,
        rng,
    );
    let message = if rng.one_in(4) {
        chinese_text(12, rng)
    } else {
        fill("GET /api/@@@@/## 200\\\\n", rng)
    };
    let time = fill("17########123", rng);
    format!(r#"{{"Time":{time},"Source":"10.0.0.1","LogJson":"{record}{message}\"}}"}}"#)
        .into_bytes()
}

fn chinese_text(length: usize, rng: &mut Rng) -> String {
    let letters: Vec<char> = TEXT.chars().collect();
    (0..length)
        .map(|_| letters[rng.below(letters.len())])
        .collect()
}

/// Series of 100, as metrics have them: most numbers of a series are of one shape.
pub(crate) fn numbers(count: usize, rng: &mut Rng) -> Vec<u8> {
    let mut shape = "0";
    let mut numbers = Vec::with_capacity(count);
    for at in 0..count {
        if at % 100 == 0 {
            shape = rng.pick(NUMBERS);
        }
        let other = rng.pick(NUMBERS);
        let number = fill(if rng.one_in(8) { other } else { shape }, rng);
        numbers.push(number.into_bytes());
    }
    list("Values", numbers.into_iter(), rng)
}

const NUMBERS: &[&str] = &[
    "0",
    "#",
    "##",
    "###",
    "-#",
    "-##",
    "17########",
    "17###########",
    "0.#",
    "#.##",
    "##.######",
    "-0.####",
    "#e#",
    "#.#E+##",
    "-#.####e-##",
    "########.##########",
    "1e-#",
    "################",
];

pub(crate) fn long_number(rng: &mut Rng) -> Vec<u8> {
    let digits = "#".repeat(10 + rng.below(65));
    let fraction = "#".repeat(10 + rng.below(65));
    let text = match rng.below(3) {
        0 => digits,
        1 => format!("-{digits}.{fraction}"),
        _ => format!("#.{fraction}e-##"),
    };
    fill(&text, rng).into_bytes()
}

pub(crate) fn escapes(rng: &mut Rng) -> Vec<u8> {
    const ESCAPES: &[&str] = &[
        r"\n",
        r"\t",
        r#"\""#,
        r"\\",
        r"\/",
        r"\u4e2d",
        r"\ud83d\ude00",
    ];
    let text = (0..1 + rng.below(200)).map(|_| rng.pick(ESCAPES));
    format!(r#""{}""#, text.collect::<String>()).into_bytes()
}

/// The list that it is an item of is at level 3; 117 more make 120.
pub(crate) fn deep(rng: &mut Rng) -> Vec<u8> {
    let is_object: Vec<bool> = (0..117).map(|_| rng.one_in(2)).collect();
    let open = is_object
        .iter()
        .map(|&is| if is { r#"{"k":"# } else { "[" });
    let mut text: String = open.collect();
    text.push('1');
    text.extend(is_object.iter().rev().map(|&is| if is { '}' } else { ']' }));
    text.into_bytes()
}

pub(crate) fn spaces(rng: &mut Rng) -> Vec<u8> {
    let longest = 10_usize.pow(1 + rng.below(5) as u32);
    let mut run = || -> String {
        let run =
            (0..rng.below(longest)).map(|_| *b" \n\t\r    ".get(rng.below(8)).unwrap_or(&b' '));
        run.map(char::from).collect()
    };
    let text = format!(r#"{}{{{}"a"{}:{}1{}}}"#, run(), run(), run(), run(), run());
    text.into_bytes()
}

pub(crate) fn chinese(rng: &mut Rng) -> Vec<u8> {
    let length = 1 + rng.below(100);
    format!(r#""{}""#, chinese_text(length, rng)).into_bytes()
}

pub(crate) fn mixed(rng: &mut Rng) -> Vec<u8> {
    match rng.below(12) {
        0 => long_number(rng),
        1 => escapes(rng),
        2 => deep(rng),
        3 => format!("\n[{:1$}]", ' ', rng.below(1000)).into_bytes(),
        4 => chinese(rng),
        5 => log(rng),
        6 => fill(rng.pick(NUMBERS), rng).into_bytes(),
        _ => item(rng),
    }
}
