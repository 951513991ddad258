"""A stand-in for the API: the region of a request says what it answers."""

import http.server
import json
import threading

REQUEST_ID = "b5b41468-520d-4192-b42f-595cc34b6c1c"
HEADER_ID = "0c3ff1e6-7a7f-4d0c-9c57-2f4f6d2a9b10"
PAGE = b"<html><title>502 Bad Gateway</title></html>"


def success():
    return {
        "TotalCount": 1,
        "ZoneSet": [{"Zone": "ap-guangzhou-3", "ZoneName": "广州三区", "ZoneId": "100003"}],
        "RequestId": REQUEST_ID,
    }


def failure(code="AuthFailure.SignatureFailure", message="Check your signature."):
    return {"Error": {"Code": code, "Message": message}, "RequestId": REQUEST_ID}


# All that JSON escapes, and what it need not.
AWKWARD = 'a "quote", \\u0041, \n\t\u0001, 中文, \u2028 and 😀'

RESPONSES = {
    "success": success(),
    "failure": failure(),
    "chunks": failure("ResourceInsufficient.CloudDiskSoldOut", "Sold out."),
    "awkward": failure("InvalidParameterValue", AWKWARD),
    "empty": failure("", ""),
}

# Of Hunyuan, whose errors come as the last event.
EVENTS = [
    '{"Choices":[{"Delta":{"Role":"assistant","Content":"你"}}]}',
    '{"Choices":[{"Delta":{"Content":"好"}}]}',
    '{"Choices":[],"ErrorMsg":{"Msg":"Busy.","Code":4000}}',
]

# Pieces of a large body, so that nobody has to hold it.
ELEMENT = json.dumps({"Id": "ins-12345678", "Text": "x" * 900, "Numbers": [1, 2.5, -3e7]})
COUNT = 52_000
BEGIN, MIDDLE = b'{"Response":{"Set":[' + ELEMENT.encode(), b"," + ELEMENT.encode()
END = f'],"RequestId":"{REQUEST_ID}"}}}}'.encode()
LARGE = len(BEGIN) + (COUNT - 1) * len(MIDDLE) + len(END)


def large():
    yield BEGIN
    left = COUNT - 1
    while left:
        some = min(left, 64)
        yield MIDDLE * some
        left -= some
    yield END


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Bodies that `corpus-N` answers with.
    corpus = []
    # How many events the client has got that it did not have before.
    received = threading.Semaphore(0)

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        assert "Accept-Encoding" not in self.headers, "the gateway takes it out"
        region = self.headers["X-TC-Region"]
        answer = getattr(self, "answer_" + region.replace("-", "_"), None)
        if answer:
            answer()
        elif region.startswith("corpus-"):
            self.answer_body(self.corpus[int(region.removeprefix("corpus-"))].encode())
        else:
            self.answer_body(json.dumps({"Response": RESPONSES[region]}).encode())

    def head(self, *headers, status=200, content_type="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def answer_body(self, body):
        self.head(("Content-Length", str(len(body))))
        self.wfile.write(body)

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def answer_chunks(self):
        self.head(("Transfer-Encoding", "chunked"))
        body = json.dumps({"Response": RESPONSES["chunks"]}).encode()
        for at in range(0, len(body), 10):
            self.chunk(body[at : at + 10])
        self.chunk(b"")

    def answer_page(self):
        headers = [("Content-Length", str(len(PAGE))), ("X-TC-RequestId", HEADER_ID)]
        self.head(*headers, status=502, content_type="text/html")
        self.wfile.write(PAGE)

    def answer_cut(self):
        self.head(("Content-Length", "1000"), ("X-TC-RequestId", HEADER_ID))
        self.wfile.write(b'{"Response":{"TotalCount":1,"ZoneSet":[')
        self.close_connection = True

    def answer_events(self):
        headers = [("Transfer-Encoding", "chunked"), ("X-TC-RequestId", HEADER_ID)]
        self.head(*headers, content_type="text/event-stream")
        for event in EVENTS:
            self.chunk(f"data: {event}\n\n".encode())
            # Whoever waits for more before he passes it on waits for ever.
            assert self.received.acquire(timeout=10), "the client does not get the event"
        self.chunk(b"")

    def answer_large_length(self):
        self.head(("Content-Length", str(LARGE)))
        for piece in large():
            self.wfile.write(piece)

    def answer_large_chunks(self):
        self.head(("Transfer-Encoding", "chunked"))
        for piece in large():
            self.chunk(piece)
        self.chunk(b"")


def start(corpus=()):
    """The address of a new one."""
    Handler.corpus = list(corpus)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "http://127.0.0.1:%d" % server.server_port
