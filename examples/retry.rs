//! Whether to send a request again, and whether its region is well: `cargo run --example retry`.

use std::time::Duration;

use tencentcloud_response::{RetryAdvice, Verdict, parse};

enum Next {
    Done,
    GiveUp,
    SignAgain,
    WaitFor(Duration),
}

fn next(body: &[u8], attempt: u32, idempotent: bool, breaker: &mut Breaker) -> Next {
    let envelope = parse(body);
    breaker.count(envelope.is_ok_and(|envelope| envelope.region_healthy()));
    let advice = match envelope.map(|envelope| (envelope.verdict(), envelope.error())) {
        Ok((Verdict::Failure, Some(error))) => error.code().retry_advice(),
        // A success, or a dry run that would have been one.
        Ok(_) => return Next::Done,
        // Nobody knows whether it ran.
        Err(_) => RetryAdvice::IfIdempotent,
    };
    match advice {
        RetryAdvice::Resign if attempt == 0 => Next::SignAgain,
        RetryAdvice::Backoff if attempt < 5 => Next::WaitFor(Duration::from_millis(200 << attempt)),
        RetryAdvice::IfIdempotent if idempotent && attempt < 2 => Next::WaitFor(Duration::ZERO),
        _ => Next::GiveUp,
    }
}

/// Opens after five answers in a row that do not come from a healthy region.
#[derive(Default)]
struct Breaker {
    ill_in_a_row: u32,
}

impl Breaker {
    fn count(&mut self, healthy: bool) {
        self.ill_in_a_row = if healthy { 0 } else { self.ill_in_a_row + 1 };
    }

    fn is_open(&self) -> bool {
        self.ill_in_a_row >= 5
    }
}

fn main() {
    let failure = |code| {
        format!(
            r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"No."}},"RequestId":"ed93f3cb-f35e"}}}}"#
        )
    };
    let mut breaker = Breaker::default();
    for body in [
        r#"{"Response":{"RequestId":"b5b41468-520d"}}"#.to_owned(),
        failure("DryRunOperation"),
        failure("RequestLimitExceeded"),
        failure("RequestLimitExceeded.JobNumExceed"),
        failure("AuthFailure.SignatureExpire"),
        failure("InternalError"),
        failure("NobodyKnowsThis"),
        "<html>504 Gateway Time-out</html>".to_owned(),
    ] {
        match next(body.as_bytes(), 0, false, &mut breaker) {
            Next::Done => println!("done: {body}"),
            Next::GiveUp => println!("given up: {body}"),
            Next::SignAgain => println!("to be signed again: {body}"),
            Next::WaitFor(pause) => println!("again in {pause:?}: {body}"),
        }
    }
    println!("breaker open: {}", breaker.is_open());
}
