"""50 MB through the example gateway, whose memory must stay as it is."""

import http.client
import sys
import time

import upstream
from gateway import Gateway

# What the gateway may need more for large bodies than for small ones, in KiB. It is room for the
# buffers of two connections in each direction; a copy of the body would be 50,000.
ALLOWED = 4_096


def fetch(gateway, region, pause=0.0):
    """Reads a response and returns its length and its end. Pauses after every 8 MiB."""
    connection = http.client.HTTPConnection(gateway.address, timeout=60)
    connection.request("POST", "/", b"{}", {"X-TC-Region": region, "X-TC-Action": "DescribeZones"})
    response = connection.getresponse()
    length, end, next_pause = 0, b"", 8 << 20
    while piece := response.read(64 << 10):
        length += len(piece)
        end = (end + piece)[-200:]
        if length >= next_pause:
            time.sleep(pause)
            next_pause += 8 << 20
    connection.close()
    return length, end


with Gateway(sys.argv[1], upstream.start()) as gateway:
    for _ in range(200):
        fetch(gateway, "success")
    before = gateway.peak_memory()
    print(f"memory: {before} KiB at most after 200 small bodies")
    lines = 200
    for region, pause in [("large-length", 0), ("large-chunks", 0), ("large-length", 0.2)]:
        begin = time.monotonic()
        length, end = fetch(gateway, region, pause)
        took = time.monotonic() - begin
        assert length == upstream.LARGE > 50_000_000 and end.endswith(upstream.END)
        lines += 1
        line = gateway.logged(lines)[-1]
        assert line["http.response.body.size"] == str(length)
        assert (line["verdict"], line["end"]) == ("success", "complete"), line
        assert line["tencent_cloud.request_id"] == upstream.REQUEST_ID
        after = gateway.peak_memory()
        slow = f", read with pauses of {pause} s" if pause else ""
        print(f"memory: {after} KiB at most after {length} bytes ({region}{slow}, {took:.1f} s)")
        assert after - before <= ALLOWED, f"{after - before} KiB more"
