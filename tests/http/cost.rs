//! What the layer costs: how large the wrapper is, and that nothing allocates.
#![allow(unsafe_code, reason = "an allocator that counts")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    hint::black_box,
    mem::size_of,
};

use http::Response;
use tencentcloud_response::http::{ObserveLayer, ObservedBody, Report};
use tower_layer::Layer;
use tower_service::Service;

use crate::script::{Script, data, frame, poll_now};

thread_local! {
    /// Of this thread: the test harness allocates as it likes.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes on to `System` as it came; counting touches a `Cell` that needs neither
// allocation nor a destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

#[test]
fn nothing_allocates() {
    assert_eq!(count(|| drop(black_box(Box::new(1)))), 1, "it counts");

    let heads: [(&[(&str, &str)], usize); 3] = [
        (
            &[("X-TC-RequestId", "b5b41468-520d-4192-b42f-595cc34b6c1c")],
            0,
        ),
        (&[("Content-Encoding", "gzip")], 0),
        // When it begins.
        (&[("Content-Type", "text/event-stream")], 1),
    ];
    for (head, expected) in heads {
        let mut response = Response::builder();
        for &(name, value) in head {
            response = response.header(name, value);
        }
        let step = data("\"an element, with \\u4e2d in it\",\ndata: {}\n\n");
        let steps = std::iter::repeat_n(step, 1_000);
        let begin = data(r#"{"Response":{"RequestId":"r","List":["#);
        let script = Script::new([begin].into_iter().chain(steps));
        let mut response = Some(response.body(script).unwrap());
        let service = tower::service_fn(|_: http::Request<()>| {
            std::future::ready(Ok::<_, ()>(response.take().unwrap()))
        });
        let observer = |report: &Report| assert!(black_box(*report).bytes() > 30_000);
        let mut service = ObserveLayer::new(observer).layer(service);
        let mut request = Some(http::Request::new(()));
        let allocations = count(|| {
            let future = service.call(request.take().unwrap());
            let std::task::Poll::Ready(Ok(response)) = poll_now(future) else {
                panic!("it is ready");
            };
            let mut body = response.into_body();
            while frame(&mut body).unwrap().is_some() {}
        });
        assert_eq!(allocations, expected, "{head:?}");
    }
}

/// The sizes that the documentation names, on a 64-bit machine.
#[test]
#[cfg(target_pointer_width = "64")]
fn sizes_are_as_documented() {
    assert_eq!(size_of::<Report>(), 816);
    let wrapper = size_of::<ObservedBody<Script, fn(&Report)>>()
        - size_of::<Script>()
        - size_of::<fn(&Report)>();
    let events = size_of::<tencentcloud_response::sse::Watcher<[u8; 4096]>>();
    println!("an event stream: {events} bytes");
    assert!((6_000..6_600).contains(&events), "{events}");
    println!("ObservedBody: {wrapper} bytes more than body and observer");
    assert!((1_400..1_600).contains(&wrapper), "{wrapper}");
}

#[test]
fn values_are_plain() {
    fn is_plain<T: Copy + Send + Sync + Unpin + 'static>() {}
    fn travels<T: Send + Sync + Unpin + 'static>() {}
    is_plain::<Report>();
    is_plain::<ObserveLayer<fn(&Report)>>();
    travels::<ObservedBody<Script, fn(&Report)>>();
}
