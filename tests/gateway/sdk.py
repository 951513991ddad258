"""The official Python SDK as a client of the example gateway.

It must see the failures of the API, and those that the gateway makes itself, as its own exception
with code, message and RequestId; and the gateway must log and count what the SDK saw.
"""

import json
import pathlib
import re
import socket
import sys
from collections import Counter

from tencentcloud.common import credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.cvm.v20170312 import cvm_client, models

import upstream
from gateway import Gateway

CORPUS = pathlib.Path("target/corpus/tccli.jsonl")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")


def client(gateway, region):
    http = HttpProfile(protocol="http", endpoint=gateway.address, reqTimeout=10)
    identity = credential.Credential("AKIDexample", "example")
    return cvm_client.CvmClient(identity, region, ClientProfile(httpProfile=http))


def call(gateway, region):
    """Calls an action through the gateway."""
    return client(gateway, region).DescribeZones(models.DescribeZonesRequest())


def failure(gateway, region):
    """Code, message and RequestId of the exception that the call must raise."""
    try:
        call(gateway, region)
    except TencentCloudSDKException as error:
        return error.code, error.message, error.requestId
    raise AssertionError(f"{region}: no exception")


def of_body(response):
    return response["Error"]["Code"], response["Error"]["Message"], response["RequestId"]


def check_the_api(program):
    address = upstream.start()
    with Gateway(program, address) as gateway:
        zones = call(gateway, "success")
        assert zones.RequestId == upstream.REQUEST_ID
        assert zones.ZoneSet[0].ZoneName == "广州三区"

        for region in ["failure", "chunks", "awkward", "empty"]:
            expected = of_body(upstream.RESPONSES[region])
            assert failure(gateway, region) == expected, region
            print(f"  {region}: {expected}")

        # An answer that is not of the API passes as it is; the SDK makes of it what it makes.
        assert failure(gateway, "page")[0] == "ServerNetworkError"
        try:
            call(gateway, "cut")
            raise AssertionError("the SDK must see the cut")
        except Exception as error:
            print(f"  cut: {error}")

        lines = gateway.logged(7)
        for line in lines:
            assert line["rpc.system.name"] == "tencent_cloud" and line["rpc.method"] == "DescribeZones"
        good, failed, chunks, awkward, empty, page, cut = lines
        assert good["verdict"] == "success" and "error.type" not in good
        assert good["tencent_cloud.request_id"] == upstream.REQUEST_ID
        assert failed["error.type"] == failed["rpc.status_code"] == "AuthFailure.SignatureFailure"
        assert failed["class"] == "auth"
        assert chunks["rpc.status_code"] == "ResourceInsufficient.CloudDiskSoldOut"
        assert chunks["error.type"] == "ResourceInsufficient"
        assert awkward["error.type"] == "InvalidParameterValue"
        assert empty["error.type"] == "_EMPTY" and empty["rpc.status_code"] == ""
        assert page["content"] == "not_json" and page["http.response.status_code"] == "502"
        assert page["error.type"] == page["verdict"] == "not_envelope"
        assert page["tencent_cloud.request_id"] == upstream.HEADER_ID
        assert cut["end"] == cut["error.type"] == "failed" and cut["verdict"] == "truncated"
        assert cut["tencent_cloud.request_id"] == upstream.HEADER_ID
        counters = gateway.counters()
        assert counters == Counter(line.get("error.type", "") for line in lines), counters
        print(f"  counted: {counters}")


def check_documented_failures(program):
    """Every documented failure, as far as the SDK can read it."""
    if not CORPUS.exists():
        print(f"  SKIPPED: no {CORPUS}; run tests/corpus/fetch")
        return
    bodies = [json.loads(line)[1] for line in CORPUS.read_text().splitlines()]
    failures = []
    for body in bodies:
        try:
            expected = of_body(json.loads(body)["Response"])
        except (ValueError, KeyError, TypeError):
            continue
        if all(isinstance(text, str) for text in expected):
            failures.append((body, expected))
    address = upstream.start(body for body, _ in failures)
    with Gateway(program, address) as gateway:
        for number, (_, expected) in enumerate(failures):
            assert failure(gateway, f"corpus-{number}") == expected
        for (_, (code, _, request_id)), line in zip(failures, gateway.logged(len(failures))):
            assert line["rpc.status_code"] == code
            assert line["tencent_cloud.request_id"] == request_id
    assert len(failures) > 200
    print(f"  {len(failures)} documented failures seen by the SDK and logged by the gateway")


def check_event_stream(program):
    """Each event must reach the client before the next one is sent."""
    with Gateway(program, upstream.start()) as gateway:
        events = []
        for event in client(gateway, "events").call_sse("ChatCompletions", {}):
            events.append(event["data"])
            upstream.Handler.received.release()
        assert events == upstream.EVENTS, events
        (line,) = gateway.logged(1)
        assert (line["content"], line["end"]) == ("event_stream", "complete"), line
        assert line["rpc.method"] == "ChatCompletions" and line["rpc.status_code"] == "4000"
        assert line["tencent_cloud.request_id"] == upstream.HEADER_ID
        print(f"  {len(events)} events, and in the log: {line}")


def check_own_answer(gateway, code, message):
    """The next call is answered by the gateway itself."""
    seen = failure(gateway, "success")
    assert seen[:2] == (code, message), seen
    assert UUID.fullmatch(seen[2]), seen
    print(f"  {seen}")
    return seen[2]


def check_rate_limit(program):
    with Gateway(program, upstream.start(), per_second=0) as gateway:
        message = "This gateway passes on fewer requests a second. Slow down."
        ids = [check_own_answer(gateway, "RequestLimitExceeded", message) for _ in range(3)]
        assert len(set(ids)) == 3
        for request_id, line in zip(ids, gateway.logged(3)):
            assert line["error.type"] == "RequestLimitExceeded" and line["class"] == "throttled"
            assert line["tencent_cloud.request_id"] == request_id
            assert line["http.response.status_code"] == "200"


def check_rate_limit_of_some(program):
    with Gateway(program, upstream.start(), per_second=2) as gateway:
        codes = []
        for _ in range(12):
            try:
                call(gateway, "success")
                codes.append(None)
            except TencentCloudSDKException as error:
                codes.append(error.code)
        assert set(codes) == {None, "RequestLimitExceeded"} and codes[:2] == [None, None], codes
        print(f"  2 a second: {codes.count(None)} of 12 passed")


def check_upstream_down(program):
    with socket.socket() as taken:
        # Nobody listens on it.
        taken.bind(("127.0.0.1", 0))
        with Gateway(program, "http://127.0.0.1:%d" % taken.getsockname()[1]) as gateway:
            request_id = check_own_answer(gateway, "ServiceUnavailable", "The API cannot be reached.")
            (line,) = gateway.logged(1)
            assert line["error.type"] == "ServiceUnavailable" and line["class"] == "unavailable"
            assert line["tencent_cloud.request_id"] == request_id


for check in [
    check_the_api,
    check_documented_failures,
    check_event_stream,
    check_rate_limit,
    check_rate_limit_of_some,
    check_upstream_down,
]:
    print(f"SDK: {check.__name__}")
    check(sys.argv[1])
