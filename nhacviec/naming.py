"""What a process calls itself where others read it: on the lease, on its letters."""

import os
import secrets
import socket


def own_name() -> str:
    """Like no other start of it: containers share their host's name, and each of them
    begins to count its processes anew."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
