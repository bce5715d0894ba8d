"""Blocks the network of every Python that finds this folder on its path: tests and all they start.

An audit hook (PEP 578) sees each connection and each look-up of a name, whatever library asks. This
machine's own addresses stay open: Jupyter's kernels and Dask talk over them. What is tried is also
written to the file ``NEWSWALK_OFFLINE_LOG``, for libraries that swallow the error.
"""

import ipaddress
import os
import socket
import sys
import traceback

_OWN = {"", "localhost", "ip6-localhost", "0.0.0.0", "::", socket.gethostname()}
_WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
            "socket.gethostbyname", "socket.gethostbyaddr"}  # fmt: skip


def _host(event, arguments):
    if event.startswith("socket.get"):
        return arguments[0]
    address = arguments[1]
    return address[0] if isinstance(address, tuple) else None


def _is_own(host):
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in _OWN:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(event, arguments):
    if event in _WATCHED and not _is_own(_host(event, arguments)):
        told = f"{event} {_host(event, arguments)!r}"
        if log := os.environ.get("NEWSWALK_OFFLINE_LOG"):
            with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123
                file.write(told + "\n" + "".join(traceback.format_stack(limit=12)))
        raise OSError(f"the tests run offline, but something asked for {told}")


sys.addaudithook(_refuse)
