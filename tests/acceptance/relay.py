# SPDX-License-Identifier: GPL-3.0-or-later
"""The network between desks and their endpoint, which a test can take away."""

import contextlib
import socket
import threading


class Relay:
    """Passes on what comes at a port of its own, until the network drops."""

    def __init__(self, port):
        self.target = ('127.0.0.1', port)
        self.up = True
        self.lock = threading.Lock()
        self.sockets = set()
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near = self.listener.accept()[0]
            except OSError:
                return
            far = socket.create_connection(self.target)
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.sockets |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source, sink):
        """Whoever sends while the network is down hears nothing, as with a cable that is out."""
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.up:
                    sink.sendall(data)
        self._end({source, sink})

    def _end(self, ended):
        with self.lock:
            self.sockets -= ended
        for one in ended:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def drop(self):
        self.up = False

    def mend(self):
        """What was begun meanwhile is lost; what begins now goes through."""
        with self.lock:
            lost = set(self.sockets)
        self._end(lost)
        self.up = True

    def close(self):
        self.listener.close()
        self.mend()
