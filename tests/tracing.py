"""Follow a child process from one system call that changes a file to the next, and kill it or make the call fail there.

A seccomp filter in the child picks the calls, and ptrace(2) stops it before each of them is done (Linux on x86_64 and
aarch64; no compiler, no debugger). What is written to a mapped file makes no call and is not seen. Of such files there
is one, SQLite's `-shm`; the first to open the catalogue after a crash empties it and reads the log instead.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

LARGEST = 4096
"""The last bytes of what a child says: what the smallest pipe holds that nobody reads until the child has ended."""


class Call(NamedTuple):
    """A system call that is about to change a file.

    number   counted from 1, among those below the folder that is watched
    path     relative to that folder; the new name where the call renames
    process  the number of the process that makes the call, which stands still meanwhile
    """

    number: int
    name: str
    path: str
    process: int

    def __str__(self) -> str:
        return f"call {self.number}, {self.name}({self.path})"


class Ending(NamedTuple):
    """How a child ended: the signal that killed it or 0, what it said, and how many calls were seen."""

    killed_by: int
    said: str
    calls: int


Fate = Literal["done", "killed"] | int
"""What becomes of a call: it is done, the process is killed before it is, or it fails with this errno."""


class CannotTraceError(Exception):
    """This system lets no process follow another, or is not one whose calls are known here."""


def follow(work: Callable[[], str], folder: Path, fate_of: Callable[[Call], Fate]) -> Ending:
    """Run `work` in a child and let `fate_of` decide on each of its calls that would change a file below `folder`.

    The child is a fork of this process, which must have one thread. What `work` returns, or the traceback of what it
    raised, is what the child says. Raises CannotTraceError.
    """
    kinds = _kinds_here()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _be_followed(work, tuple(kinds), theirs)
    os.close(theirs)
    try:
        _attach(child, ours)
        status, calls = _lead(child, kinds, f"{folder}/", fate_of)
        return Ending(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, _read(ours), calls)
    except BaseException:
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    finally:
        os.close(ours)


# the child

_TRACEME, _CONT, _SETOPTIONS, _GETREGS, _SETREGS, _GET_SYSCALL_INFO = 0, 7, 0x4200, 12, 13, 0x420E  # linux/ptrace.h
_TRACE_SECCOMP, _EXIT_KILL, _EVENT_SECCOMP = 0x80, 0x100000, 7
_SET_NO_NEW_PRIVS, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # linux/bpf_common.h


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("jt", ctypes.c_uint8), ("jf", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def _be_followed(work: Callable[[], str], numbers: tuple[int, ...], pipe: int) -> NoReturn:
    """Do `work` under the filter and end, without what Python does at its end: that is the parent's to do."""
    said = "nothing"
    try:
        _ptrace(_TRACEME, 0)
        _stop_at(numbers)
        os.kill(os.getpid(), signal.SIGSTOP)
        said = work()
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
        said = traceback.format_exc()
    finally:
        os.write(pipe, said.encode()[-LARGEST:])
        os._exit(0)


def _stop_at(numbers: tuple[int, ...]) -> None:
    """Have the kernel tell the tracer of the calls of these numbers, and of no others."""
    last = len(numbers) + 1
    code = [_Instruction(_LOAD, 0, 0, 0)]  # the number of the call is at offset 0
    code += [_Instruction(_JUMP_IF_EQUAL, last - place, 0, number) for place, number in enumerate(numbers, 1)]
    code += [_Instruction(_RETURN, 0, 0, _ALLOW), _Instruction(_RETURN, 0, 0, _TRACE)]
    program = _Program(len(code), (_Instruction * len(code))(*code))
    if _libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or _libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0):
        raise CannotTraceError(f"no seccomp filter: {os.strerror(ctypes.get_errno())}")


# the parent


class _CallInfo(ctypes.Structure):
    """The head of `struct ptrace_syscall_info`, as it is at the stop of a seccomp filter."""

    _fields_ = (
        ("op", ctypes.c_uint8), ("flags", ctypes.c_uint8 * 3), ("architecture", ctypes.c_uint32),
        ("instruction", ctypes.c_uint64), ("stack", ctypes.c_uint64),
        ("number", ctypes.c_uint64), ("arguments", ctypes.c_uint64 * 6), ("data", ctypes.c_uint64),
    )  # fmt: skip


def _attach(child: int, pipe: int) -> None:
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        raise CannotTraceError(_read(pipe).strip().rpartition("Error: ")[2])
    _ptrace(_SETOPTIONS, child, 0, _TRACE_SECCOMP | _EXIT_KILL)


def _read(pipe: int) -> str:
    return os.read(pipe, LARGEST).decode(errors="replace")


def _lead(child: int, kinds: dict[int, _Kind], below: str, fate_of: Callable[[Call], Fate]) -> tuple[int, int]:
    """Take the child from call to call until it ends; its wait status, and how many calls there were."""
    calls, signal_ = 0, 0
    while True:
        _ptrace(_CONT, child, 0, signal_)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return status, calls
        at_call = status >> 8 == signal.SIGTRAP | _EVENT_SECCOMP << 8
        signal_ = 0 if at_call else os.WSTOPSIG(status)
        if not at_call or (file := _file_of(child, kinds, below)) is None:
            continue
        calls += 1
        fate = fate_of(Call(calls, *file, child))
        if fate == "killed":
            os.kill(child, signal.SIGKILL)
            return os.waitpid(child, 0)[1], calls
        if fate != "done":
            _fail(child, fate)


def _fail(child: int, error: int) -> None:
    """Have the kernel skip the call at which the child stands, and answer `error`."""
    registers = (ctypes.c_uint64 * 27)()  # struct user_regs_struct of x86_64: rax is the 11th, orig_rax the 16th
    _ptrace(_GETREGS, child, 0, registers)
    registers[10], registers[15] = 2**64 - error, 2**64 - 1
    _ptrace(_SETREGS, child, 0, registers)


