"""The form in which documents go to worker processes and come back: their length, then MessagePack."""

import struct

LENGTH = struct.Struct(">I")
