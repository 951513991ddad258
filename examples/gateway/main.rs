//! A reverse proxy for the API. It streams bodies in both directions, logs a line for each response
//! and counts by code, and the failures that it makes itself look like those of the API:
//!
//! ```sh
//! cargo run --features http --example gateway -- 127.0.0.1:8080 http://127.0.0.1:9000 20
//! ```
//!
//! The arguments are the address to listen on, the upstream, and how many requests a second are
//! passed on. Without any it says so. It speaks HTTP/1.1 without TLS on both sides. Ctrl-C ends it
//! and prints the counters.

mod access_log;
mod gateway;

use std::{convert::Infallible, env, error::Error, sync::Arc};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tencentcloud_response::http::ObserveLayer;
use tokio::{net::TcpListener, signal};
use tower::service_fn;
use tower_layer::Layer;

use access_log::{AccessLog, Counters};
use gateway::Gateway;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [listen, upstream, per_second] = arguments.as_slice() else {
        return Err("usage: gateway LISTEN UPSTREAM REQUESTS_PER_SECOND".into());
    };
    let gateway = Arc::new(Gateway::new(upstream.parse()?, per_second.parse()?));
    let counters = Arc::new(Counters::default());
    let listener = TcpListener::bind(listen).await?;
    println!("listening on {}", listener.local_addr()?);

    // The layer is around the whole gateway, so that its own answers are logged and counted, too.
    let service = service_fn(move |request| {
        let gateway = Arc::clone(&gateway);
        async move { Ok::<_, Infallible>(gateway.answer(request).await) }
    });
    let service = ObserveLayer::new(AccessLog::new(Arc::clone(&counters))).layer(service);
    let service = TowerToHyperService::new(service);

    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted?.0,
            _ = signal::ctrl_c() => break,
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), service.clone());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                eprintln!("connection: {error}");
            }
        });
    }
    print!("{counters}");
    Ok(())
}