def can_fail() -> bool:
    """Whether calls can be made to fail here: the registers that this takes are those of x86_64."""
    return platform.machine() == "x86_64"


def _file_of(child: int, kinds: dict[int, _Kind], below: str) -> tuple[str, str] | None:
    """Name of the call at which the child stands, and the file that it would change; None if that is elsewhere."""
    info = _CallInfo()
    _ptrace(_GET_SYSCALL_INFO, child, ctypes.sizeof(info), ctypes.byref(info))
    kind, arguments = kinds[info.number], tuple(info.arguments)
    if kind.flags is not None and not arguments[kind.flags] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
        return None
    path = _descriptor(child, arguments[kind.file]) if kind.operand == "descriptor" else _path(child, kind, arguments)
    return (kind.name, path.removeprefix(below)) if path.startswith(below) else None


def _path(child: int, kind: _Kind, arguments: tuple[int, ...]) -> str:
    memory = os.open(f"/proc/{child}/mem", os.O_RDONLY)
    try:
        named = os.fsdecode(os.pread(memory, 4096, arguments[kind.file]).partition(b"\0")[0])
    finally:
        os.close(memory)
    beside = arguments[kind.file - 1] & 0xFFFFFFFF if kind.operand == "path at" else _HERE
    return os.path.normpath(os.path.join(_descriptor(child, beside), named))  # noqa: PTH118 - "/x/a" / "b" as the kernel does


def _descriptor(child: int, number: int) -> str:
    name = "cwd" if number == _HERE else f"fd/{number & 0xFFFFFFFF}"
    return os.readlink(f"/proc/{child}/{name}")  # noqa: PTH115 - a pipe has no path


_HERE = 2**32 - 100
"""AT_FDCWD of linux/fcntl.h, as an unsigned int."""


# the calls


class _Kind(NamedTuple):
    """A system call that changes files, and how it names the file.

    operand  what its argument `file` is: a descriptor, a path, or a path below the folder of the argument before
    flags    the argument that tells whether the file is opened for writing, if it is that sort of call
    numbers  on x86_64 and aarch64, as in asm/unistd.h
    """

    name: str
    operand: Literal["descriptor", "path", "path at"]
    file: int
    numbers: tuple[int | None, int | None]
    flags: int | None = None


_KINDS = (
    _Kind("open", "path", 0, (2, None), flags=1),
    _Kind("openat", "path at", 1, (257, 56), flags=2),
    _Kind("creat", "path", 0, (85, None)),
    _Kind("write", "descriptor", 0, (1, 64)),
    _Kind("writev", "descriptor", 0, (20, 66)),
    _Kind("pwrite64", "descriptor", 0, (18, 68)),
    _Kind("pwritev", "descriptor", 0, (296, 70)),
    _Kind("pwritev2", "descriptor", 0, (328, 287)),
    _Kind("sendfile", "descriptor", 0, (40, 71)),
    _Kind("copy_file_range", "descriptor", 2, (326, 285)),
    _Kind("fallocate", "descriptor", 0, (285, 47)),
    _Kind("ftruncate", "descriptor", 0, (77, 46)),
    _Kind("truncate", "path", 0, (76, 45)),
    _Kind("fsync", "descriptor", 0, (74, 82)),
    _Kind("fdatasync", "descriptor", 0, (75, 83)),
    _Kind("fchmod", "descriptor", 0, (91, 52)),
    _Kind("chmod", "path", 0, (90, None)),
    _Kind("fchmodat", "path at", 1, (268, 53)),
    _Kind("fchmodat2", "path at", 1, (452, 452)),
    _Kind("fchown", "descriptor", 0, (93, 55)),
    _Kind("chown", "path", 0, (92, None)),
    _Kind("fchownat", "path at", 1, (260, 54)),
    _Kind("mkdir", "path", 0, (83, None)),
    _Kind("mkdirat", "path at", 1, (258, 34)),
    _Kind("rmdir", "path", 0, (84, None)),
    _Kind("unlink", "path", 0, (87, None)),
    _Kind("unlinkat", "path at", 1, (263, 35)),
    _Kind("rename", "path", 1, (82, None)),
    _Kind("renameat", "path at", 3, (264, 38)),
    _Kind("renameat2", "path at", 3, (316, 276)),
    _Kind("link", "path", 1, (86, None)),
    _Kind("linkat", "path at", 3, (265, 37)),
    _Kind("symlink", "path", 1, (88, None)),
    _Kind("symlinkat", "path at", 2, (266, 36)),
)


def _kinds_here() -> dict[int, _Kind]:
    """The calls by their numbers on this machine. Raises CannotTraceError where those are not known."""
    machines = {"x86_64": 0, "aarch64": 1}
    if sys.platform != "linux" or platform.machine() not in machines:
        raise CannotTraceError(f"the system calls of {sys.platform} on {platform.machine()} are not known")
    found = ((kind.numbers[machines[platform.machine()]], kind) for kind in _KINDS)
    return {number: kind for number, kind in found if number is not None}


_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long


def _ptrace(request: int, process: int, address: int = 0, data: object = 0) -> None:
    """Raises CannotTraceError if it is not permitted, ProcessLookupError if the process has been killed by others."""
    if _libc.ptrace(request, process, address, data) >= 0:
        return
    code = ctypes.get_errno()
    if code in (errno.EPERM, errno.ENOSYS, errno.EIO):
        raise CannotTraceError(f"ptrace request {request:#x}: {os.strerror(code)}")
    raise OSError(code, os.strerror(code))
