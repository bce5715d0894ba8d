"""Nothing reaches the network, neither from the tests nor from what they start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from tests.conftest import LOG

ASK = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


@pytest.fixture(autouse=True)
def log_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSWALK_OFFLINE_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_the_network_is_blocked_here(address):
    with pytest.raises(OSError, match="tests run offline"):
        socket.create_connection(address, timeout=1)


def test_it_is_blocked_in_what_the_tests_start_and_told_afterwards(log_elsewhere):
    ran = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True)
    assert ran.returncode and "tests run offline" in ran.stderr
    assert "192.0.2.1" in log_elsewhere.read_text()
    assert str(LOG) != os.environ["NEWSWALK_OFFLINE_LOG"]


def test_this_machine_may_talk_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
