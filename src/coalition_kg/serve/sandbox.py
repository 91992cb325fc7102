"""What a process gives up before it evaluates queries: the network."""

import ctypes
import platform
import struct
import sys

# <sched.h>: namespaces of its own for users, so that no privilege is needed, and for the network.
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# <linux/prctl.h>, <linux/seccomp.h>
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2
# <linux/filter.h>, <linux/seccomp.h>: load a word, compare and jump, return; what a filter returns.
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1  # with EPERM
# <linux/audit.h> and <asm/unistd.h>: for each architecture its number and that of socket(2).
SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
# struct seccomp_data: where the number of the call and the architecture stand, in bytes.
CALL_AT, ARCHITECTURE_AT = 0, 4


class _Program(ctypes.Structure):
    """<linux/filter.h>, struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def leave_network() -> str:
    """Give up the network for this process and its children; return how: namespace, seccomp or none.

    To be called while the process has one thread. The namespace holds no interface but its own loopback;
    where the system gives none (some containers), a seccomp filter refuses every new socket.
    """
    if sys.platform != "linux":
        return "none"
    libc = ctypes.CDLL(None)
    # A namespace for users takes root's right to read others' files, so only where there is no other way.
    if libc.unshare(CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0:
        return "namespace"
    return "seccomp" if refuse_sockets() else "none"


def refuse_sockets() -> bool:
    """Refuse new sockets to this process and its children from now on; return whether the system does."""
    calls = SOCKET_CALLS.get(platform.machine())
    if calls is None:
        return False
    architecture, socket_call = calls
    steps = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (JUMP_IF_EQUAL, 0, 2, architecture),  # by the table of another architecture: refused, whatever it is
        (LOAD, 0, 0, CALL_AT),
        (JUMP_IF_EQUAL, 0, 1, socket_call),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    libc = ctypes.CDLL(None)
    program = _Program(len(steps), code)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return int(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)) == 0
