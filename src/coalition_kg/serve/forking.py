"""What passes between the server and the template over their socket."""

import struct

# An operation and a process id; FORK comes with so many descriptors at most.
REQUEST = struct.Struct("!cI")
DESCRIPTORS = 3
# The operation, the id of the worker that was started or ended, and the status of one that ended.
REPLY = struct.Struct("!cIi")
FORK, REAP = b"f", b"r"
# What the first message starts with: the template is ready, followed by its way to have no network; or it
# failed, followed by the reason.
READY, FAILED = b"ready ", b"failed "
